"""Change what a unit is called and how it stands in the roster."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.organization.choices import AliasKind, UnitType
from guatu.organization.events import UnitEdited, UnitRenamed
from guatu.organization.models import Unit, UnitAlias
from guatu.organization.policies import may_manage_unit
from guatu.organization.rules import Period, RenameTooEarly, period_of_old_name


@dataclass(frozen=True, slots=True)
class Renaming:
    """How a name changes: from `on` (the first day of the new name), or as a mistake put right.

    A mistake leaves no alias behind: the unit was never called so.
    """

    on: date | None = None
    mistake: bool = False


@use_case(may=may_manage_unit)
def edit_unit(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    type: UnitType | str,
    code: str,
    short_name: str = "",
    order: int = 0,
    opened_on: date | None = None,
    renaming: Renaming = Renaming(),
    reason: str = "",
) -> Unit:
    """Bring the unit to these values. A new name takes effect on `renaming.on` (today where none is given); the
    old one stays as a dated alias.

    Raises `InvalidInput` for a taken name or code, or a date of renaming that is in the future or lies before the
    last one. Changes nothing and records nothing where nothing differs.
    """
    name, code = name.strip(), code.strip()
    renamed = name != unit.name
    day = today(Zone.objects.get(id=unit.zone_id))
    renamed_on = renaming.on or day
    faults = _faults(unit, name=name, type=type, code=code)
    if renamed and renamed_on > day:
        faults["renamed_on"] = _("A new name counts from a day that has come.")
    old_name = unit.name
    period = None
    if renamed and not renaming.mistake and not faults:
        period = _period_of_old_name(unit, renamed_on, faults)
    if faults:
        raise InvalidInput(faults)
    changes = change(
        unit,
        name=name,
        short_name=short_name.strip(),
        type=type,
        code=code,
        order=order,
        opened_on=opened_on,
    )
    if not changes:
        return unit
    if period is not None:
        UnitAlias.objects.create(
            zone_id=unit.zone_id,
            unit=unit,
            name=old_name,
            kind=AliasKind.FORMER,
            valid_from=period.first,
            valid_to=period.last,
        )
    event = (
        UnitRenamed(zone_id=unit.zone_id, unit_id=unit.id, renamed_on=renamed_on)
        if renamed and not renaming.mistake
        else UnitEdited(zone_id=unit.zone_id, unit_id=unit.id)
    )
    record(event, subject=unit, changes=changes, reason=reason)
    return unit


def _faults(unit: Unit, *, name: str, type: str, code: str) -> dict[str, Any]:
    others = Unit.objects.filter(zone_id=unit.zone_id).exclude(id=unit.id)
    faults: dict[str, Any] = {}
    if not name:
        faults["name"] = _("A unit needs a name.")
    elif name != unit.name and others.filter(name=name, closed_on__isnull=True).exists():
        faults["name"] = _("There is already a unit “%s”.") % name
    if not code:
        faults["code"] = _("A unit needs a code.")
    elif others.filter(code=code).exists():
        faults["code"] = _("There is already a unit with the code %s.") % code
    if type not in UnitType or (type == UnitType.ZONE) != (unit.parent_id is None):
        faults["type"] = _("Only the unit at the top is of the type “zone”.")
    return faults


def _period_of_old_name(unit: Unit, renamed_on: date, faults: dict[str, Any]) -> Period | None:
    former = UnitAlias.objects.filter(zone_id=unit.zone_id, unit=unit, kind=AliasKind.FORMER)
    try:
        return period_of_old_name(
            [Period(first, last) for first, last in former.values_list("valid_from", "valid_to")],
            unit.opened_on,
            renamed_on,
        )
    except RenameTooEarly as error:
        faults["renamed_on"] = _(
            "The name it bears now counts from %s; the new one cannot count from before."
        ) % (formats.date_format(error.last, "DATE_FORMAT"))
        return None
