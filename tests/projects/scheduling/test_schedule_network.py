"""Worked examples, each small enough to follow with a calendar in hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guatu.core.errors import InvalidInput
from guatu.projects.scheduling.errors import PastHorizonError
from guatu.projects.scheduling.network import Day, DayUnit, Link, LinkType, Milestone, Network
from guatu.projects.scheduling.plan import Plan, PlanRequest, schedule, schedule_all
from tests.projects.scheduling.spring import feb, march, permits, spring_days

FS, SS, FF, SF = LinkType
CALENDAR = DayUnit.CALENDAR
SPRING = spring_days()


def early(plan: Plan, name: str) -> tuple[Day, Day]:
    return plan[name].early_start, plan[name].early_finish


def late(plan: Plan, name: str) -> tuple[Day, Day]:
    return plan[name].late_start, plan[name].late_finish


def pair(link: LinkType, lag: int, duration: int = 3, unit: DayUnit = DayUnit.WORKING) -> Network:
    """`a` takes four days, `b` waits for it."""
    return Network((Milestone("a", 4), Milestone("b", duration, (Link("a", link, lag, unit),))))


# --- links, in whole units: a runs from 0 to 4 ---


@pytest.mark.parametrize(
    ("link", "lag", "start"),
    [
        (FS, 0, 4),
        (FS, 2, 6),
        (FS, -1, 3),
        (FS, -9, 0),
        (SS, 0, 0),
        (SS, 2, 2),
        (SS, -2, 0),
        (FF, 0, 1),
        (FF, 2, 3),
        (FF, -1, 0),
        (SF, 0, 0),
        (SF, 5, 2),
    ],
)
def test_holds_the_right_ends_apart(link: LinkType, lag: int, start: int) -> None:
    plan = schedule(pair(link, lag))
    assert early(plan, "a") == (0, 4)
    assert early(plan, "b") == (start, start + 3)


@pytest.mark.parametrize(
    ("link", "lag", "latest"),
    [(FS, 0, (13, 17)), (FS, 2, (11, 15)), (SS, 2, (15, 19)), (FF, 2, (14, 18)), (SF, 5, (15, 19))],
)
def test_holds_them_apart_backwards_too(link: LinkType, lag: int, latest: tuple[int, int]) -> None:
    """b must finish by 20, and so starts at 17 at the latest."""
    network = pair(link, lag)
    network = Network((network.milestones[0], replace(network.milestones[1], target=20)))
    plan = schedule(network)
    assert late(plan, "b") == (17, 20)
    assert late(plan, "a") == latest


# --- links over the Spring Festival: a runs from Monday 12 to Saturday 24 February ---


@pytest.mark.parametrize(
    ("link", "lag", "unit", "dates"),
    [
        # The next working day after Saturday the 24th, which is worked, is Monday.
        (FS, 0, DayUnit.WORKING, (feb(26), feb(28))),
        (FS, 1, DayUnit.WORKING, (feb(27), march(1))),
        (FS, 1, CALENDAR, (feb(26), feb(28))),
        (FS, 2, CALENDAR, (feb(27), march(1))),
        # The last two of a's days, the 23rd and the 24th, are also b's first.
        (FS, -2, DayUnit.WORKING, (feb(23), feb(26))),
        # Five calendar days before the end of the 24th is the 20th, in the holiday.
        (FS, -5, CALENDAR, (feb(22), feb(24))),
        (SS, 0, DayUnit.WORKING, (feb(12), feb(14))),
        (SS, 3, DayUnit.WORKING, (feb(22), feb(24))),
        (SS, 3, CALENDAR, (feb(22), feb(24))),
        (FF, 1, DayUnit.WORKING, (feb(23), feb(26))),
        (SF, 4, DayUnit.WORKING, (feb(13), feb(22))),
    ],
)
def test_counts_over_the_spring_festival(
    link: LinkType, lag: int, unit: DayUnit, dates: tuple[date, date]
) -> None:
    network = pair(link, lag, unit=unit)
    network = Network((replace(network.milestones[0], duration=5), network.milestones[1]))
    plan = schedule(network, calendar=SPRING, start=feb(12))
    assert early(plan, "a") == (feb(12), feb(23)), "12, 13, 14, 22, 23"
    plan = schedule(
        Network((replace(network.milestones[0], duration=6), network.milestones[1])),
        calendar=SPRING,
        start=feb(12),
    )
    assert early(plan, "a") == (feb(12), feb(24))
    assert early(plan, "b") == dates


def test_goes_back_over_the_spring_festival() -> None:
    """Three working days by 26 February: 23, 24, 26; the five before them begin on the 11th, a Sunday."""
    network = Network((Milestone("permit", 5), Milestone("piling", 3, (Link("permit"),))))
    plan = schedule(network, calendar=SPRING, target=feb(26))
    assert late(plan, "piling") == (feb(23), feb(26))
    assert late(plan, "permit") == (feb(11), feb(22))
    assert plan.start == feb(11)
    assert plan.span == 8
    assert all(m.critical for m in plan.milestones)


def test_a_public_notice_runs_through_the_holiday() -> None:
    notice = Milestone("notice", 10, (Link("report"),), CALENDAR)
    network = Network((Milestone("report", 3), notice, Milestone("approval", 1, (Link("notice"),))))
    plan = schedule(network, calendar=SPRING, start=feb(12))
    assert early(plan, "notice") == (feb(15), feb(24))
    assert early(plan, "approval") == (feb(26), feb(26))
    # One working day's float of nothing: the notice could end on Sunday and nobody would notice.
    assert plan["notice"].free_float == 1
    assert late(plan, "notice") == (feb(16), feb(25))


def test_the_example_of_the_rule_page() -> None:
    network = permits()
    plan = schedule(network, calendar=SPRING, target=march(2))
    assert [(m.id, *early(plan, m.id), *late(plan, m.id), m.total_float) for m in plan.milestones] == [
        ("filing", feb(8), feb(8), feb(8), feb(8), 0),
        ("report", feb(9), feb(14), feb(9), feb(14), 0),
        ("notice", feb(15), feb(24), feb(16), feb(25), 1),
        ("drawings", feb(9), feb(22), feb(12), feb(24), 2),
        ("permit", feb(26), march(2), feb(26), march(2), 0),
        ("start", march(2), march(2), march(2), march(2), 0),
    ]


# --- milestones without duration ---


def test_an_event_after_something_stands_in_its_evening() -> None:
    network = Network(
        (
            Milestone("piling", 2),
            Milestone("piled", 0, (Link("piling"),)),
            Milestone("frame", 2, (Link("piled"),)),
        )
    )
    plan = schedule(network, calendar=SPRING, start=feb(13))
    assert early(plan, "piled") == (feb(14), feb(14))
    assert early(plan, "frame") == (feb(22), feb(23))
    assert late(plan, "piled") == (feb(14), feb(14))


def test_an_event_before_everything_stands_in_its_morning() -> None:
    network = Network((Milestone("signed", 0), Milestone("filing", 2, (Link("signed"),))))
    plan = schedule(network, calendar=SPRING, start=feb(10))
    # Saturday the 10th is off, Sunday the 11th is not.
    assert early(plan, "signed") == (feb(11), feb(11))
    assert early(plan, "filing") == (feb(11), feb(12))


def test_events_that_happen_as_planned_move_nothing() -> None:
    network = Network(
        (
            Milestone("signed", 0),
            Milestone("filing", 2, (Link("signed"),)),
            Milestone("filed", 0, (Link("filing"),)),
            Milestone("design", 2, (Link("filed"),)),
        )
    )
    plan = schedule(network, calendar=SPRING, start=feb(12))
    done = [
        replace(m, actual_start=plan[m.id].early_start, actual_finish=plan[m.id].early_finish)
        for m in network.milestones[:3]
    ]
    after = schedule(Network((*done, network.milestones[3])), calendar=SPRING, data_date=feb(14))
    assert early(after, "design") == early(plan, "design") == (feb(14), feb(22))


# --- limits and targets ---


def test_a_fixed_date_holds_whatever_waits() -> None:
    network = Network(
        (Milestone("a", 5), Milestone("b", 2, (Link("a"),), fixed=3), Milestone("c", 1, (Link("b"),)))
    )
    plan = schedule(network)
    assert early(plan, "b") == (3, 5)
    assert early(plan, "c") == (5, 6)
    # a would have to be over by 3.
    assert late(plan, "a") == (-2, 3)
    assert (plan["a"].total_float, plan.feasible) == (-2, False)


def test_not_before_and_not_after_bound_both_ways() -> None:
    network = Network((Milestone("a", 2, not_before=3), Milestone("b", 2, (Link("a"),), not_after=9)))
    plan = schedule(network, target=20)
    assert early(plan, "a") == (3, 5)
    assert late(plan, "b") == (7, 9)
    assert late(plan, "a") == (5, 7)


def test_each_target_counts_for_what_leads_to_it() -> None:
    network = Network(
        (
            Milestone("land", 2),
            Milestone("plant", 5, (Link("land"),), target=12),
            Milestone("road", 3, (Link("land"),), target=6),
            Milestone("garden", 4, (Link("plant"),)),
            Milestone("survey", 1),
        )
    )
    plan = schedule(network)
    assert late(plan, "plant") == (7, 12)
    assert late(plan, "road") == (3, 6)
    assert late(plan, "land") == (1, 3)
    # What leads to no target may last as long as the whole does: the garden is over at 11.
    assert late(plan, "garden") == (7, 11)
    assert late(plan, "survey") == (10, 11)


def test_marks_as_critical_what_has_no_float() -> None:
    network = Network((Milestone("a", 4), Milestone("b", 2), Milestone("c", 1, (Link("a"), Link("b")))))
    assert [m.id for m in schedule(network).milestones if m.critical] == ["a", "c"]
    # With a target to spare nothing is critical; with one that is too near, what is too late is.
    assert [m.id for m in schedule(network, target=6).milestones if m.critical] == []
    assert [m.id for m in schedule(network, target=2).milestones if m.critical] == ["a", "b", "c"]


def test_lists_what_must_start_today() -> None:
    network = Network(
        (
            Milestone("a", 5, actual_start=feb(5)),
            Milestone("b", 5),
            Milestone("c", 2),
            Milestone("d", 1, (Link("b"),)),
        )
    )
    plan = schedule(network, calendar=SPRING, start=feb(5), data_date=feb(6), target=feb(14))
    # By the 14th: d on the 14th, and b on 8, 9, 11 (a Sunday that is worked), 12, 13.
    assert plan.start_by(feb(7)) == ()
    assert [(m.id, m.late_start) for m in plan.start_by(feb(8))] == [("b", feb(8))]
    assert [m.id for m in plan.start_by(feb(14))] == ["b", "c", "d"]


# --- what has happened ---


def test_what_is_finished_stays_and_what_follows_starts_from_the_data_date() -> None:
    network = Network(
        (
            Milestone("a", 3, actual_start=feb(1), actual_finish=feb(3)),
            Milestone("b", 2, (Link("a"),)),
        )
    )
    plan = schedule(network, calendar=SPRING, start=feb(1), data_date=feb(8))
    # The 3rd was a Saturday; a fact bears its own date.
    assert early(plan, "a") == late(plan, "a") == (feb(1), feb(3))
    assert plan["a"].finished
    assert not plan["a"].critical
    assert early(plan, "b") == (feb(8), feb(9))


@pytest.mark.parametrize(
    ("remaining", "finish"),
    [
        (None, feb(9)),  # four of the six days are over on the morning of the 8th
        (5, feb(13)),
        (0, feb(7)),
    ],
)
def test_what_has_started_takes_what_remains(remaining: int | None, finish: date) -> None:
    network = Network((Milestone("a", 6, actual_start=feb(2), remaining=remaining),))
    plan = schedule(network, calendar=SPRING, data_date=feb(8))
    assert early(plan, "a") == (feb(2), finish)
    assert plan["a"].started


def test_what_is_overdue_takes_at_least_today() -> None:
    plan = schedule(Network((Milestone("a", 2, actual_start=feb(2)),)), calendar=SPRING, data_date=feb(8))
    assert early(plan, "a") == (feb(2), feb(8))


def test_facts_overtake_the_network() -> None:
    """b has started although a is not done: a holds b's start no more, and is held by nothing."""
    network = Network(
        (
            Milestone("a", 4),
            Milestone("b", 4, (Link("a"),), actual_start=2, remaining=3),
            Milestone("c", 1, (Link("b"),)),
        )
    )
    plan = schedule(network, start=0, data_date=3)
    assert early(plan, "b") == (2, 6)
    assert early(plan, "c") == (6, 7)
    assert early(plan, "a") == (3, 7)
    assert late(plan, "a") == (3, 7)


# --- many, deep, impossible ---


def test_a_chain_of_twenty_thousand_is_no_deeper_than_a_short_one() -> None:
    chain = [Milestone("m0", 1)]
    chain += [Milestone(f"m{n}", 1, (Link(f"m{n - 1}"),)) for n in range(1, 20_000)]
    assert schedule(Network(tuple(reversed(chain)))).span == 20_000


def test_schedules_different_networks_in_their_order() -> None:
    one, two = pair(FS, 0), pair(SS, 2)
    longer = Network(
        (
            replace(one.milestones[0], id="x", duration=9),
            replace(one.milestones[1], predecessors=(Link("x"),)),
        )
    )
    plans = schedule_all([PlanRequest(one), PlanRequest(two), PlanRequest(longer, target=20)])
    assert [plan.span for plan in plans] == [7, 5, 12]
    assert [plan.milestones[0].id for plan in plans] == ["a", "a", "x"]
    assert schedule_all([]) == []


def test_asks_for_something_to_count_from() -> None:
    with pytest.raises(InvalidInput, match="start: expected a start, a data date or a target"):
        schedule(pair(FS, 0), calendar=SPRING)


def test_refuses_numbers_among_dates() -> None:
    network = Network((Milestone("a", 1, not_before=3),))
    with pytest.raises(
        InvalidInput, match=r"milestones\[0\].not_before: expected a date, as the calendar has"
    ):
        schedule(network, calendar=SPRING, start=feb(1))


def test_says_which_milestone_leaves_the_calendar() -> None:
    short = spring_days(60)
    with pytest.raises(PastHorizonError, match="early finish of milestone b: the plan runs outside"):
        schedule(pair(FS, 40), calendar=short, start=feb(1))
    with pytest.raises(PastHorizonError, match="early start of milestone a: the plan runs outside"):
        schedule(pair(FS, 0), calendar=short, target=date(2018, 1, 4))
    with pytest.raises(PastHorizonError, match="fixed of milestone a: 2019-01-01 is outside the days"):
        schedule(Network((Milestone("a", 1, fixed=date(2019, 1, 1)),)), calendar=short, start=feb(1))
