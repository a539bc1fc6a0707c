"""Entering a project by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.organization.choices import UnitType
from guatu.projects.choices import CapitalOrigin, Precision, ProjectType
from guatu.projects.models.project import Project
from guatu.projects.sheets.rows import Dated
from guatu.projects.use_cases.create_project import create_project
from tests.builders import a_unit, a_zone, an_actor, console, the_root
from tests.projects.list_builders import a_created_project, a_dated_zone, details

pytestmark = pytest.mark.django_db


def faults_of(zone: Any, **values: Any) -> dict[str, str]:
    with translation.override("en"), pytest.raises(InvalidInput) as raised:
        a_created_project(zone, **values)
    assert not Project.objects.filter(zone=zone, name="新项目").exists()
    return {fault.place: fault.message for fault in raised.value.faults}


def test_keeps_what_was_said_and_records_it() -> None:
    zone = a_dated_zone()
    park, town = a_unit(zone, "生命科学产业园"), a_unit(zone, "云阳镇", UnitType.TOWN)
    project = a_created_project(
        zone,
        park,
        name=" 碳纤维复合材料 ",
        code="２０１８-321181-32-01-000000",
        type=ProjectType.UPGRADE,
        industry_code="c 3670",
        total_investment=Decimal("563000000"),
        registration_unit=town,
        statistical_unit=park,
        construction_from=2018,
        construction_to=2019,
        committed_start=Dated(date(2018, 9, 30), Precision.MONTH),
    )
    project.refresh_from_db()
    assert (project.name, project.code) == ("碳纤维复合材料", "2018-321181-32-01-000000")
    assert (project.industry_code, project.type) == ("C3670", ProjectType.UPGRADE)
    assert (project.unit, project.registration_unit, project.statistical_unit) == (park, town, park)
    assert project.total_cny == project.total_investment == Decimal("563000000.00")
    assert (project.currency, project.exchange_rate, project.rate_date) == ("CNY", 1, None)
    assert (project.committed_start, project.committed_start_precision) == (date(2018, 9, 30), "month")
    entry = Entry.objects.get(event="projects.project.created")
    assert (entry.subject_id, entry.actor_name) == (project.id, "console")
    assert entry.changes["total_cny"] == [None, "563000000.00"]
    assert "remark" not in entry.changes, "what was left blank is not recorded as said"


def test_foreign_money_keeps_its_currency_rate_and_day() -> None:
    zone = a_dated_zone()
    project = a_created_project(
        zone,
        capital_origin=CapitalOrigin.FOREIGN,
        total_investment=Decimal("30000000"),
        currency="USD",
        exchange_rate=Decimal("6.616600"),
        rate_date=date(2018, 6, 29),
    )
    assert project.total_cny == Decimal("198498000.00")
    assert (project.total_investment, project.currency) == (Decimal("30000000"), "USD")


def test_rounds_yuan_half_up_to_the_fen() -> None:
    project = a_created_project(
        a_dated_zone(),
        total_investment=Decimal("0.15"),
        currency="JPY",
        exchange_rate=Decimal("0.1"),
        rate_date=date(2018, 6, 29),
    )
    assert project.total_cny == Decimal("0.02")


@pytest.mark.parametrize(
    ("values", "place", "said"),
    [
        ({"name": " "}, "name", "A project needs a name."),
        ({"code": "2018-32118"}, "code", "this has 10 characters"),
        ({"code": "2103-321181-32-01-000000"}, "code", "still to come"),
        ({"industry_code": "D3670"}, "industry_code", "belongs to section C"),
        ({"type": "castle"}, "type", "expected one of: industrial"),
        ({"capital_origin": "martian"}, "capital_origin", "expected one of: domestic"),
        ({"total_investment": Decimal(0)}, "total_investment", "above zero"),
        ({"total_investment": Decimal(10) ** 16}, "total_investment", "above zero"),
        ({"total_investment": Decimal(1), "currency": "XXX"}, "currency", "expected one of: CNY"),
        ({"total_investment": Decimal(1), "currency": "USD"}, "exchange_rate", "How many yuan one USD"),
        ({"total_investment": Decimal(1), "currency": "USD"}, "rate_date", "The day of the rate"),
        (
            {
                "total_investment": Decimal(1),
                "currency": "USD",
                "exchange_rate": Decimal(6),
                "rate_date": date(2018, 7, 3),
            },
            "rate_date",
            "a day that has come",
        ),
        ({"construction_from": 2019, "construction_to": 2018}, "construction_to", "cannot end before"),
        ({"construction_from": 218}, "construction_from", "a year such as 2018"),
        (
            {
                "committed_start": Dated(date(2018, 9, 30), Precision.MONTH),
                "committed_finish": Dated(date(2018, 8, 31)),
            },
            "committed_finish",
            "before it starts",
        ),
    ],
)
def test_fault_stands_at_its_field(values: dict[str, Any], place: str, said: str) -> None:
    assert said in faults_of(a_dated_zone(), **({"name": "新项目"} | values))[place]


def test_finish_within_the_start_named_as_a_whole_year_is_no_fault() -> None:
    project = a_created_project(
        a_dated_zone(),
        committed_start=Dated(date(2018, 12, 31), Precision.YEAR),
        committed_finish=Dated(date(2018, 9, 30)),
    )
    assert project.committed_finish == date(2018, 9, 30)


def test_every_fault_is_said_at_once() -> None:
    faults = faults_of(a_dated_zone(), name="", code="x", industry_code="x", total_investment=Decimal(-1))
    assert set(faults) == {"name", "code", "industry_code", "total_investment"}


def test_name_with_owner_and_code_are_the_projects_own() -> None:
    zone, code = a_dated_zone(), "2018-321181-32-01-000000"
    a_created_project(zone, code=code)
    faults = faults_of(zone, code=code)
    assert "already a project of this name" in faults["name"]
    assert faults["code"] == "Another project has this code."
    a_created_project(zone, owner_name="另一家公司")
    a_created_project(a_dated_zone("OT", "别的新区"), code=code)


def test_territory_is_a_place_and_of_the_zone() -> None:
    zone = a_dated_zone()
    office = a_unit(zone, "经济发展局", UnitType.DEPARTMENT)
    elsewhere = a_unit(a_zone("OT", "别的新区"))
    faults = faults_of(zone, registration_unit=office, statistical_unit=elsewhere)
    assert "is no territory" in faults["registration_unit"]
    assert faults["statistical_unit"] == "expected a unit of this zone"


@pytest.mark.parametrize(
    ("role", "at_park", "allowed"),
    [
        ("office", False, True),
        ("office", True, True),
        ("office_head", False, True),
        ("clerk", False, False),
        ("leader", False, False),
        ("grid_worker", False, False),
        ("statistician", False, False),
        ("auditor", False, False),
    ],
)
def test_who_may(role: str, at_park: bool, allowed: bool) -> None:
    zone = a_dated_zone()
    park = a_unit(zone)
    actor = an_actor(zone, role, unit=park if at_park else None)
    if allowed:
        assert create_project(actor=actor, unit=park, details=details()).unit == park
    else:
        with pytest.raises(NotAllowed):
            create_project(actor=actor, unit=park, details=details())


def test_office_of_a_park_creates_in_its_own_park_only() -> None:
    zone = a_dated_zone()
    actor = an_actor(zone, "office", unit=a_unit(zone))
    with pytest.raises(NotAllowed):
        create_project(actor=actor, unit=a_unit(zone, "另一个园区"), details=details())
    with pytest.raises(NotAllowed):
        create_project(actor=console(zone), unit=the_root(a_zone("OT", "别的新区")), details=details())
