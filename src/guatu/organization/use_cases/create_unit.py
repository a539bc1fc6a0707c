"""Add a unit to the tree."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.organization.choices import UnitType
from guatu.organization.events import UnitCreated
from guatu.organization.models import Unit
from guatu.organization.policies import may_manage_units


@use_case(may=may_manage_units)
def create_unit(
    *,
    actor: Actor,
    name: str,
    type: UnitType | str,
    parent: Unit,
    code: str = "",
    short_name: str = "",
    order: int = 0,  # noqa: A002
) -> Unit:
    """A new unit under `parent`, numbered where no code is given. Raises `InvalidInput` for a taken name or code."""
    name = name.strip()
    siblings = Unit.objects.filter(zone_id=actor.zone_id)
    if not name:
        raise InvalidInput({"name": _("A unit needs a name.")})
    if siblings.filter(name=name, closed_on__isnull=True).exists():
        raise InvalidInput({"name": _("There is already a unit “%s”.") % name})
    if not code:
        code = f"U{siblings.count() + 1:04}"
    if siblings.filter(code=code).exists():
        raise InvalidInput({"code": _("There is already a unit with the code %s.") % code})
    unit = Unit.objects.create(
        zone_id=actor.zone_id,
        name=name,
        short_name=short_name,
        type=type,
        parent=parent,
        code=code,
        order=order,
    )
    record(UnitCreated(zone_id=actor.zone_id, unit_id=unit.id), subject=unit)
    return unit
