"""Say where a unit is registered, counted or managed."""

from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.organization.choices import TerritoryKind
from guatu.organization.events import UnitTerritorySet
from guatu.organization.models import Unit, UnitTerritory
from guatu.organization.policies import may_manage_unit
from guatu.organization.rules import DAY, CodeFault, check_division_code, division_name


@use_case(may=may_manage_unit)
def set_unit_territory(
    *,
    actor: Actor,
    unit: Unit,
    kind: TerritoryKind | str,
    code: str,
    valid_from: date,
    name: str = "",
) -> UnitTerritory:
    """From `valid_from` on the unit's territory of that kind is the division `code`; the one before ends the day
    before. Each kind has its own: the three never mix.

    `name` is looked up in GB/T 2260 where none is given. Raises `InvalidInput` for a code that cannot be one, a
    name that cannot be found, or a day on which a territory of the kind has begun already.
    """
    code = code.strip()
    if kind not in TerritoryKind:
        raise InvalidInput({"kind": _("“%s” is not a kind of territory.") % kind})
    try:
        check_division_code(TerritoryKind(kind), code)
    except CodeFault as fault:
        raise InvalidInput({"code": _code_fault(fault.fault, TerritoryKind(kind), code)}) from fault
    name = name.strip() or division_name(code, valid_from)
    if not name:
        raise InvalidInput({"name": _("GB/T 2260 does not list %s; give the name of the place.") % code})
    same = UnitTerritory.objects.filter(zone_id=unit.zone_id, unit=unit, kind=kind)
    latest = same.order_by(F("valid_from").desc(nulls_last=True)).first()
    if latest is not None and latest.valid_from is not None and latest.valid_from >= valid_from:
        raise InvalidInput({"valid_from": _("The one on file counts from the same day or later.")})
    territory = UnitTerritory.objects.create(
        zone_id=unit.zone_id, unit=unit, kind=kind, code=code, name=name, valid_from=valid_from
    )
    if latest is not None and (latest.valid_to is None or latest.valid_to >= valid_from):
        latest.valid_to = valid_from - DAY
        latest.save(update_fields=["valid_to"])
    record(
        UnitTerritorySet(zone_id=unit.zone_id, unit_id=unit.id, kind=str(kind), code=code),
        subject=territory,
        changes={
            "kind": (None, str(kind)),
            "code": (latest.code if latest else None, code),
            "name": (latest.name if latest else None, name),
            "valid_from": (None, valid_from),
        },
        about=(unit.id,),
    )
    return territory


def _code_fault(fault: str, kind: TerritoryKind, code: str) -> str:
    if fault == "zone_code":
        return _(
            "%s is a code of the statistics bureau for a development zone; GB/T 2260 has no such division. "
            "Registration takes the code of the district or county, such as 321181."
        ) % (code)
    if fault == "province":
        return _("%s begins with no province of GB/T 2260.") % code
    if kind is TerritoryKind.REGISTRATION:
        return _("“%s”: expected the 6 digits of a division of GB/T 2260, such as 321181.") % code
    return _("“%s”: expected 6, 9 or 12 digits, such as 321171 or 321171001000.") % code
