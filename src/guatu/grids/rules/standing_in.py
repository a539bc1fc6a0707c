"""Who answers for a grid on a day, when people are away. Pure.

A substitution says that on some days (both ends within) one person stands in for another. People are anything that
can be compared and hashed (their ids).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from guatu.grids.choices import WorkerRole

P = TypeVar("P", bound=Hashable)

# Who answers first: the worker, whose task the grid is; else the leader. An informant tells, and answers for nothing.
ANSWERING = (WorkerRole.WORKER, WorkerRole.LEADER)


@dataclass(frozen=True, slots=True)
class StandIn(Generic[P]):
    """`by` stands in for `away` in a grid, from one day to another."""

    away: P
    by: P
    first: date
    last: date
    grid: Hashable = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Work(Generic[P]):
    """Somebody's work in a grid; `last` None is open."""

    person: P
    role: str
    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def closes_loop(known: Iterable[StandIn[P]], new: StandIn[P]) -> bool:
    """Whether with `new` there is a day on which somebody would, in the end, stand in for themselves."""
    by_person: dict[P, list[StandIn[P]]] = {}
    for one in known:
        by_person.setdefault(one.away, []).append(one)
    stack, seen = [(new.by, new.first, new.last)], set()
    while stack:
        person, first, last = stack.pop()
        if person == new.away:
            return True
        for step in by_person.get(person, ()):
            begin, end = max(first, step.first), min(last, step.last)
            if begin <= end and (step.by, begin, end) not in seen:
                seen.add((step.by, begin, end))
                stack.append((step.by, begin, end))
    return False


def who_stands_in(
    person: P, day: date, known: Sequence[StandIn[P]], grid: Hashable = None
) -> list[StandIn[P]]:
    """The chain from somebody who is away to whoever is there in the end; empty for somebody who is there.

    What was said for this grid goes before what was said for another; of several the one that began first.
    """
    chain: list[StandIn[P]] = []
    here, seen = person, {person}
    while True:
        steps = [step for step in known if step.away == here and day in step]
        if not steps:
            return chain
        step = min(steps, key=lambda s: (s.grid != grid, s.first, str(s.grid), str(s.by)))
        if step.by in seen:
            return chain
        chain.append(step)
        here = step.by
        seen.add(here)


def who_answers(works: Iterable[Work[P]], day: date) -> Work[P] | None:
    """The work of whoever answers for the grid on `day`, before substitutes (`ANSWERING`); of several the longest."""
    there = [work for work in works if day in work and work.role in ANSWERING]
    if not there:
        return None
    return min(there, key=lambda w: (ANSWERING.index(WorkerRole(w.role)), w.first, str(w.person)))
