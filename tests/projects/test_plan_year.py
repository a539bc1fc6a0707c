"""Saying what a project is to do in a year."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused, StaleVersion
from guatu.core.models import Zone
from guatu.projects.choices import StartClass, SubClass
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.use_cases.freeze_list import freeze_list
from guatu.projects.use_cases.plan_year import YearPlan, plan_year
from guatu.projects.use_cases.withdraw_project import withdraw_project
from tests.builders import a_unit, an_actor, console
from tests.projects.list_builders import DAY, YI, a_created_project, a_dated_zone, a_list, planned, put_on

pytestmark = pytest.mark.django_db
CARRIED = YearPlan(
    start_class=StartClass.CARRY_OVER, sub_class=SubClass.CONTINUING, annual_plan_cny=Decimal("615000000")
)


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def project(zone: Zone) -> Project:
    return a_created_project(zone)


def plan(project: Project, new: YearPlan = CARRIED, year: int = 2018, **more: Any) -> ProjectYear:
    return plan_year(actor=console(project.zone), project=project, year=year, plan=new, **more)


def planned_entries() -> list[Entry]:
    return list(Entry.objects.filter(event="projects.year.planned").order_by("sequence"))


def test_first_plan_of_a_year_stands_in_the_projects_history(project: Project) -> None:
    row = plan(project)
    assert (row.start_class, row.sub_class, row.annual_plan_cny) == (
        "carry_over",
        "continuing",
        Decimal("615000000"),
    )
    (entry,) = planned_entries()
    assert (entry.subject_id, list(entry.about)) == (row.id, [row.id, project.id])
    assert entry.data["annual_plan_cny"] == "615000000"


def test_numbers_go_on_from_the_last(zone: Zone, project: Project) -> None:
    assert plan(project).serial == 1
    other = a_created_project(zone, name="二号项目")
    assert plan(other, YearPlan(start_class=StartClass.NEW_START, serial=54)).serial == 54
    third = a_created_project(zone, name="三号项目")
    assert plan(third).serial == 55
    assert plan(third, year=2019).serial == 1
    assert plan(other).serial == 54, "a plan without a number keeps the one it has"


def test_changed_plan_records_what_differs_and_the_same_plan_nothing(project: Project) -> None:
    plan(project)
    plan(project)
    assert len(planned_entries()) == 1
    plan(
        project,
        YearPlan(
            start_class=StartClass.CARRY_OVER, sub_class=SubClass.EQUIPMENT, annual_plan_cny=Decimal("5e8")
        ),
    )
    changes = planned_entries()[1].changes
    assert changes["sub_class"] == ["continuing", "equipment"]
    assert set(changes) == {"sub_class", "annual_plan_cny"}


@pytest.mark.parametrize(
    ("new", "place", "said"),
    [
        (YearPlan(start_class="begun"), "start_class", "expected one of"),
        (
            YearPlan(start_class=StartClass.NEW_START, sub_class=SubClass.EQUIPMENT),
            "sub_class",
            "Only a carry-over has a sub-class",
        ),
        (YearPlan(start_class=StartClass.CARRY_OVER, sub_class="idle"), "sub_class", "expected one of"),
        (
            YearPlan(start_class=StartClass.CARRY_OVER, concentrated_start=True),
            "concentrated_start",
            "Only a new start",
        ),
        (
            YearPlan(start_class=StartClass.NEW_START, annual_plan_cny=Decimal(-1)),
            "annual_plan_cny",
            "zero or more",
        ),
        (YearPlan(start_class=StartClass.NEW_START, serial=0), "serial", "from 1 on"),
    ],
)
def test_fault_stands_at_its_field(project: Project, new: YearPlan, place: str, said: str) -> None:
    with translation.override("en"), pytest.raises(InvalidInput) as raised:
        plan(project, new)
    assert [(f.place, said in f.message) for f in raised.value.faults] == [(place, True)]
    assert not ProjectYear.objects.filter(project=project).exists()


def test_year_far_off_is_a_fault(project: Project) -> None:
    with pytest.raises(InvalidInput, match="year"):
        plan(project, year=18)


def test_frozen_list_asks_why_its_sums_change(zone: Zone, project: Project) -> None:
    planned(project, plan="1")
    district = a_list(zone)
    put_on(district, project)
    more = YearPlan(start_class=StartClass.NEW_START, annual_plan_cny=2 * YI)
    plan(project, more)
    freeze_list(actor=console(zone), project_list=district)
    flagged = YearPlan(start_class=StartClass.NEW_START, annual_plan_cny=2 * YI, concentrated_start=True)
    plan(project, flagged)
    less = YearPlan(start_class=StartClass.NEW_START, annual_plan_cny=YI, concentrated_start=True)
    with translation.override("en"), pytest.raises(InvalidInput, match="frozen list"):
        plan(project, less)
    assert plan(project, less, reason="市发改委调整计划").annual_plan_cny == YI
    assert planned_entries()[-1].reason == "市发改委调整计划"
    assert plan(project, less, year=2019).annual_plan_cny == YI, "another year is not on that list"


def test_change_over_somebody_elses_is_refused(project: Project) -> None:
    row = plan(project, version=0)
    plan(project, YearPlan(start_class=StartClass.NEW_START), version=row.version)
    with pytest.raises(StaleVersion):
        plan(project, CARRIED, version=1)
    with pytest.raises(StaleVersion):
        plan(project, CARRIED, version=0)


def test_withdrawn_project_has_no_plan(zone: Zone, project: Project) -> None:
    withdraw_project(actor=console(zone), project=project, on=DAY, reason="停建")
    with pytest.raises(Refused):
        plan(project)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("office", True), ("office_head", True), ("clerk", False), ("leader", False), ("statistician", False)],
)
def test_who_may(zone: Zone, project: Project, role: str, allowed: bool) -> None:
    actor = an_actor(zone, role)
    if allowed:
        assert plan_year(actor=actor, project=project, year=2018, plan=CARRIED).year == 2018
    else:
        with pytest.raises(NotAllowed):
            plan_year(actor=actor, project=project, year=2018, plan=CARRIED)


def test_office_of_another_unit_may_not(zone: Zone) -> None:
    project = a_created_project(zone, a_unit(zone))
    actor = an_actor(zone, "office", unit=a_unit(zone, "另一个园区"))
    with pytest.raises(NotAllowed):
        plan_year(actor=actor, project=project, year=2018, plan=CARRIED)
