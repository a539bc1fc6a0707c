"""Slip and its causes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.errors import InvalidInput
from guatu.projects.scheduling.calendar import WorkingDays, day_of
from guatu.projects.scheduling.network import Link, LinkType, Milestone, Network
from guatu.projects.scheduling.plan import Plan, schedule
from guatu.projects.scheduling.slip import Cause, CauseKind, Dates, Slip, explain_slips, trace
from tests.projects.scheduling.strategies import MIDDLE, calendar_of, networks, patterns

FIRST = date(2018, 1, 1)
PLAN, CALENDAR, INHERITED, LATE_START, DURATION = CauseKind


def march(day: int) -> date:
    return date(2018, 3, day)


def weekdays(*holidays: date) -> WorkingDays:
    days = [FIRST + timedelta(days=offset) for offset in range(365)]
    return WorkingDays(FIRST, np.array([day.weekday() < 5 and day not in holidays for day in days]))


CHAIN = Network(
    (
        Milestone("design", 5),
        Milestone("permit", 5, (Link("design"),)),
        Milestone("piling", 5, (Link("permit"),)),
    )
)
# Three weeks from Monday 5 March 2018.
COMMITTED = {
    "design": Dates(march(5), march(9)),
    "permit": Dates(march(12), march(16)),
    "piling": Dates(march(19), march(23)),
}


def causes(slip: Slip) -> dict[CauseKind, int]:
    assert sum(cause.days for cause in slip.causes) == slip.days
    return {cause.kind: cause.days for cause in slip.causes}


def test_a_plan_that_is_kept_has_no_slip() -> None:
    slips = explain_slips(CHAIN, COMMITTED, COMMITTED, calendar=weekdays())
    assert slips == {name: Slip(name, 0, ()) for name in COMMITTED}


def test_a_delay_is_its_own_where_it_arose_and_inherited_after() -> None:
    current = {
        "design": Dates(march(5), march(13)),
        "permit": Dates(march(14), march(20)),
        "piling": Dates(march(21), march(27)),
    }
    slips = explain_slips(CHAIN, COMMITTED, current, calendar=weekdays())
    assert slips["design"] == Slip("design", 4, (Cause(DURATION, 4),))
    assert slips["permit"] == Slip("permit", 4, (Cause(INHERITED, 4, ("design",)),))
    assert slips["piling"] == Slip("piling", 4, (Cause(INHERITED, 4, ("permit",)),))
    assert trace(slips, "piling") == ("piling", "permit", "design")


def test_a_start_nobody_explains_is_late() -> None:
    current = COMMITTED | {"piling": Dates(march(21), march(29))}
    slip = explain_slips(CHAIN, COMMITTED, current, calendar=weekdays())["piling"]
    # Started two days late (to the 27th), took two days longer.
    assert causes(slip) == {LATE_START: 4, DURATION: 2}


def test_lost_days_can_be_made_up() -> None:
    current = COMMITTED | {"design": Dates(march(5), march(14)), "permit": Dates(march(15), march(16))}
    slip = explain_slips(CHAIN, COMMITTED, current, calendar=weekdays())["permit"]
    assert slip.days == 0
    assert causes(slip) == {INHERITED: 5, DURATION: -5}


def test_slack_before_a_committed_start_takes_up_the_delay_of_a_predecessor() -> None:
    committed = COMMITTED | {"permit": Dates(march(14), march(20))}
    current = {"design": Dates(march(5), march(13)), "permit": Dates(march(14), march(20))}
    assert explain_slips(CHAIN, committed, current, calendar=weekdays())["permit"].days == 0


def test_new_holidays_are_the_calendars_doing() -> None:
    current = COMMITTED | {"permit": Dates(march(12), march(19)), "piling": Dates(march(20), march(26))}
    slips = explain_slips(
        CHAIN, COMMITTED, current, calendar=weekdays(march(14)), committed_calendar=weekdays()
    )
    assert slips["permit"] == Slip("permit", 3, (Cause(CALENDAR, 3),))
    assert slips["piling"] == Slip("piling", 3, (Cause(INHERITED, 3, ("permit",)),))


def test_a_commitment_that_its_predecessors_never_allowed_is_said_to_be_one() -> None:
    committed = COMMITTED | {"permit": Dates(march(8), march(14))}
    slip = explain_slips(CHAIN, committed, COMMITTED, calendar=weekdays())["permit"]
    assert causes(slip) == {PLAN: 2}


def test_names_the_predecessor_that_held_it_longest() -> None:
    network = Network(
        (
            Milestone("road", 5),
            Milestone("water", 5),
            Milestone("open", 1, (Link("road"), Link("water"))),
        )
    )
    week = Dates(march(5), march(9))
    committed = {"road": week, "water": week, "open": Dates(march(12), march(12))}
    current = {
        "road": Dates(march(5), march(12)),
        "water": Dates(march(5), march(14)),
        "open": Dates(march(15), march(15)),
    }
    slips = explain_slips(network, committed, current, calendar=weekdays())
    assert slips["open"].causes == (Cause(INHERITED, 3, ("water",)),)


def test_a_predecessor_that_holds_the_finish_is_named_too() -> None:
    network = Network((Milestone("walls", 5), Milestone("paint", 3, (Link("walls", LinkType.FF, 2),))))
    committed = {"walls": Dates(0, 5), "paint": Dates(4, 7)}
    current = {"walls": Dates(0, 8), "paint": Dates(7, 10)}
    slips = explain_slips(network, committed, current)
    assert slips["paint"].causes == (Cause(INHERITED, 3, ("walls",)),)


def test_a_finish_committed_for_a_day_off_counts_from_that_day() -> None:
    network = Network((Milestone("design", 5),))
    committed, saturday = {"design": Dates(march(5), march(10))}, march(10)
    same = explain_slips(network, committed, committed, calendar=weekdays())["design"]
    assert same.days == 0
    assert same.causes == ()
    monday = {"design": Dates(march(5), march(12))}
    slip = explain_slips(network, committed, monday, calendar=weekdays())["design"]
    assert (monday["design"].finish - saturday).days == slip.days == 2  # type: ignore[operator, union-attr]
    assert causes(slip) == {DURATION: 2}


def test_a_milestone_without_dates_explains_nothing() -> None:
    slips = explain_slips(CHAIN, {"permit": COMMITTED["permit"]}, COMMITTED, calendar=weekdays())
    assert list(slips) == ["permit"]


@pytest.mark.parametrize(
    ("committed", "expected"),
    [
        ({"pilling": Dates(0, 1)}, "committed['pilling']: there is no such milestone"),
        ({"piling": Dates(3, 1)}, "finishes on 1, before it starts on 3"),
        ({"piling": Dates(3, march(1))}, "expected either dates or numbers"),
    ],
)
def test_refuses_dates_that_cannot_be(committed: dict[str, Dates], expected: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape(expected)):
        explain_slips(CHAIN, committed, {})


# --- whatever the dates ---


@st.composite
def any_dates(draw: st.DrawFn) -> Dates:
    start = draw(st.integers(MIDDLE, MIDDLE + 40))
    return Dates(day_of(start), day_of(start + draw(st.integers(0, 20))))


@given(networks(), patterns(), patterns(), st.data())
def test_causes_always_add_up(
    network: Network, works: list[bool], worked: list[bool], data: st.DataObject
) -> None:
    ids = st.sampled_from([m.id for m in network.milestones])
    committed = data.draw(st.dictionaries(ids, any_dates()))
    current = data.draw(st.dictionaries(ids, any_dates()))
    slips = explain_slips(
        network,
        committed,
        current,
        calendar=calendar_of(works),
        committed_calendar=calendar_of(worked),
    )
    assert set(slips) == set(committed) & set(current)
    for key, slip in slips.items():
        assert slip.days == (current[key].finish - committed[key].finish).days  # type: ignore[operator, union-attr]
        assert sum(cause.days for cause in slip.causes) == slip.days
        assert all(cause.days for cause in slip.causes)
        for cause in slip.causes:
            assert bool(cause.predecessors) == (cause.kind is INHERITED)


def early_dates(plan: Plan) -> dict[str, Dates]:
    return {m.id: Dates(m.early_start, m.early_finish) for m in plan.milestones}


@given(networks(shortest_duration=1), patterns(), st.data())
def test_one_longer_milestone_explains_every_slip(
    network: Network, works: list[bool], data: st.DataObject
) -> None:
    calendar, start = calendar_of(works), day_of(MIDDLE)
    slow = data.draw(st.sampled_from(network.milestones))
    longer = replace(slow, duration=slow.duration + data.draw(st.integers(1, 9)))
    late = Network(tuple(longer if m.id == slow.id else m for m in network.milestones))
    slips = explain_slips(
        network,
        early_dates(schedule(network, calendar=calendar, start=start)),
        early_dates(schedule(late, calendar=calendar, start=start)),
        calendar=calendar,
    )
    for key, slip in slips.items():
        expected = {DURATION} if key == slow.id else {INHERITED}
        # A longer milestone whose finish is held starts earlier, and so may what starts with it.
        assert {cause.kind for cause in slip.causes if cause.days > 0} <= expected
        if slip.days > 0 and key != slow.id:
            assert trace(slips, key)[-1] == slow.id
