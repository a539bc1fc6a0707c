"""Compressing a plan that cannot meet its dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.scheduling.approvals import Approver, Band, bands
from guatu.projects.scheduling.calendar import day_of
from guatu.projects.scheduling.compression import Compression, LimitKind, compress
from guatu.projects.scheduling.network import DayUnit, Link, LinkType, Milestone, Network
from guatu.projects.scheduling.plan import Plan, schedule
from tests.projects.scheduling.spring import feb, march, permits, spring_days
from tests.projects.scheduling.strategies import MIDDLE, calendar_of, networks, patterns

UNIT, LEAD, HEAD = Approver.UNIT, Approver.LEAD_OFFICIAL, Approver.HEAD_OF_ORGAN


def chain(*milestones: Milestone) -> Network:
    """Each waits for the one before it."""
    linked = [milestones[0]]
    for milestone in milestones[1:]:
        linked.append(replace(milestone, predecessors=(Link(linked[-1].id),)))
    return Network(tuple(linked))


def cuts(found: Compression) -> dict[str, tuple[Band, ...]]:
    return {m.id: m.bands for m in found.milestones}


# --- who must agree ---


@pytest.mark.parametrize(
    ("milestone", "expected"),
    [
        (Milestone("a", 20), ()),
        (Milestone("a", 20, shortest=20), ()),
        (Milestone("a", 20, shortest=8), ((LEAD, 12),)),
        (Milestone("a", 20, shortest=8, promised=12), ((UNIT, 8), (LEAD, 4))),
        # The place has promised less than the law allows, and keeps the law by keeping its promise.
        (Milestone("a", 20, shortest=8, promised=12, statutory=20), ((UNIT, 8), (LEAD, 4))),
        (Milestone("a", 20, shortest=8, promised=12, statutory=10), ((UNIT, 8), (LEAD, 2), (HEAD, 2))),
        (Milestone("a", 20, shortest=8, statutory=20), ((HEAD, 12),)),
        (Milestone("a", 20, shortest=8, promised=12, statutory=12), ((UNIT, 8), (HEAD, 4))),
        # Already planned below the promise: every further day is above the unit.
        (Milestone("a", 10, shortest=8, promised=12), ((LEAD, 2),)),
        (Milestone("a", 3, shortest=0, promised=3), ((LEAD, 2),)),
        (Milestone("a", 0, shortest=0), ()),
    ],
)
def test_bands_follow_promise_and_law(
    milestone: Milestone, expected: tuple[tuple[Approver, int], ...]
) -> None:
    assert bands(milestone) == expected


# --- worked examples ---


def test_asks_the_unit_before_the_lead_official() -> None:
    network = chain(
        Milestone("design", 20, shortest=10, promised=18),
        Milestone("permit", 20, shortest=7, promised=12),
        Milestone("piling", 30),
    )
    found = compress(schedule(network, target=58))
    assert found.meets_all
    assert found.plan.feasible
    # Twelve days too long: ten are the units' own to give; the lead official must agree to two more.
    assert sum(m.days for m in found.milestones) == 12
    spent = [band for m in found.milestones for band in m.bands]
    assert sum(b.days for b in spent if b.approver is UNIT) == 10
    assert sum(b.days for b in spent if b.approver is LEAD) == 2
    assert found.plan.finish == 58


def test_shortens_what_both_paths_share_rather_than_each_of_them() -> None:
    network = Network(
        (
            Milestone("land", 10, shortest=5),
            Milestone("plant", 10, (Link("land"),), shortest=5),
            Milestone("road", 10, (Link("land"),), shortest=5),
            Milestone("open", 0, (Link("plant"), Link("road"))),
        )
    )
    found = compress(schedule(network, target=17))
    assert cuts(found) == {"land": ((LEAD, 3),)}
    assert found.milestones[0].approver is LEAD
    assert (found.milestones[0].duration, found.milestones[0].compressed) == (10, 7)


def test_leaves_the_path_alone_that_is_short_enough() -> None:
    network = Network(
        (
            Milestone("plant", 10, shortest=5),
            Milestone("road", 6, shortest=1),
            Milestone("open", 0, (Link("plant"), Link("road"))),
        )
    )
    assert cuts(compress(schedule(network, target=7))) == {"plant": ((LEAD, 3),)}


def test_finds_what_must_be_shortened_before_a_start_to_start_link() -> None:
    """With finish-to-finish, shortening the later milestone alone would only start it later."""
    network = Network(
        (
            Milestone("walls", 10, shortest=6),
            Milestone("paint", 6, (Link("walls", LinkType.FF, 2),), shortest=2),
        )
    )
    found = compress(schedule(network, target=9))
    assert cuts(found) == {"walls": ((LEAD, 3),)}
    assert found.plan.feasible


def test_says_what_cannot_be_met_and_what_can_instead() -> None:
    network = chain(Milestone("design", 20, shortest=15), Milestone("piling", 30, shortest=28))
    found = compress(schedule(network, target=40))
    assert not found.meets_all
    (short,) = found.shortfalls
    assert (short.id, short.kind, short.limit, short.earliest, short.days) == (
        None,
        LimitKind.TARGET,
        40,
        43,
        3,
    )
    assert found.plan.finish == 43
    assert cuts(found) == {"design": ((LEAD, 5),), "piling": ((LEAD, 2),)}


def test_meets_the_other_dates_where_one_cannot_be_met() -> None:
    network = Network(
        (
            Milestone("plant", 10, not_after=8, shortest=9),
            Milestone("road", 10, not_after=8, shortest=2),
        )
    )
    found = compress(schedule(network))
    assert cuts(found) == {"plant": ((LEAD, 1),), "road": ((LEAD, 2),)}
    assert [(s.id, s.kind, s.earliest, s.days) for s in found.shortfalls] == [
        ("plant", LimitKind.NOT_AFTER, 9, 1)
    ]


def test_makes_room_before_a_fixed_date() -> None:
    network = Network(
        (
            Milestone("stage", 10, shortest=4, promised=4),
            Milestone("ceremony", 0, (Link("stage"),), fixed=7),
            Milestone("visit", 2, (Link("ceremony"),)),
        )
    )
    found = compress(schedule(network))
    assert cuts(found) == {"stage": ((UNIT, 3),)}
    assert found.plan["ceremony"].early_start == 7
    assert found.plan["visit"].early_finish == 9


def test_compresses_what_remains_of_a_started_milestone() -> None:
    network = chain(
        Milestone("piling", 20, shortest=10, promised=10, actual_start=0, remaining=10),
        Milestone("frame", 10),
    )
    plan = schedule(network, start=0, data_date=12, target=30)
    assert plan.finish == 32
    found = compress(plan)
    assert cuts(found) == {"piling": ((UNIT, 2),)}
    assert (found.milestones[0].duration, found.milestones[0].compressed) == (10, 8)
    assert found.plan.feasible


def test_does_not_touch_what_is_finished() -> None:
    network = chain(
        Milestone("design", 5, shortest=1, actual_start=0, actual_finish=9),
        Milestone("piling", 10, shortest=5),
    )
    found = compress(schedule(network, data_date=9, target=16))
    assert cuts(found) == {"piling": ((LEAD, 3),)}


def test_counts_in_working_days_over_a_holiday() -> None:
    """Ten working days from Monday 12 February are 12, 13, 14, 22, 23, 24, 26, 27, 28 and 1 March."""
    network = chain(Milestone("fit out", 10, shortest=4, promised=6))
    plan = schedule(network, calendar=spring_days(), start=feb(12), target=feb(26))
    assert plan.finish == march(1)
    found = compress(plan, calendar=spring_days())
    assert cuts(found) == {"fit out": ((UNIT, 3),)}
    assert found.plan.finish == feb(26)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (9, {"permit": ((UNIT, 2),)}),
        (8, {"report": ((UNIT, 1),), "permit": ((UNIT, 2),)}),
        (7, {"report": ((UNIT, 1),), "permit": ((UNIT, 2), (LEAD, 1))}),
    ],
)
def test_the_example_of_the_rule_page(target: int, expected: dict[str, tuple[Band, ...]]) -> None:
    plan = schedule(permits(), calendar=spring_days(), start=feb(12), target=march(target))
    assert plan.finish == march(13)
    found = compress(plan, calendar=spring_days())
    assert cuts(found) == expected
    assert found.plan.finish == march(target)


def test_the_example_of_the_rule_page_that_cannot_be_met() -> None:
    plan = schedule(permits(), calendar=spring_days(), start=feb(12), target=march(2))
    (short,) = compress(plan, calendar=spring_days()).shortfalls
    assert (short.limit, short.earliest, short.days) == (march(2), march(6), 4)


def test_says_nothing_of_a_plan_that_is_feasible() -> None:
    plan = schedule(chain(Milestone("a", 3, shortest=1)), target=3)
    assert compress(plan) == Compression((), (), plan)


# --- against every other way ---

costs = st.tuples(st.integers(0, 2), st.integers(0, 5), st.none() | st.integers(0, 5))


def with_bands(network: Network, choices: list[tuple[int, int, int | None]]) -> Network:
    """The milestones with a shortest duration up to two days below, a promise and perhaps a law."""
    milestones = []
    for milestone, (shorter, promised, lawful) in zip(network.milestones, choices, strict=False):
        shortest = max(milestone.duration - shorter, 0)
        milestones.append(replace(milestone, shortest=shortest, promised=promised, statutory=lawful))
    return Network(tuple(milestones))


def price(spent: list[tuple[Band, ...]]) -> tuple[int, int, int]:
    flat = [band for bands_ in spent for band in bands_]
    head, lead, unit = (sum(b.days for b in flat if b.approver is a) for a in (HEAD, LEAD, UNIT))
    return head, lead, unit + lead + head


def ways(network: Network) -> list[tuple[Network, tuple[int, int, int]]]:
    """Every way to shorten the network, cheapest first."""
    found = []
    ladders = [bands(milestone) for milestone in network.milestones]
    for chosen in product(*(range(sum(b.days for b in ladder) + 1) for ladder in ladders)):
        spent, milestones = [], []
        for milestone, ladder, days in zip(network.milestones, ladders, chosen, strict=True):
            milestones.append(replace(milestone, duration=milestone.duration - days))
            single = [band.approver for band in ladder for _ in range(band.days)][:days]
            spent.append(tuple(Band(approver, 1) for approver in single))
        found.append((Network(tuple(milestones)), price(spent)))
    return sorted(found, key=lambda way: way[1])


def check_cheapest(network: Network, target: int | None) -> None:
    plan = schedule(network, target=target)
    if plan.feasible:
        return
    found = compress(plan)
    feasible = (cost for way, cost in ways(network) if schedule(way, target=target).feasible)
    cheapest = next(feasible, None)
    assert found.meets_all == (cheapest is not None)
    assert found.plan.feasible == found.meets_all
    if cheapest is not None:
        assert price([m.bands for m in found.milestones]) == cheapest


one_unit = networks(unit=st.just(DayUnit.WORKING), shortest_duration=1, size=5)
one_unit_with_limits = networks(unit=st.just(DayUnit.WORKING), limits=True, size=4)
five_costs = st.lists(costs, min_size=5, max_size=5)


@given(one_unit, five_costs, st.integers(1, 4))
def test_finds_the_cheapest_way_to_a_target(
    network: Network, choices: list[tuple[int, int, int | None]], days: int
) -> None:
    check_cheapest(with_bands(network, choices), max(schedule(network).span - days, 0))


@given(one_unit_with_limits, five_costs, st.none() | st.integers(0, 30))
def test_finds_the_cheapest_way_between_limits(
    network: Network, choices: list[tuple[int, int, int | None]], target: int | None
) -> None:
    check_cheapest(with_bands(network, choices), target)


@given(networks(shortest_duration=1, size=5), patterns(), five_costs, st.integers(1, 6))
def test_makes_a_plan_in_mixed_units_feasible_and_wastes_no_day(
    network: Network, works: list[bool], choices: list[tuple[int, int, int | None]], days: int
) -> None:
    calendar, network, start = calendar_of(works), with_bands(network, choices), day_of(MIDDLE)
    span = schedule(network, calendar=calendar, start=start)
    plan = schedule(network, calendar=calendar, start=start, target=span.finish - timedelta(days=days))
    found = compress(plan, calendar=calendar)
    assert found.meets_all == found.plan.feasible
    if not found.meets_all:
        return
    for compressed in found.milestones:
        less = [
            replace(m, duration=m.duration + 1) if m.id == compressed.id else m
            for m in found.plan.request.network.milestones
        ]
        assert not again(found.plan, Network(tuple(less)), works).feasible


def again(plan: Plan, network: Network, works: list[bool]) -> Plan:
    request = plan.request
    return schedule(network, calendar=calendar_of(works), start=request.start, target=request.target)
