"""From a dry run to the final table: what is frozen, who objects, who answers, who is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from guatu.leagues.choices import Audience, Decision, Grouping, Method, RunStatus, WhyUnranked
from guatu.leagues.models import Award, LeagueLine, LeagueRun
from guatu.leagues.rules.book import Criterion
from guatu.leagues.selectors.tables import get_run, get_table, run_in_force, visible_runs
from guatu.leagues.use_cases.answer_objection import answer_objection
from guatu.leagues.use_cases.ask_exclusion import ask_exclusion
from guatu.leagues.use_cases.decide_exclusion import decide_exclusion
from guatu.leagues.use_cases.define_rules import define_rules
from guatu.leagues.use_cases.discard_run import discard_run
from guatu.leagues.use_cases.finalize_run import finalize_run
from guatu.leagues.use_cases.give_awards import give_awards
from guatu.leagues.use_cases.group_unit import group_unit
from guatu.leagues.use_cases.publish_run import publish_run
from guatu.leagues.use_cases.raise_objection import raise_objection
from guatu.leagues.use_cases.try_run import try_run
from guatu.notifications.models import Notification
from guatu.projects.models.project import Project
from tests.builders import a_unit, an_actor
from tests.leagues.league_builders import BOOK, Q2, Field, a_new_start, a_table, published

pytestmark = pytest.mark.django_db
LATER = datetime(2018, 7, 16, 4, 0, tzinfo=UTC)


def standing(run: LeagueRun) -> dict[str, tuple[int | None, Decimal | None]]:
    return {
        line.unit_name: (line.place, line.total)
        for line in LeagueLine.objects.filter(run=run, zone_id=run.zone_id)
    }


def start(name: str) -> None:
    project = Project.objects.get(name=name)
    project.actual_start = date(2018, 6, 1)
    project.save()


def code_of(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.code


def test_a_dry_run_is_seen_by_its_makers_alone(field: Field) -> None:
    run = try_run(actor=field.office, table=a_table(field), period=Q2)
    assert standing(run) == {
        "东园": (1, Decimal(100)),
        "西园": (2, Decimal("86.67")),
        "北园": (3, Decimal("13.33")),
    }
    assert get_run(run.id, actor=field.office) == run
    for actor in (field.clerk, field.leader):
        with pytest.raises(NotFound):
            get_run(run.id, actor=actor)
    again = try_run(actor=field.office, table=run.table, period=Q2)
    assert list(visible_runs(actor=field.office)) == [again]
    discard_run(actor=field.office, run=again)
    assert not visible_runs(actor=field.office)


def test_what_is_published_keeps_its_values_though_facts_change(field: Field) -> None:
    run = published(field)
    before = standing(run)
    start("北园0")
    assert standing(run) == before
    cell = LeagueLine.objects.get(run=run, unit=field.east).cells["c1"]
    assert (cell["value"], cell["part"], cell["whole"], cell["rows"]) == ("0.5", "2", "4", 4)
    assert len(cell["fingerprint"]) == 64
    assert run.formulas["c1"]["en"]["label"] == "construction start rate"
    assert run.objections_until == date(2018, 7, 9)
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE leagues_leagueline SET place = 1")


def test_a_period_is_published_once_and_not_before_its_end(field: Field) -> None:
    run = published(field)
    with pytest.raises(Refused) as caught:
        try_run(actor=field.office, table=run.table, period=Q2)
    assert code_of(caught) == "published"
    early = try_run(actor=field.office, table=run.table, period="2018Q3")
    with pytest.raises(Refused) as caught:
        publish_run(actor=field.office, run=early)
    assert code_of(caught) == "too_early"
    with pytest.raises(InvalidInput):
        try_run(actor=field.office, table=run.table, period="2018M06")


def test_rules_are_versions_and_a_dry_run_goes_out_of_date(field: Field) -> None:
    table = a_table(field)
    run = try_run(actor=field.office, table=table, period=Q2)
    only = replace(BOOK, criteria=(Criterion("c1", "projects.listed", Decimal(100)),))
    with pytest.raises(InvalidInput, match="why the rules change"):
        define_rules(actor=field.office, table=table, book=only, in_force_from=date(2018, 1, 1))
    second = define_rules(
        actor=field.office, table=table, book=only, in_force_from=date(2018, 6, 1), reason="只比数量"
    )
    assert second.number == 2
    with pytest.raises(Refused) as caught:
        publish_run(actor=field.office, run=run)
    assert code_of(caught) == "outdated"
    assert standing(try_run(actor=field.office, table=table, period=Q2))["西园"] == (2, Decimal(50))
    assert try_run(actor=field.office, table=table, period="2018Q1").rules.number == 1


@pytest.mark.parametrize(
    ("criterion", "place"),
    [
        (Criterion("c1", "projects.nothing", Decimal(100)), "c1.figure"),
        (Criterion("c1", "projects.listed", Decimal(100), where=(("colour", ("red",)),)), "c1.where"),
        (Criterion("c1", "projects.listed", Decimal(90)), "criteria"),
        (Criterion("c1", "projects.listed", Decimal(100), Method.BASE), "c1.base"),
    ],
)
def test_rules_that_cannot_be(field: Field, criterion: Criterion, place: str) -> None:
    table = a_table(field)
    with pytest.raises(InvalidInput) as caught:
        define_rules(
            actor=field.office,
            table=table,
            book=replace(BOOK, criteria=(criterion,)),
            in_force_from=date(2018, 1, 1),
            reason="x",
        )
    assert place in {fault.place for fault in caught.value.faults}


def test_a_week_has_no_investment(field: Field) -> None:
    book = replace(BOOK, criteria=(Criterion("c1", "projects.investment_to_date", Decimal(100)),))
    with pytest.raises(InvalidInput, match="not told"):
        a_table(field, book, cadence="week")


def test_too_few_rows_are_not_ranked_and_say_why(field: Field) -> None:
    first = replace(BOOK.criteria[0], minimum=2)
    run = published(field, a_table(field, replace(BOOK, criteria=(first, BOOK.criteria[1]))))
    line = LeagueLine.objects.get(run=run, unit=field.north)
    assert (line.place, line.unranked, line.unranked_at, line.of) == (None, WhyUnranked.FEW, "c1", 2)


def test_a_unit_is_left_out_by_somebody_else_than_who_asked(field: Field) -> None:
    table = a_table(field)
    asked = ask_exclusion(actor=field.office, table=table, unit=field.east, period=Q2, reason="新设园区")
    run = try_run(actor=field.office, table=table, period=Q2)
    with pytest.raises(Refused) as caught:
        publish_run(actor=field.office, run=run)
    assert code_of(caught) == "exclusions"
    with pytest.raises(NotAllowed):
        decide_exclusion(actor=field.office, exclusion=asked, granted=True)
    both = an_actor(field.zone, "office_head", username="both")
    own = ask_exclusion(actor=both, table=table, unit=field.west, period=Q2, reason="新设园区")
    with pytest.raises(Refused) as caught:
        decide_exclusion(actor=both, exclusion=own, granted=True)
    assert code_of(caught) == "own"
    with pytest.raises(InvalidInput):
        decide_exclusion(actor=field.leader, exclusion=own, granted=False)
    decide_exclusion(actor=field.leader, exclusion=own, granted=False, note="不是新设")
    decide_exclusion(actor=field.leader, exclusion=asked, granted=True)
    with pytest.raises(Refused) as caught:
        publish_run(actor=field.office, run=run)
    assert code_of(caught) == "outdated"
    run = published(field, table)
    assert standing(run)["东园"] == (None, None)
    assert standing(run)["西园"] == (1, Decimal(100))
    assert run.left_out[0]["reason"] == "新设园区"
    assert run.left_out[0]["decided_by"] == field.leader.name


def test_rows_are_left_out_of_counts_and_ratios(field: Field) -> None:
    table = a_table(field)
    asked = ask_exclusion(
        actor=field.office,
        table=table,
        unit=field.west,
        period=Q2,
        reason="停建",
        dimension="project",
        values=["西园1"],
    )
    decide_exclusion(actor=field.leader, exclusion=asked, granted=True)
    line = LeagueLine.objects.get(run=published(field, table), unit=field.west)
    rate, count = line.cells["c1"], line.cells["c2"]
    assert (rate["value"], rate["part"], rate["whole"], rate["taken_out"]) == ("1", "1", "1", 1)
    assert (count["value"], count["rows"]) == ("1", 1)
    with pytest.raises(InvalidInput) as caught:
        ask_exclusion(
            actor=field.office,
            table=table,
            unit=field.east,
            period=Q2,
            reason="x",
            dimension="colour",
            values=["red"],
        )
    assert [fault.place for fault in caught.value.faults] == ["dimension"]


def test_an_objection_is_refused_or_corrects_one_number(field: Field) -> None:
    run = published(field)
    with pytest.raises(NotAllowed):
        raise_objection(actor=field.clerk, run=run, unit=field.east, criterion="c1", text="x")
    objection = raise_objection(
        actor=field.clerk, run=run, unit=field.west, criterion="c1", text="西园1已于6月1日开工"
    )
    with pytest.raises(Refused) as caught:
        raise_objection(actor=field.clerk, run=run, unit=field.west, criterion="c1", text="again")
    assert code_of(caught) == "asked"
    with pytest.raises(Refused) as caught:
        answer_objection(actor=field.office, objection=objection, accepted=True, answer="已核实")
    assert code_of(caught) == "unchanged"
    start("西园1")
    start("北园0")
    answer_objection(actor=field.office, objection=objection, accepted=True, answer="已核实")
    objection.refresh_from_db()
    made = objection.led_to
    assert made is not None
    assert (made.number, made.corrects_id, made.correction) == (2, run.id, "已核实")
    assert standing(made) == {
        "西园": (1, Decimal("86.67")),
        "东园": (2, Decimal(70)),
        "北园": (3, Decimal("13.33")),
    }
    run.refresh_from_db()
    assert run.status == RunStatus.SUPERSEDED
    assert standing(run)["东园"] == (1, Decimal(100))
    assert run_in_force(run.table, Q2) == made
    cells = LeagueLine.objects.get(run=made, unit=field.west).cells
    assert cells["c1"]["as_of"] > cells["c2"]["as_of"]
    second = raise_objection(actor=field.clerk, run=made, unit=field.west, criterion="c2", text="应为3个")
    answer_objection(actor=field.office, objection=second, accepted=False, answer="清单为2个")
    second.refresh_from_db()
    assert (second.decision, second.answered_by_name) == (Decision.REFUSED, field.office.name)
    assert Entry.objects.get(event="leagues.run.corrected").reason == "已核实"


def test_an_objection_comes_in_time_and_is_answered_by_another(field: Field) -> None:
    run = published(field)
    both = an_actor(field.zone, "office", "clerk", username="both")
    objection = raise_objection(actor=both, run=run, unit=field.west, criterion="c1", text="x")
    with pytest.raises(Refused) as caught:
        answer_objection(actor=both, objection=objection, accepted=False, answer="y")
    assert code_of(caught) == "own"
    with frozen_at(LATER):
        with pytest.raises(Refused) as caught:
            raise_objection(actor=field.clerk, run=run, unit=field.west, criterion="c2", text="x")
        assert code_of(caught) == "late"
        with pytest.raises(Refused) as caught:
            finalize_run(actor=field.office, run=run)
        assert code_of(caught) == "objections"


def test_a_race_ends_with_awards(field: Field) -> None:
    run = published(field, a_table(field, awards=1, award_title="流动红旗"))
    with pytest.raises(Refused) as caught:
        finalize_run(actor=field.office, run=run)
    assert code_of(caught) == "too_early"
    with frozen_at(LATER):
        with pytest.raises(Refused):
            give_awards(actor=field.leader, run=run)
        finalize_run(actor=field.office, run=run)
        awards = give_awards(actor=field.leader, run=run)
        assert [(award.unit_name, award.title, award.place) for award in awards] == [("东园", "流动红旗", 1)]
        with pytest.raises(Refused) as caught:
            give_awards(actor=field.leader, run=run)
        assert code_of(caught) == "given"
    assert Award.objects.count() == 1


def test_named_groups_are_dated(field: Field) -> None:
    table = a_table(field, replace(BOOK, grouping=Grouping.NAMED, types=()))
    for unit, group in ((field.east, "甲组"), (field.west, "甲组"), (field.north, "乙组")):
        group_unit(actor=field.office, table=table, unit=unit, group=group, valid_from=date(2018, 1, 1))
    group_unit(actor=field.office, table=table, unit=field.north, group="甲组", valid_from=date(2018, 4, 1))
    with pytest.raises(InvalidInput):
        group_unit(
            actor=field.office, table=table, unit=field.north, group="甲组", valid_from=date(2018, 4, 2)
        )
    first = try_run(actor=field.office, table=table, period="2018Q1")
    second = try_run(actor=field.office, table=table, period=Q2)
    groups: list[dict[Any, Any]] = [
        dict(LeagueLine.objects.filter(run=run).values_list("unit_name", "group")) for run in (first, second)
    ]
    assert groups[0]["北园"] == "乙组"
    assert groups[1]["北园"] == "甲组"


def test_the_place_before_is_that_of_the_period_before(field: Field) -> None:
    table = a_table(field)
    first = try_run(actor=field.office, table=table, period="2018Q1")
    publish_run(actor=field.office, run=first)
    a_new_start(field.west, "西园新", date(2018, 6, 1))
    run = published(field, table)
    line = LeagueLine.objects.get(run=run, unit=field.west)
    assert (line.place, line.previous) == (1, 2)


def test_ranked_units_are_told(field: Field) -> None:
    run = published(field)
    told = Notification.objects.get(kind="leagues.published")
    assert told.receiver_id == field.clerk.person_id
    objection = raise_objection(actor=field.clerk, run=run, unit=field.west, criterion="c1", text="x")
    assert Notification.objects.get(kind="leagues.objected").receiver_id == field.office.person_id
    answer_objection(actor=field.office, objection=objection, accepted=False, answer="y")
    assert Notification.objects.get(kind="leagues.answered").receiver_id == field.clerk.person_id


def test_who_belongs_to_the_audience(field: Field) -> None:
    stranger = an_actor(field.zone, "clerk", unit=a_unit(field.zone, "统计局", "department"), username="s")
    for audience, readers in (
        (Audience.EVERYBODY, {"clerk", "s", "leader"}),
        (Audience.RANKED, {"clerk", "leader"}),
        (Audience.OFFICE, {"leader"}),
    ):
        table = a_table(field, name=audience, audience=audience)
        published(field, table)
        for name, actor in (("clerk", field.clerk), ("s", stranger), ("leader", field.leader)):
            if name in readers:
                assert get_table(table.id, actor=actor) == table
            else:
                with pytest.raises(NotFound):
                    get_table(table.id, actor=actor)


def test_many_units_are_few_queries(field: Field, django_assert_max_num_queries: Any) -> None:
    table = a_table(field)
    for number in range(20):
        a_new_start(a_unit(field.zone, f"园{number}"), f"项目{number}")
    with django_assert_max_num_queries(45):
        try_run(actor=field.office, table=table, period=Q2)
