"""Filters of projects, the table with its sums, and lists counted once."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.projects.choices import CapitalOrigin, Ledger, StartClass, SubClass
from guatu.projects.models.lights import LightRuleSet, ProjectLight
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project
from guatu.projects.selectors.filters import ProjectFilters, filter_choices, filtered_projects, read_filters
from guatu.projects.selectors.lists import candidates, list_summary, membership_log
from guatu.projects.selectors.table import SORTS, project_table
from guatu.projects.use_cases.assign_bundle import Bundle, assign_bundle
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.withdraw_project import withdraw_project
from tests.builders import a_person, a_unit, an_actor, console
from tests.projects.list_builders import (
    DAY,
    YI,
    a_created_project,
    a_dated_zone,
    a_list,
    a_task_force,
    committed_plan,
    enter,
    frozen,
    leave,
    planned,
    put_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


def names(zone: Zone, actor: Actor | None = None, **filters: Any) -> set[str]:
    found = filtered_projects(
        actor=actor or console(zone), filters=ProjectFilters(**({"year": 2018} | filters))
    )
    return set(found.values_list("name", flat=True))


def started(project: Project, day: date = date(2018, 2, 1)) -> Project:
    Project.objects.filter(id=project.id).update(actual_start=day)
    project.refresh_from_db()
    return project


def spent(project: Project, amount: Decimal) -> None:
    InvestmentEntry.objects.create(
        zone_id=project.zone_id,
        project=project,
        ledger=Ledger.DISPATCH,
        year=2018,
        first_month=1,
        last_month=6,
        total=amount,
        entered_by="test",
    )


def lit(project: Project, colour: str) -> None:
    """Show the project's light in that colour, whatever the rules say."""
    rules = LightRuleSet.objects.filter(zone_id=project.zone_id).first() or choose_light_rules(
        actor=console(project.zone), name="规则", preset="yinchuan", in_force_from=date(2017, 1, 1)
    )
    ProjectLight.objects.update_or_create(
        zone_id=project.zone_id,
        project=project,
        defaults={
            "colour": colour,
            "computed_colour": colour,
            "rule_set": rules,
            "since": DAY,
            "evaluated_on": DAY,
        },
    )


def test_year_is_what_has_a_plan_for_it(zone: Zone) -> None:
    planned(a_created_project(zone, name="今年"))
    planned(a_created_project(zone, name="明年"), year=2019)
    a_created_project(zone, name="没计划")
    assert names(zone) == {"今年"}
    assert names(zone, year=2019) == {"明年"}
    assert names(zone, planned="no") == {"明年", "没计划"}
    assert names(zone, planned="any") == {"今年", "明年", "没计划"}


def test_withdrawn_projects_are_nowhere(zone: Zone) -> None:
    project = planned(a_created_project(zone, name="停建"))
    withdraw_project(actor=console(zone), project=project, on=DAY, reason="停建")
    assert names(zone, planned="any") == set()
    assert names(zone, withdrawn=True) == {"停建"}


def test_classes_and_flags(zone: Zone) -> None:
    planned(a_created_project(zone, name="续"), StartClass.CARRY_OVER, sub_class=SubClass.CONTINUING)
    planned(a_created_project(zone, name="装"), StartClass.CARRY_OVER, sub_class=SubClass.EQUIPMENT)
    planned(a_created_project(zone, name="未说"), StartClass.CARRY_OVER)
    planned(a_created_project(zone, name="集"), concentrated_start=True)
    started(planned(a_created_project(zone, name="开", capital_origin=CapitalOrigin.FOREIGN)))
    assert names(zone, start_class="carry_over") == {"续", "装", "未说"}
    assert names(zone, sub_class="equipment") == {"装"}
    assert names(zone, sub_class="none", start_class="carry_over") == {"未说"}
    assert names(zone, concentrated=True) == {"集"}
    assert names(zone, start_class="new_start", started=True) == {"开"}
    assert names(zone, start_class="new_start", started=False) == {"集"}
    assert names(zone, origin="foreign") == {"开"}


def test_words_unit_and_lights(zone: Zone) -> None:
    park = a_unit(zone)
    inner = a_unit(zone, "园中园", parent=park)
    lit(planned(a_created_project(zone, park, name="红外传感器", owner_name="甲公司")), "red")
    planned(a_created_project(zone, inner, name="LED芯片", owner_name="乙公司"))
    lit(planned(a_created_project(zone, name="道路")), "green")
    assert names(zone, unit_id=park.id) == {"红外传感器", "LED芯片"}
    assert names(zone, unit_id=inner.id) == {"LED芯片"}
    assert names(zone, words="led 乙") == {"LED芯片"}
    assert names(zone, lights=("red",)) == {"红外传感器"}
    assert names(zone, lights=("grey",)) == {"LED芯片"}
    assert names(zone, lights=("grey", "green")) == {"LED芯片", "道路"}


def test_people_and_missing_parts(zone: Zone) -> None:
    lead, liaison = a_person(zone, "领导甲"), a_person(zone, "联系人乙")
    whole, part, none = (planned(a_created_project(zone, name=n)) for n in ("全", "缺", "无"))
    force, over = a_task_force(zone), a_task_force(zone, "已解散", valid_to=date(2018, 6, 30))
    bundle = Bundle(lead_official=lead, liaison=liaison, task_force=force)
    assign_bundle(actor=console(zone), project=whole, bundle=bundle, on=DAY)
    committed_plan(whole)
    bundle = Bundle(lead_official=lead, liaison=None, task_force=over)
    assign_bundle(actor=console(zone), project=part, bundle=bundle, on=date(2018, 6, 1))
    assert none.task_force is None
    assert names(zone, lead_id=lead.id) == {"全", "缺"}
    assert names(zone, liaison_id=liaison.id) == {"全"}
    assert names(zone, missing="any") == {"缺", "无"}
    assert names(zone, missing="none") == {"全"}
    assert names(zone, missing="lead_official") == {"无"}
    assert names(zone, missing="liaison") == {"缺", "无"}
    assert names(zone, missing="plan") == {"缺", "无"}
    assert names(zone, missing="task_force") == {"缺", "无"}, "a task force that is over does not count"


def test_list_lets_through_what_stands_on_it_today(zone: Zone) -> None:
    district, city = a_list(zone), a_list(zone, "市级")
    both, gone, unplanned = (a_created_project(zone, name=n) for n in ("两个", "出列", "无计划"))
    planned(both)
    planned(gone)
    planned(a_created_project(zone, name="不在列"))
    put_on(district, both, gone, unplanned)
    put_on(city, both)
    leave(district.memberships.get(project=gone))
    assert names(zone, list_id=district.id) == {"两个", "无计划"}
    assert names(zone, listed=True) == {"两个", "无计划"}
    assert names(zone, listed=False) == {"出列", "不在列"}
    assert names(zone, list_id=district.id, start_class="new_start") == {"两个"}


def test_nobody_sees_beyond_reach(zone: Zone) -> None:
    park, other = a_unit(zone), a_unit(zone, "另一个园区")
    planned(a_created_project(zone, park, name="园内"))
    planned(a_created_project(zone, other, name="园外"))
    clerk = an_actor(zone, "clerk", unit=park)
    assert names(zone, clerk) == {"园内"}
    assert names(zone, clerk, unit_id=other.id) == set()
    district = a_list(zone)
    put_on(district, *Project.objects.filter(zone=zone))
    summary = list_summary(actor=clerk, year=2018)
    assert [line.totals.projects for line in summary.lines] == [1]
    assert [len(group.projects) for group in membership_log(district, actor=clerk)] == [1]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("light=blue", "light"),
        ("class=begun", "class"),
        ("sub=idle", "sub"),
        ("started=maybe", "started"),
        ("missing=hope", "missing"),
        ("planned=sometimes", "planned"),
        ("withdrawn=partly", "withdrawn"),
        ("origin=martian", "origin"),
        ("year=18", "year"),
        ("unit=here", "unit"),
        ("list=1", "list"),
    ],
)
def test_odd_parameter_is_named(query: str, place: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        read_filters(QueryDict(query), year=2018)
    assert [f.place for f in raised.value.faults] == [place]


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "class": st.sampled_from(StartClass.values),
            "sub": st.sampled_from([*SubClass.values, "none"]),
            "started": st.sampled_from(["yes", "no"]),
            "light": st.sampled_from(["red", "grey"]),
            "missing": st.sampled_from(["any", "none", "plan"]),
            "unit": st.just(str(uuid4())),
            "q": st.text(max_size=5),
        },
    )
)
def test_active_says_whether_anything_is_filtered(parameters: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    query.update(parameters)
    filters = read_filters(query, year=2018)
    assert filters.active == any(value.strip() for value in parameters.values())
    assert not ProjectFilters(year=1999).active


class TestTable:
    def test_sums_are_of_all_pages_and_rows_of_one(self, zone: Zone) -> None:
        for number in range(1, 104):
            planned(a_created_project(zone, name=f"项目{number:03}", total_investment=YI), plan="0.5")
        table = project_table(actor=console(zone), filters=ProjectFilters(year=2018), day=DAY, number=2)
        assert [row.project.name for row in table.rows] == ["项目101", "项目102", "项目103"]
        assert (table.totals.projects, table.totals.total_cny) == (103, 103 * YI)
        assert table.totals.annual_plan_cny == Decimal("51.5") * YI
        assert table.page.paginator.num_pages == 2

    def test_row_tells_a_project_in_its_year(self, zone: Zone) -> None:
        project = started(planned(a_created_project(zone, total_investment=5 * YI), plan="2"))
        spent(project, YI / 2)
        lit(project, "yellow")
        lead = a_person(zone, "领导甲")
        bundle = Bundle(lead_official=lead, liaison=None, task_force=None)
        assign_bundle(actor=console(zone), project=project, bundle=bundle, on=DAY)
        (row,) = project_table(actor=console(zone), filters=ProjectFilters(year=2018), day=DAY).rows
        assert (row.light, row.lead_official, row.liaison) == ("yellow", "领导甲", "")
        assert (row.spent_cny, row.completion_rate) == (YI / 2, Fraction(1, 4))
        assert row.year is not None
        assert row.year.serial == 1

    def test_should_have_started(self, zone: Zone) -> None:
        project = planned(a_created_project(zone))
        Project.objects.filter(id=project.id).update(committed_start=date(2018, 6, 30))
        rows = project_table(actor=console(zone), filters=ProjectFilters(year=2018), day=DAY).rows
        assert [row.late_start for row in rows] == [True]

    @pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS)])
    def test_sorts_both_ways_with_blanks_last(self, zone: Zone, sort: str) -> None:
        small = planned(
            a_created_project(zone, a_unit(zone), name="甲", total_investment=YI),
            StartClass.CARRY_OVER,
            plan="1",
        )
        large = planned(a_created_project(zone, name="乙", total_investment=2 * YI), plan="2")
        blank = a_created_project(zone, name="丙")
        for project, day, colour in ((small, 1, "red"), (large, 2, "yellow")):
            started(project, date(2018, 1, day))
            Project.objects.filter(id=project.id).update(
                committed_start=date(2018, 1, day), committed_finish=date(2019, 1, day)
            )
            spent(project, project.total_investment or YI)
            lit(project, colour)
        filters = ProjectFilters(year=2018, planned="any")
        table = project_table(actor=console(zone), filters=filters, day=DAY, sort=sort)
        shown = [row.project.name for row in table.rows]
        assert set(shown) == {"甲", "乙", blank.name}
        if sort.removeprefix("-") not in ("name", "unit", "light"):
            assert shown == (["乙", "甲", "丙"] if sort.startswith("-") else ["甲", "乙", "丙"])
        if sort == "light":
            assert shown == ["甲", "乙", "丙"]

    def test_unknown_sort_is_named(self, zone: Zone) -> None:
        with pytest.raises(InvalidInput, match="sort"):
            project_table(actor=console(zone), filters=ProjectFilters(year=2018), day=DAY, sort="luck")

    @pytest.mark.parametrize("count", [1, 30])
    def test_queries_do_not_grow(self, zone: Zone, count: int, django_assert_num_queries: Any) -> None:
        for number in range(count):
            lit(planned(a_created_project(zone, name=f"项目{number}")), "green")
        actor = console(zone)
        with django_assert_num_queries(7):
            project_table(actor=actor, filters=ProjectFilters(year=2018), day=DAY, sort="-spent")


class TestLists:
    def test_project_on_several_lists_is_counted_once(self, zone: Zone) -> None:
        district, city = a_list(zone), a_list(zone, "市级")
        one = planned(a_created_project(zone, name="一", total_investment=3 * YI), plan="1")
        two = started(planned(a_created_project(zone, name="二", total_investment=2 * YI), plan="0.5"))
        planned(a_created_project(zone, name="三", total_investment=9 * YI))
        put_on(district, one, two)
        put_on(city, one)
        spent(one, YI)
        summary = list_summary(actor=console(zone), year=2018)
        by_name = {line.list.name: line.totals for line in summary.lines}
        assert (by_name[district.name].projects, by_name["市级"].projects) == (2, 1)
        assert by_name[district.name].total_cny == 5 * YI
        assert by_name[district.name].spent_cny == by_name["市级"].spent_cny == YI
        assert (summary.union.projects, summary.union.total_cny) == (2, 5 * YI)
        assert (summary.union.started, summary.union.start_rate) == (1, Fraction(1, 2))
        assert (summary.on_several, summary.on_none, summary.counted_twice) == (1, 1, 1)

    def test_money_of_other_years_and_ledgers_stays_out(self, zone: Zone) -> None:
        district = a_list(zone)
        project = planned(a_created_project(zone), plan="1")
        planned(project, plan="7", year=2019)
        put_on(district, project)
        spent(project, YI)
        InvestmentEntry.objects.filter(project=project).update(ledger=Ledger.STATISTICAL)
        totals = list_summary(actor=console(zone), year=2018).lines[0].totals
        assert (totals.annual_plan_cny, totals.spent_cny) == (YI, 0)

    def test_empty_list_and_unplanned_project(self, zone: Zone) -> None:
        a_list(zone, "空")
        put_on(a_list(zone, "有"), a_created_project(zone))
        lines = {line.list.name: line.totals for line in list_summary(actor=console(zone), year=2018).lines}
        assert (lines["空"].projects, lines["空"].start_rate, lines["空"].completion_rate) == (0, None, None)
        assert (lines["有"].projects, lines["有"].unplanned, lines["有"].unpriced) == (1, 1, 1)

    @pytest.mark.parametrize("count", [1, 12])
    def test_queries_do_not_grow(self, zone: Zone, count: int, django_assert_num_queries: Any) -> None:
        for number in range(count):
            put_on(a_list(zone, f"清单{number}"), planned(a_created_project(zone, name=f"项目{number}")))
        actor = console(zone)
        with django_assert_num_queries(7):
            list_summary(actor=actor, year=2018)

    def test_log_groups_a_day_and_marks_what_came_late(self, zone: Zone) -> None:
        district = a_list(zone, cutoff=date(2018, 1, 31))
        one, two, late = (a_created_project(zone, name=n) for n in ("一", "二", "迟"))
        put_on(district, one, two)
        frozen(district)
        enter(district, late, on=date(2018, 3, 1), reason="市里追加")
        leave(district.memberships.get(project=one), on=date(2018, 5, 1), reason="停建")
        log = membership_log(district, actor=console(zone))
        assert [(g.day, g.entered, g.reason, g.late, [p.name for p in g.projects]) for g in log] == [
            (date(2018, 5, 1), False, "停建", True, ["一"]),
            (date(2018, 3, 1), True, "市里追加", True, ["迟"]),
            (date(2018, 1, 1), True, "", False, ["一", "二"]),
        ]

    def test_candidates_are_not_on_the_list_planned_ones_first(self, zone: Zone) -> None:
        district = a_list(zone)
        on_it = planned(a_created_project(zone, name="甲在列"))
        a_created_project(zone, name="甲无计划")
        planned(a_created_project(zone, name="乙有计划"))
        put_on(district, on_it)
        found = candidates(district, actor=console(zone))
        assert [p.name for p in found] == ["乙有计划", "甲无计划"]
        assert [p.name for p in candidates(district, actor=console(zone), words="乙")] == ["乙有计划"]


def test_choices_are_what_is_there(zone: Zone) -> None:
    park = a_unit(zone)
    a_unit(zone, "空园区")
    project = planned(a_created_project(zone, park))
    lead = a_person(zone, "领导甲")
    bundle = Bundle(lead_official=lead, liaison=None, task_force=None)
    assign_bundle(actor=console(zone), project=project, bundle=bundle, on=DAY)
    district = a_list(zone)
    a_list(zone, "明年", year=2019)
    choices = filter_choices(actor=console(zone), year=2019)
    assert (choices.years, choices.units, choices.leads) == ([2019, 2018], [park], [lead])
    assert [found.name for found in choices.lists] == ["明年"]
    assert filter_choices(actor=console(zone), year=2018).lists == [district]
