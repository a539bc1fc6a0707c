"""Note another name of a unit."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from guatu.core import clock
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.organization.choices import AliasKind
from guatu.organization.events import UnitAliasAdded
from guatu.organization.models import Unit, UnitAlias
from guatu.organization.policies import may_manage_unit
from guatu.organization.rules import Period


@use_case(may=may_manage_unit)
def add_unit_alias(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    kind: AliasKind | str = AliasKind.OTHER,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> UnitAlias:
    """`name` was or is in use from `valid_from` to `valid_to` (both within, None is open).

    A former name *was* the unit's name in its days and needs its last day; two of them cannot share a day. Any
    other name stands beside the unit's own. Raises `InvalidInput` for a fault in name or dates.
    """
    name = name.strip()
    period = Period(valid_from, valid_to)
    aliases = UnitAlias.objects.filter(zone_id=unit.zone_id, unit=unit)
    faults: dict[str, str] = {}
    if not name:
        faults["name"] = _("The name is missing.")
    if kind not in AliasKind:
        faults["kind"] = _("“%s” is neither a former name nor another one.") % kind
    if period.is_backwards:
        faults["valid_to"] = _("The last day lies before the first.")
    elif any(
        Period(other.valid_from, other.valid_to).overlaps(period)
        for other in aliases.filter(name=name, kind=kind)
    ):
        faults["name"] = _("This name is on file for these days already.")
    elif kind == AliasKind.FORMER:
        others = aliases.filter(kind=AliasKind.FORMER).exclude(name=name)
        faults |= _former_faults(others, period, clock.today(Zone.objects.get(id=unit.zone_id)))
    if faults:
        raise InvalidInput(faults)
    alias = UnitAlias.objects.create(
        zone_id=unit.zone_id, unit=unit, name=name, kind=kind, valid_from=valid_from, valid_to=valid_to
    )
    record(
        UnitAliasAdded(zone_id=unit.zone_id, unit_id=unit.id),
        subject=alias,
        changes={
            "kind": (None, alias.kind),
            "valid_from": (None, valid_from),
            "valid_to": (None, valid_to),
        },
        about=(unit.id,),
    )
    return alias


def _former_faults(others: Iterable[UnitAlias], period: Period, today: date) -> dict[str, str]:
    if period.last is None or period.last >= today:
        return {"valid_to": _("A former name needs its last day, and that is past.")}
    for other in others:
        if Period(other.valid_from, other.valid_to).overlaps(period):
            return {"valid_from": _("On some of these days the unit was called “%s”.") % other.name}
    return {}
