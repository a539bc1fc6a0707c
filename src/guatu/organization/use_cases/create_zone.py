"""Open a new, empty zone with its root unit."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone, ZoneKind
from guatu.core.use_case import record, use_case
from guatu.organization.choices import UnitType
from guatu.organization.events import ZoneCreated
from guatu.organization.models import Unit
from guatu.organization.policies import may_open_zones


@use_case(may=may_open_zones)
def create_zone(*, actor: Actor, zone: Zone, parent_code: str = "", kind: str = ZoneKind.ZONE) -> Unit:
    """Save `zone` (new, unsaved, its id being the actor's zone) and make its root unit, which is returned.

    Raises `InvalidInput` for a bad or taken code, a name missing or too long, or an unknown parent.
    """
    zone.code, zone.name = zone.code.strip().upper(), zone.name.strip()
    faults = {}
    if not (zone.code.isascii() and zone.code.isalnum() and len(zone.code) <= 16):
        faults["code"] = _("“%s”: expected up to 16 letters A–Z and digits") % zone.code
    elif Zone.objects.filter(code=zone.code).exists():
        faults["code"] = _("there is already a zone %s") % zone.code
    if not 0 < len(zone.name) <= 100:
        faults["name"] = _("a zone needs a name of at most 100 characters")
    if parent_code:
        zone.parent = Zone.objects.filter(code=parent_code).first()
        if zone.parent is None:
            faults["parent"] = _("there is no zone %s") % parent_code
    if faults:
        raise InvalidInput(faults)
    zone.kind = kind
    zone.save(force_insert=True)
    root = Unit.objects.create(zone=zone, name=zone.name, code=zone.code, type=UnitType.ZONE)
    record(ZoneCreated(zone_id=zone.id, code=zone.code), subject=root)
    return root
