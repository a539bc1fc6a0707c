"""Where a unit is registered, counted and managed."""

from datetime import date

import pytest

from guatu.core.errors import InvalidInput
from guatu.organization.choices import TerritoryKind
from guatu.organization.models import UnitTerritory
from guatu.organization.rules import CodeFault, check_division_code, division_name
from guatu.organization.use_cases.set_unit_territory import set_unit_territory
from tests.builders import a_unit, a_zone, console


@pytest.mark.parametrize(
    ("kind", "code", "fault"),
    [
        ("registration", "321181", None),
        ("registration", "3211", "length"),
        ("registration", "321181001", "length"),
        ("registration", "３２１１８１", "length"),
        ("registration", "321171", "zone_code"),
        ("registration", "991181", "province"),
        ("statistical", "321171", None),
        ("statistical", "321171001", None),
        ("statistical", "321171001000", None),
        ("statistical", "3211710010", "length"),
        ("managing", "321102002", None),
        ("managing", "161102002", "province"),
    ],
)
def test_codes(kind: str, code: str, fault: str | None) -> None:
    if fault is None:
        check_division_code(TerritoryKind(kind), code)
    else:
        with pytest.raises(CodeFault) as caught:
            check_division_code(TerritoryKind(kind), code)
        assert caught.value.fault == fault


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("321181", date(2018, 6, 30), "丹阳市"),
        ("321102", date(1983, 6, 1), "城区"),
        ("321102", date(2018, 6, 30), "京口区"),
        ("110103", date(2018, 6, 30), ""),
        ("321112001000", date(2018, 6, 30), "丹徒区"),
        ("321171", date(2018, 6, 30), ""),
    ],
)
def test_names_of_divisions(code: str, day: date, name: str) -> None:
    assert division_name(code, day) == name


@pytest.mark.django_db
def test_a_new_territory_ends_the_one_before_and_leaves_the_other_kinds() -> None:
    zone = a_zone()
    unit, actor = a_unit(zone), console(zone)
    set_unit_territory(
        actor=actor, unit=unit, kind="registration", code="321181", valid_from=date(2010, 1, 1)
    )
    set_unit_territory(
        actor=actor,
        unit=unit,
        kind="statistical",
        code="321171",
        name="镇江新区",
        valid_from=date(2010, 1, 1),
    )
    set_unit_territory(
        actor=actor, unit=unit, kind="registration", code="321112", valid_from=date(2018, 7, 1)
    )
    rows = UnitTerritory.objects.filter(unit=unit).order_by("kind", "valid_from")
    assert [(r.kind, r.code, r.name, r.valid_from, r.valid_to) for r in rows] == [
        ("registration", "321181", "丹阳市", date(2010, 1, 1), date(2018, 6, 30)),
        ("registration", "321112", "丹徒区", date(2018, 7, 1), None),
        ("statistical", "321171", "镇江新区", date(2010, 1, 1), None),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"kind": "registration", "code": "321171"}, "code"),
        ({"kind": "somewhere", "code": "321181"}, "kind"),
        ({"kind": "statistical", "code": "321171"}, "name"),
        ({"kind": "registration", "code": "321181", "valid_from": date(2009, 12, 31)}, "valid_from"),
    ],
)
def test_faults_stand_at_their_fields(given: dict[str, object], place: str) -> None:
    zone = a_zone()
    unit, actor = a_unit(zone), console(zone)
    set_unit_territory(
        actor=actor, unit=unit, kind="registration", code="321112", valid_from=date(2010, 1, 1)
    )
    values = {"valid_from": date(2018, 1, 1), **given}
    with pytest.raises(InvalidInput) as caught:
        set_unit_territory(actor=actor, unit=unit, **values)  # type: ignore[arg-type]
    assert [fault.place for fault in caught.value.faults] == [place]
    assert UnitTerritory.objects.count() == 1
