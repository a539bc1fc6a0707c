"""Networks that cannot be scheduled are refused with every fault named."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.scheduling.errors import CycleError, NetworkError
from guatu.projects.scheduling.network import Link, LinkType, Milestone, Network
from guatu.projects.scheduling.ordering import find_cycle, topological_order


def faults(*milestones: Milestone) -> list[str]:
    with pytest.raises(NetworkError) as refused:
        Network(milestones)
    return [f"{fault.place}: {fault.message}" for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"duration": -1}, "duration: expected a whole number of days from 0 to 100000, found -1"),
        ({"duration": 1.5}, "duration: expected a whole number of days from 0 to 100000, found 1.5"),
        ({"duration": True}, "duration: expected a whole number of days from 0 to 100000, found true"),
        ({"duration": 100_001}, "duration: expected a whole number of days from 0 to 100000, found 100001"),
        ({"promised": -1}, "promised: expected a whole number of days from 0 to 100000, found -1"),
        ({"shortest": 6}, "shortest: expected at most the duration 5, found 6"),
        ({"unit": "working_day"}, 'unit: expected working_day or calendar_day, found "working_day"'),
        ({"fixed": "2018-02-01"}, 'fixed: expected a date or a whole number, found "2018-02-01"'),
        ({"target": datetime(2018, 2, 1, 8)}, "target: expected a date or a whole number"),  # noqa: DTZ001
        ({"fixed": 10**6}, "fixed: expected a number from -100000 to 100000, found 1000000"),
        (
            {"fixed": 3, "target": date(2018, 2, 1)},
            "expected either dates or numbers, found both (fixed, target)",
        ),
        ({"actual_start": 5, "actual_finish": 3}, "actual_finish: comes before the actual start 5"),
        ({"remaining": 3}, "remaining: only a milestone that has started has days remaining"),
    ],
)
def test_names_the_field(fields: dict[str, Any], fault: str) -> None:
    (found,) = faults(Milestone(**{"id": "a", "duration": 5} | fields))
    assert found.removeprefix("milestones[0]").lstrip(".: ").startswith(fault)


def test_names_every_fault_at_once() -> None:
    assert faults(
        Milestone("a", -1),
        Milestone("a", 1, (Link("c"), Link("a", lag=10**6))),
        Milestone("", 1, (Link("a", "XX"),)),  # type: ignore[arg-type]
    ) == [
        'milestones[1].id: "a" is already the id of milestones[0]',
        'milestones[2].id: expected a text that is not empty, found ""',
        "milestones[0].duration: expected a whole number of days from 0 to 100000, found -1",
        'milestones[1].predecessors[0].id: there is no milestone "c"',
        "milestones[1].predecessors[1].lag: expected a whole number from -100000 to 100000, found 1000000",
        'milestones[2].predecessors[0].type: expected FS, SS, FF or SF, found "XX"',
    ]


def test_refuses_too_many_links() -> None:
    links = (Link("a"),) * 100_001
    assert faults(Milestone("a", 1), Milestone("b", 1, links)) == [
        "milestones: expected at most 100000 predecessors in all, found 100001"
    ]


def test_two_links_between_the_same_two_are_fine() -> None:
    both = (Link("a", LinkType.SS, 1), Link("a", LinkType.FF, 1))
    assert len(Network((Milestone("a", 3), Milestone("b", 3, both))).milestones) == 2


@pytest.mark.parametrize(
    ("milestones", "cycle"),
    [
        ((Milestone("a", 1, (Link("a"),)),), ("a", "a")),
        ((Milestone("b", 1, (Link("a"),)), Milestone("a", 1, (Link("b"),))), ("b", "a", "b")),
        (
            (
                Milestone("land", 1, (Link("filing"),)),
                Milestone("filing", 1, (Link("permit"),)),
                Milestone("permit", 1, (Link("land"),)),
                Milestone("piling", 1, (Link("permit"),)),
            ),
            ("land", "permit", "filing", "land"),
        ),
    ],
)
def test_names_the_cycle_in_the_direction_of_work(
    milestones: tuple[Milestone, ...], cycle: tuple[str, ...]
) -> None:
    with pytest.raises(CycleError, match="wait for each other: " + " → ".join(cycle)) as refused:
        Network(milestones)
    assert refused.value.cycle == cycle


def test_names_a_cycle_of_twenty_thousand() -> None:
    ring = tuple(Milestone(f"m{n}", 1, (Link(f"m{(n - 1) % 20_000}"),)) for n in range(20_000))
    with pytest.raises(CycleError) as refused:
        Network(ring)
    assert len(refused.value.cycle) == 20_001


graphs = st.integers(1, 8).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size)
)


@given(graphs)
def test_either_an_order_or_a_cycle(predecessors: list[list[int]]) -> None:
    order, unplaced = topological_order(predecessors)
    assert sorted(order + unplaced) == list(range(len(predecessors)))
    place = {position: index for index, position in enumerate(order)}
    for position in order:
        assert all(place[before] < place[position] for before in predecessors[position])
    if unplaced:
        cycle = find_cycle(predecessors, unplaced)
        assert cycle[0] == cycle[-1] == min(cycle)
        assert len(set(cycle)) == len(cycle) - 1
        assert all(before in predecessors[after] for before, after in pairwise(cycle))
