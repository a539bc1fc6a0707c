"""Counts, sums and bundles read by SQL, against the same counted one by one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from guatu.core.models import Zone
from guatu.organization.models import Person
from guatu.projects.choices import BundlePart, DutyRole, Ledger, StartClass, SubClass
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.rules.bundle import BundleFacts
from guatu.projects.selectors.bundle import (
    bundle_coverage,
    bundle_panel,
    bundle_rows,
    current_duties,
    linkage,
    workloads,
)
from guatu.projects.selectors.facts import facts_panel
from guatu.projects.selectors.filters import ProjectFilters, filtered_projects
from guatu.projects.selectors.lists import lists_panel
from guatu.projects.selectors.projects import get_project
from guatu.projects.selectors.totals import totals
from guatu.projects.selectors.years import contradictions_of, contradictions_of_year, current_year
from guatu.projects.sheets.rows import Dated
from guatu.projects.use_cases.assign_bundle import Bundle, assign_bundle
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.edit_project import edit_project
from guatu.projects.use_cases.plan_year import YearPlan, plan_year
from tests.builders import a_person, console
from tests.projects.list_builders import (
    DAY,
    YI,
    a_created_project,
    a_dated_zone,
    a_list,
    a_task_force,
    committed_plan,
    details,
    leave,
    planned,
    put_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


def name_people(
    project: Project,
    lead: Person | None = None,
    liaison: Person | None = None,
    force: Any = None,
    on: date = DAY,
) -> None:
    bundle = Bundle(lead_official=lead, liaison=liaison, task_force=force)
    assign_bundle(actor=console(project.zone), project=project, bundle=bundle, on=on)


def a_mixed_year(zone: Zone) -> None:
    """Sixteen projects: every class and sub-class, with and without amounts, started or not, bundles of every kind."""
    lead, liaison = a_person(zone, "领导甲"), a_person(zone, "联系人乙")
    force, over = a_task_force(zone), a_task_force(zone, "已解散", valid_to=date(2018, 6, 30))
    for number in range(16):
        project = a_created_project(
            zone, name=f"项目{number:02}", total_investment=number * YI if number else None
        )
        if number % 2:
            planned(project, plan=None if number % 3 == 0 else f"0.{number}", concentrated_start=number == 7)
        elif number < 14:
            sub = ["", SubClass.CONTINUING, SubClass.EQUIPMENT][number % 3]
            planned(project, StartClass.CARRY_OVER, plan="0.5", sub_class=sub)
        if number % 3:
            Project.objects.filter(id=project.id).update(actual_start=date(2018, 1, 1 + number))
        project.refresh_from_db()
        name_people(
            project,
            lead if number & 1 else None,
            liaison if number & 2 else None,
            (force if number & 8 else over) if number & 4 else None,
            on=date(2018, 6, 1),
        )
        if number & 3 == 3:
            committed_plan(project)


def test_totals_are_what_counting_one_by_one_gives(zone: Zone) -> None:
    a_mixed_year(zone)
    projects = Project.objects.filter(zone=zone)
    counted = totals(projects, zone_id=zone.id, year=2018)
    years = {y.project_id: y for y in ProjectYear.objects.filter(zone=zone)}
    carried = [y for y in years.values() if y.start_class == StartClass.CARRY_OVER]
    new = [y for y in years.values() if y.start_class == StartClass.NEW_START]
    by_id = {p.id: p for p in projects}

    def money(rows: list[ProjectYear]) -> tuple[Decimal, Decimal]:
        return (
            sum((by_id[y.project_id].total_cny or Decimal(0) for y in rows), Decimal(0)),
            sum((y.annual_plan_cny or Decimal(0) for y in rows), Decimal(0)),
        )

    assert counted.projects == 16
    assert counted.total_cny == sum((p.total_cny or Decimal(0) for p in by_id.values()), Decimal(0))
    assert (counted.carry_over.total_cny, counted.carry_over.annual_plan_cny) == money(carried)
    assert (counted.new_start.total_cny, counted.new_start.annual_plan_cny) == money(new)
    assert (counted.carry_over.projects, counted.new_start.projects) == (len(carried), len(new))
    assert counted.carry_over.projects == counted.continuing + counted.equipment + counted.unsaid
    assert counted.started == sum(by_id[y.project_id].actual_start is not None for y in new)
    assert counted.new_start.projects == counted.started + counted.not_started
    assert (counted.unplanned, counted.unpriced, counted.concentrated) == (16 - len(years), 1, 1)


def test_bundles_by_sql_are_bundles_by_the_rule(zone: Zone) -> None:
    a_mixed_year(zone)
    filters = ProjectFilters(year=2018, planned="any")
    projects = filtered_projects(actor=console(zone), filters=filters)
    rows = bundle_rows(projects.order_by("name"), zone_id=zone.id, day=DAY)
    coverage = bundle_coverage(projects, zone_id=zone.id, day=DAY)
    assert coverage.total == len(rows) == 16
    assert coverage.complete == sum(row.facts.is_complete for row in rows) == 1
    for part in BundlePart:
        lacking = {row.project.name for row in rows if part in row.facts.missing}
        assert coverage.missing[part] == len(lacking)
        found = filtered_projects(
            actor=console(zone), filters=ProjectFilters(year=2018, planned="any", missing=part.value)
        )
        assert set(found.values_list("name", flat=True)) == lacking
    ended = next(row for row in rows if row.project.name == "项目04")
    assert ended.facts == BundleFacts(lead_official=False, task_force=False, plan=False, liaison=False)


def test_workload_counts_what_each_answers_for(zone: Zone) -> None:
    a_mixed_year(zone)
    projects = Project.objects.filter(zone=zone)
    (leading,) = workloads(projects, DutyRole.LEAD_OFFICIAL, zone_id=zone.id)
    assert (leading.name, leading.projects) == ("领导甲", 8)
    assert leading.total_cny == sum(range(1, 16, 2)) * YI
    assert leading.not_started == sum(n % 3 == 0 for n in range(1, 16, 2))
    rows = list(linkage(projects, zone_id=zone.id, year=2018))
    assert [row.lead for row in rows] == ["领导甲"] * 8 + [None] * 8
    serials = [row.serial for row in rows[:8]]
    assert serials == sorted(serials)


def test_panel_tells_who_answered_before_and_which_team_is_over(
    zone: Zone, django_assert_max_num_queries: Any
) -> None:
    project = a_created_project(zone)
    over = a_task_force(zone, "已解散", valid_to=date(2018, 6, 30))
    name_people(project, a_person(zone, "领导甲"), force=over, on=date(2018, 3, 1))
    name_people(project, a_person(zone, "领导乙"), force=over)
    project = get_project(project.id, actor=console(zone))
    with django_assert_max_num_queries(2):
        panel = bundle_panel(project, actor=console(zone), day=DAY)
    assert (panel.row.lead_official and panel.row.lead_official.name) == "领导乙"
    assert [(d.person.name, d.valid_to) for d in panel.former] == [("领导甲", date(2018, 7, 1))]
    assert (panel.row.task_force, panel.ended_task_force) == (None, over)
    assert [duty.person.name for duty in current_duties(project)] == ["领导乙"]


def test_panels_of_a_project_ask_few_queries(zone: Zone, django_assert_max_num_queries: Any) -> None:
    project = planned(planned(a_created_project(zone)), year=2019)
    district = a_list(zone)
    put_on(district, project)
    put_on(a_list(zone, "市级"), project)
    leave(district.memberships.get())
    actor = console(zone)
    project = get_project(project.id, actor=actor)
    with django_assert_max_num_queries(2):
        facts = facts_panel(project, actor=actor, day=DAY)
    assert ([row.year for row in facts.years], facts.is_planned) == ([2019, 2018], True)
    with django_assert_max_num_queries(1):
        panel = lists_panel(project, actor=actor)
    assert ([m.list.name for m in panel.current], len(panel.former)) == (["市级"], 1)
    with django_assert_max_num_queries(2):
        contradictions_of(project)


def test_contradictions_of_a_year_and_of_a_project_agree(zone: Zone, django_assert_num_queries: Any) -> None:
    project = planned(
        a_created_project(zone, name="铝箔制品", total_investment=YI / 2, remark="年初正式开工"),
        StartClass.CARRY_OVER,
        plan="1",
    )
    put_on(a_list(zone, "亿元以上", level="over_100_million"), project)
    for number in range(5):
        planned(a_created_project(zone, name=f"没问题{number}"))
    actor = console(zone)
    with django_assert_num_queries(2):
        year = contradictions_of_year(actor=actor, year=2018)
    assert (year.looked_at, [row.project.name for row in year.rows]) == (6, ["铝箔制品"])
    found = {c.code for c in year.rows[0].found}
    assert found == {
        "carry_over_called_new",
        "carry_over_not_started",
        "plan_exceeds_total",
        "too_small_for_list",
    }
    assert {c.code for c in contradictions_of(project)[0].found} == found
    assert sorted(count for _kind, count in year.counts) == [1, 1, 1, 1]


def test_year_that_is_shown_is_the_newest_begun(zone: Zone) -> None:
    assert current_year(zone) == 2018
    planned(a_created_project(zone), year=2016)
    assert current_year(zone) == 2016
    planned(a_created_project(zone, name="二"), year=2019)
    assert current_year(zone) == 2016, "a plan of a year to come is not the current one"


def test_light_follows_the_plan_of_the_year(zone: Zone) -> None:
    actor = console(zone)
    choose_light_rules(actor=actor, name="规则", preset="yinchuan", in_force_from=date(2017, 1, 1))
    project = a_created_project(zone)
    InvestmentEntry.objects.create(
        zone=zone,
        project=project,
        ledger=Ledger.DISPATCH,
        year=2018,
        first_month=1,
        last_month=6,
        total=YI / 100,
        entered_by="test",
    )
    Project.objects.filter(id=project.id).update(actual_start=date(2017, 7, 1))
    light = ProjectLight.objects.get(project=project)
    assert light.colour == "grey"
    plan_year(
        actor=actor,
        project=project,
        year=2018,
        plan=YearPlan(start_class=StartClass.CARRY_OVER, annual_plan_cny=YI),
    )
    light.refresh_from_db()
    assert light.colour == "red", "a hundredth of the plan at half-year"


def test_light_follows_a_committed_date(zone: Zone) -> None:
    actor = console(zone)
    choose_light_rules(actor=actor, name="规则", preset="yinchuan", in_force_from=date(2017, 1, 1))
    project = a_created_project(zone)
    edit_project(
        actor=actor,
        project=project,
        unit=project.unit,
        details=details(committed_start=Dated(date(2018, 3, 1))),
    )
    assert ProjectLight.objects.get(project=project).colour in ("yellow", "red")
