"""Add a unit to the tree."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.organization.choices import UnitType
from guatu.organization.events import UnitCreated
from guatu.organization.models import Unit
from guatu.organization.policies import may_create_unit


@use_case(may=may_create_unit)
def create_unit(
    *,
    actor: Actor,
    name: str,
    type: UnitType | str,
    parent: Unit,
    code: str = "",
    short_name: str = "",
    order: int = 0,
    opened_on: date | None = None,
) -> Unit:
    """A new unit under `parent`, numbered where no code is given.

    Raises `InvalidInput` for a taken name or code, an unknown type, a closed parent.
    """
    one_at_a_time("organization.units", actor.zone_id)
    name, code = name.strip(), code.strip()
    faults: dict[str, str] = {}
    in_zone = Unit.objects.filter(zone_id=actor.zone_id)
    if not name:
        faults["name"] = _("A unit needs a name.")
    elif in_zone.filter(name=name, closed_on__isnull=True).exists():
        faults["name"] = _("There is already a unit “%s”.") % name
    if type not in UnitType or type == UnitType.ZONE:
        faults["type"] = _("“%s” is not a type of unit under the zone.") % type
    if parent.closed_on is not None:
        faults["parent"] = _("“%s” has been closed.") % parent.name
    if code and in_zone.filter(code=code).exists():
        faults["code"] = _("There is already a unit with the code %s.") % code
    if faults:
        raise InvalidInput(faults)
    unit = Unit.objects.create(
        zone_id=actor.zone_id,
        name=name,
        short_name=short_name.strip(),
        type=type,
        parent=parent,
        code=code or _next_code(set(in_zone.values_list("code", flat=True))),
        order=order,
        opened_on=opened_on,
    )
    record(
        UnitCreated(zone_id=actor.zone_id, unit_id=unit.id),
        subject=unit,
        changes={"name": (None, unit.name), "type": (None, unit.type), "parent": (None, parent.name)},
        about=(parent.id,),
    )
    return unit


def _next_code(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"U{number:04}" in taken:
        number += 1
    return f"U{number:04}"
