"""The engine against the plain statement of the rules in `naive.py`."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.scheduling.calendar import day_number, day_of
from guatu.projects.scheduling.network import DayUnit, Network
from guatu.projects.scheduling.plan import Plan, schedule
from tests.projects.scheduling.naive import Naive, Placed
from tests.projects.scheduling.strategies import DAYS, MIDDLE, calendar_of, dated, networks, patterns


def dates(placed: dict[str, Placed]) -> dict[str, tuple[int, int]]:
    return {key: (at.start_day, at.finish_day) for key, at in placed.items()}


def early_of(plan: Plan) -> dict[str, tuple[int, int]]:
    return {m.id: (day_number(m.early_start), day_number(m.early_finish)) for m in plan.milestones}


def late_of(plan: Plan) -> dict[str, tuple[int, int]]:
    return {m.id: (day_number(m.late_start), day_number(m.late_finish)) for m in plan.milestones}


def check_floats(plan: Plan, naive: Naive, early: dict[str, Placed], late: dict[str, Placed]) -> None:
    end = max(at.finish_day for at in early.values())
    for planned in plan.milestones:
        milestone = naive.milestones[planned.id]
        slack = naive.axis(milestone, late[planned.id].start_day)
        slack -= naive.axis(milestone, early[planned.id].start_day)
        assert planned.total_float == slack
        assert planned.free_float == naive.free_float(milestone, early, end)


@given(networks(), patterns())
def test_counts_late_dates_from_the_early_span(network: Network, works: list[bool]) -> None:
    plan = schedule(network, calendar=calendar_of(works), start=day_of(MIDDLE))
    naive = Naive(network, works)
    early = naive.early(MIDDLE)
    end = max(at.finish_day for at in early.values())
    late = naive.late(end, early)
    assert early_of(plan) == dates(early)
    assert day_number(plan.finish) == end
    assert late_of(plan) == dates(late)
    check_floats(plan, naive, early, late)


@given(networks(limits=True, origin=MIDDLE), patterns(), st.integers(0, 40))
def test_obeys_limits_and_a_target(network: Network, works: list[bool], length: int) -> None:
    target = MIDDLE + length
    calendar = calendar_of(works)
    plan = schedule(dated(network), calendar=calendar, start=day_of(MIDDLE), target=day_of(target))
    naive = Naive(network, works)
    early = naive.early(MIDDLE)
    late = naive.late(target, early)
    assert early_of(plan) == dates(early)
    assert late_of(plan) == dates(late)
    check_floats(plan, naive, early, late)
    assert plan.feasible == all(m.total_float >= 0 for m in plan.milestones)


def relaxed(network: Network, target: int | None) -> tuple[dict[str, int], dict[str, int]]:
    """Early and late starts in whole units, by repeating every inequality until nothing moves."""
    by_id = {m.id: m for m in network.milestones}
    early = {m.id: m.fixed if m.fixed is not None else max(0, m.not_before or 0) for m in network.milestones}
    links = [(by_id[link.predecessor], m, link) for m in network.milestones for link in m.predecessors]
    gaps = [
        (a, b, a.duration * link.type.from_finish + link.lag - b.duration * link.type.to_finish)
        for a, b, link in links
    ]
    while any(early[b.id] < early[a.id] + gap and b.fixed is None for a, b, gap in gaps):
        for a, b, gap in gaps:
            if b.fixed is None:
                early[b.id] = max(early[b.id], early[a.id] + gap)
    end = max(early[m.id] + m.duration for m in network.milestones) if target is None else target
    late = {}
    for m in network.milestones:
        late[m.id] = min(end, end if m.not_after is None else m.not_after) - m.duration
        if m.fixed is not None:
            late[m.id] = min(late[m.id], m.fixed)
    before = None
    while before != late:
        before = dict(late)
        for (a, b, gap), (_, _, link) in zip(gaps, links, strict=True):
            seen = late[b.id] if b.fixed is None or link.type.to_finish else b.fixed
            late[a.id] = min(late[a.id], seen - gap)
    return early, late


@given(networks(limits=True, origin=10), st.none() | st.integers(0, 40))
def test_schedules_whole_units(network: Network, target: int | None) -> None:
    plan = schedule(network, target=target)
    early, late = relaxed(network, target)
    assert {m.id: m.early_start for m in plan.milestones} == early
    assert {m.id: m.late_start for m in plan.milestones} == late
    durations = {m.id: m.duration for m in network.milestones}
    assert all(m.early_finish == m.early_start + durations[m.id] for m in plan.milestones)
    assert all(m.late_finish == m.late_start + durations[m.id] for m in plan.milestones)
    assert all(m.total_float == late[m.id] - early[m.id] for m in plan.milestones)
    assert plan.span == max(early[m.id] + durations[m.id] for m in network.milestones)


@given(networks(unit=st.just(DayUnit.WORKING), shortest_duration=1), patterns())
def test_counts_working_days_as_units_are_counted(network: Network, works: list[bool]) -> None:
    units = schedule(network)
    days = schedule(network, calendar=calendar_of(works), start=day_of(MIDDLE))
    worked = [day for day in range(MIDDLE, DAYS) if works[day]]
    assert days.span == units.span
    for unit, day in zip(units.milestones, days.milestones, strict=True):
        assert day_number(day.early_start) == worked[unit.early_start]
        assert day_number(day.early_finish) == worked[unit.early_finish - 1]
        assert day_number(day.late_finish) == worked[unit.late_finish - 1]
        assert (day.total_float, day.free_float, day.critical) == (
            unit.total_float,
            unit.free_float,
            unit.critical,
        )


@given(networks(), patterns(), st.integers(0, 40))
def test_scheduled_back_from_a_target_starts_as_late_as_it_can(
    network: Network, works: list[bool], length: int
) -> None:
    calendar, target = calendar_of(works), day_of(MIDDLE + length)
    plan = schedule(network, calendar=calendar, target=target)
    assert plan.feasible
    assert all(m.late_finish <= target for m in plan.milestones)
    assert min(m.late_start for m in plan.milestones) == plan.start
    later = schedule(network, calendar=calendar, start=day_of(day_number(plan.start) + 1), target=target)
    assert not later.feasible


@given(networks(limits=True, origin=MIDDLE), patterns(), st.randoms(use_true_random=False))
def test_does_not_depend_on_the_order_of_the_input(
    network: Network, works: list[bool], random: Random
) -> None:
    network = dated(network)
    shuffled = list(network.milestones)
    random.shuffle(shuffled)
    first = schedule(network, calendar=calendar_of(works), start=day_of(MIDDLE))
    second = schedule(Network(tuple(shuffled)), calendar=calendar_of(works), start=day_of(MIDDLE))
    assert {m.id: m for m in first.milestones} == {m.id: m for m in second.milestones}


@given(networks(), patterns())
def test_an_infeasible_plan_has_negative_float_and_a_feasible_one_none(
    network: Network, works: list[bool]
) -> None:
    calendar, start = calendar_of(works), day_of(MIDDLE)
    span = schedule(network, calendar=calendar, start=start)
    assert span.feasible
    assert all(m.late_start >= m.early_start and m.late_finish >= m.early_finish for m in span.milestones)
    tight = day_of(day_number(span.finish) - 1)
    assert not schedule(network, calendar=calendar, start=start, target=tight).feasible
