"""Open a new, empty zone with its root unit."""

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

    Raises `InvalidInput` for a bad or taken code, or an unknown parent.
    """
    zone.code = zone.code.strip().upper()
    if not (zone.code.isascii() and zone.code.isalnum() and len(zone.code) <= 16):
        raise InvalidInput({"code": f"“{zone.code}”: up to 16 letters A–Z and digits"})
    if Zone.objects.filter(code=zone.code).exists():
        raise InvalidInput({"code": f"there is already a zone {zone.code}"})
    if parent_code:
        zone.parent = Zone.objects.filter(code=parent_code).first()
        if zone.parent is None:
            raise InvalidInput({"parent": f"no zone {parent_code}"})
    zone.kind = kind
    zone.save(force_insert=True)
    root = Unit.objects.create(zone=zone, name=zone.name, code=zone.code, type=UnitType.ZONE)
    record(ZoneCreated(zone_id=zone.id, code=zone.code), subject=root)
    return root
