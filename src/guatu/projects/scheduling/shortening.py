"""What can be shortened in one plan, for which limits, and the two ways to find the least that must be.

`exact` is for a plan reckoned in one unit; `given_back` also for one that mixes working and calendar days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from guatu.projects.scheduling.approvals import Approver, Band, first_days
from guatu.projects.scheduling.axis import MISSING
from guatu.projects.scheduling.calendar import IntArray
from guatu.projects.scheduling.given import Rows
from guatu.projects.scheduling.passes import NEVER, Early, Passes
from guatu.projects.scheduling.tradeoff import UNLIMITED, TradeOff


@dataclass(frozen=True, slots=True)
class Limit:
    """A moment that one end of a milestone must not pass."""

    position: int
    at_start: bool
    moment: int


@dataclass(frozen=True)
class Problem:
    """One project: the only one of `passes`, in whose rows every milestone has its earliest start, be it the
    project's, its own or a fixed one, as `not_before`; what is fixed is a limit besides.

    `lengths`: the days that each milestone still takes. `ladders`: by what each can be shortened, cheapest
    first. Answers are days of shortening per milestone.
    """

    passes: Passes
    lengths: tuple[int, ...]
    ladders: tuple[tuple[Band, ...], ...]
    limits: tuple[Limit, ...]

    @cached_property
    def most(self) -> tuple[int, ...]:
        """All that can be taken off."""
        return tuple(sum(band.days for band in ladder) for ladder in self.ladders)

    @property
    def in_one_unit(self) -> bool:
        return all(hop.calendar is None for hop in self.passes.hops)


def least_overruns(problem: Problem) -> list[int]:
    """By how much each limit is passed whatever is done; 0 where it can be met. In days of the milestone's
    unit; all limits can be brought to this at once."""
    return [max(0, over) for over in _overruns(problem, _at_best(problem))[:, 0].tolist()]


def least_cuts(problem: Problem, allowed: Sequence[int]) -> tuple[int, ...]:
    """Days to take off each milestone so that no limit is passed by more than `allowed` (at least what
    `least_overruns` says): the fewest days of the highest approver, then of the next, then of the lowest."""
    if not any(problem.ladders):
        return (0,) * len(problem.lengths)
    return _exact(problem, allowed) if problem.in_one_unit else _given_back(problem, allowed)


# --- in one unit: exact ---


def _exact(problem: Problem, allowed: Sequence[int]) -> tuple[int, ...]:
    network, begins = _network(problem, allowed)
    times = np.array(network.times(0, network.nodes - 1, 0), dtype=np.int64)
    early = Early(times[begins].reshape(-1, 1), times[begins + 1].reshape(-1, 1))
    return tuple(_cuts_of(problem, early))


def _network(problem: Problem, allowed: Sequence[int]) -> tuple[TradeOff, IntArray]:
    """The plan as inequalities from a source (0, the first node), and each limit as a way to the sink (the
    last node) that must not be longer than 0. The second value is each milestone's node of its start; that
    of its finish follows it."""
    passes, facts = problem.passes, problem.passes.facts
    count = len(problem.lengths)
    network, source, sink = TradeOff(2 + 2 * count), 0, 1 + 2 * count
    begins = np.empty(count, dtype=np.int64)
    begins[list(passes.topology.order)] = 1 + 2 * np.arange(count)

    def node(position: int, *, finish: bool) -> int:
        return int(begins[position]) + finish

    lows = passes.moments(passes.rows.not_before, passes.axis.earliest_start)
    prices = _prices(problem)
    steps = [_steps(problem, position, prices) for position in range(count)]
    for position, length in enumerate(problem.lengths):
        begin, end = node(position, finish=False), node(position, finish=True)
        if facts is not None and facts.finished[position, 0]:
            network.add(source, begin, int(facts.start[position, 0]))
            network.add(source, end, int(facts.finish[position, 0]))
            continue
        if facts is not None and facts.started[position, 0]:
            network.add(source, begin, int(facts.start[position, 0]))
            for left, price in steps[position]:
                network.add(source, end, int(facts.leave[position, 0]) + left, price)
            continue
        if lows is not None:
            network.add(source, begin, int(lows[position, 0]))
        for left, price in steps[position]:
            network.add(begin, end, left, price)
        # It is never drawn out beyond its duration: what holds its finish holds its start too.
        network.add(end, begin, -length)
    for index, arc in enumerate(passes.topology.arcs):
        if facts is None or not facts.overtakes(arc)[0]:
            tail, head = node(arc.source, finish=arc.from_finish), node(arc.target, finish=arc.to_finish)
            network.add(tail, head, passes.hops[index].lag)
    for limit, over in zip(problem.limits, allowed, strict=True):
        network.add(node(limit.position, finish=not limit.at_start), sink, -(limit.moment + over))
    return network, begins


def _steps(problem: Problem, position: int, prices: dict[Approver, int]) -> list[tuple[int, int]]:
    """A milestone as parallel arcs: lengths from longest to shortest, with the price of going below each."""
    left, paid, steps = problem.lengths[position], 0, []
    for band in problem.ladders[position]:
        steps.append((left, prices[band.approver] - paid))
        left, paid = left - band.days, prices[band.approver]
    return [*steps, (problem.lengths[position] - problem.most[position], UNLIMITED)]


def _prices(problem: Problem) -> dict[Approver, int]:
    """One day of a higher approver costs more than all days of the lower ones together."""
    step = sum(problem.most) + 1
    return {approver: step**level for level, approver in enumerate(Approver)}


# --- in mixed units: as early as can be, then back what is not needed ---


def _given_back(problem: Problem, allowed: Sequence[int]) -> tuple[int, ...]:
    """Starts from what makes everything as early as it can be and gives back, the highest approvers' days
    first, as many days of each milestone as the limits bear, until no milestone can have any back."""
    kept = _cuts_of(problem, _at_best(problem))
    bound = np.array(allowed, dtype=np.int64).reshape(-1, 1)
    before = None
    while before != kept:
        before = list(kept)
        for approver in reversed(Approver):
            for position, ladder in enumerate(problem.ladders):
                share = sum(b.days for b in first_days(ladder, kept[position]) if b.approver is approver)
                trials = np.repeat(np.array([kept]).T, share + 1, axis=1)
                trials[position] -= np.arange(share + 1)
                met = (_overruns(problem, _early(problem, trials)) <= bound).all(axis=0)
                kept[position] -= int(np.flatnonzero(met)[-1])
    return tuple(kept)


def _at_best(problem: Problem) -> Early:
    """Every milestone as early as it can be made by any shortening; all of them at once. To shorten all by
    all that is possible need not be the best: what its predecessors hold at its finish starts the later."""
    shortest = np.array([problem.lengths]).T - np.array([problem.most]).T
    return _forward(problem, np.array([problem.most]).T, shortest)


def _early(problem: Problem, cuts: IntArray) -> Early:
    """The earliest moments with each column of `cuts` [milestones × trials] taken off."""
    return _forward(problem, cuts, None)


def _forward(problem: Problem, cuts: IntArray, shortest: IntArray | None) -> Early:
    given, facts, count = problem.passes.rows, problem.passes.facts, cuts.shape[1]
    columns: dict[str, Any] = {field.name: getattr(given, field.name) for field in fields(Rows)}
    columns = {name: None if a is None else np.repeat(a, count, axis=-1) for name, a in columns.items()}
    wide = Rows(**columns)
    if facts is not None:
        left = np.where(facts.started, facts.remaining - cuts, MISSING)
        wide, cuts = replace(wide, remaining=left), np.where(facts.started, 0, cuts)
    if shortest is None:
        wide = replace(wide, durations=wide.durations - cuts)
    passes = Passes(problem.passes.topology, problem.passes.axis, problem.passes.hops, wide)
    # Every milestone has its earliest start of its own.
    return passes.forward(np.full(count, -NEVER, dtype=np.int64), shortest)


def _cuts_of(problem: Problem, early: Early) -> list[int]:
    """The days of shortening that go with some earliest moments."""
    taken = early.finish[:, 0] - early.start[:, 0]
    if problem.passes.facts is not None:
        begun = problem.passes.facts.started[:, 0]
        taken = np.where(begun, early.finish[:, 0] - problem.passes.facts.leave[:, 0], taken)
    cuts: list[int] = np.clip(np.array(problem.lengths) - taken, 0, np.array(problem.most)).tolist()
    return cuts


def _overruns(problem: Problem, early: Early) -> IntArray:
    """By how much each limit is passed [limits × trials], negative where it is not."""
    ends = [(early.start if k.at_start else early.finish)[k.position] - k.moment for k in problem.limits]
    return np.array(ends, dtype=np.int64).reshape(len(problem.limits), early.start.shape[1])
