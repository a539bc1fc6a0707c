"""Open a zone with everything a zone begins with."""

from guatu.core.actor import Actor
from guatu.core.models import Zone, ZoneKind
from guatu.core.openers import openers
from guatu.core.use_case import use_case
from guatu.organization.models import Unit
from guatu.organization.policies import may_open_zones
from guatu.organization.use_cases.create_zone import create_zone


@use_case(may=may_open_zones)
def open_zone(*, actor: Actor, zone: Zone, parent_code: str = "", kind: str = ZoneKind.ZONE) -> Unit:
    """`create_zone`, then what each app sets up in a new zone: calendars, templates, rule sets.

    All of it or nothing. Returns the root unit; raises what `create_zone` raises.
    """
    root = create_zone(actor=actor, zone=zone, parent_code=parent_code, kind=kind)
    for opener in openers():
        opener(actor)
    return root
