"""What can be shortened in one plan, for which limits, and the two ways to find the least that must be.

`exact` is for a plan reckoned in one unit; `given_back` also for one that mixes working and calendar days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from guatu.projects.scheduling.approvals import Approver, Band
from guatu.projects.scheduling.axis import MISSING
from guatu.projects.scheduling.calendar import IntArray
from guatu.projects.scheduling.given import Rows
from guatu.projects.scheduling.passes import NEVER, Passes
from guatu.projects.scheduling.tradeoff import UNLIMITED, TradeOff

SOURCE, SINK = 0, 1


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

    @property
    def most(self) -> tuple[int, ...]:
        """All that can be taken off."""
        return tuple(sum(band.days for band in ladder) for ladder in self.ladders)

    @property
    def in_one_unit(self) -> bool:
        return all(hop.calendar is None for hop in self.passes.hops)


def least_overruns(problem: Problem) -> list[int]:
    """By how much each limit is passed whatever is done; 0 where it can be met. In days of the milestone's
    unit; every limit can be brought to this at once (in a plan of mixed units: by taking all off)."""
    if problem.in_one_unit:
        times = _network(problem, None).earliest(SOURCE)
        ends = [times[_node(limit.position, finish=not limit.at_start)] for limit in problem.limits]
        return [max(0, end - limit.moment) for end, limit in zip(ends, problem.limits, strict=True)]
    return [max(0, int(over)) for over in _overruns(problem, [problem.most])[:, 0]]


def least_cuts(problem: Problem, allowed: Sequence[int]) -> tuple[int, ...]:
    """Days to take off each milestone so that no limit is passed by more than `allowed` (at least what
    `least_overruns` says): the fewest days of the highest approver, then of the next, then of the lowest."""
    return _exact(problem, allowed) if problem.in_one_unit else _given_back(problem, allowed)


# --- in one unit: exact ---


def _node(position: int, *, finish: bool) -> int:
    return 2 + 2 * position + finish


def _exact(problem: Problem, allowed: Sequence[int]) -> tuple[int, ...]:
    network = _network(problem, allowed)
    times = network.times(SOURCE, SINK, 0)
    facts, cuts = problem.passes.facts, []
    for position, (length, most) in enumerate(zip(problem.lengths, problem.most, strict=True)):
        begin = times[_node(position, finish=False)]
        if facts is not None and facts.started[position, 0]:
            begin = int(facts.leave[position, 0])
        taken = times[_node(position, finish=True)] - begin
        cuts.append(min(max(length - taken, 0), most))
    return tuple(cuts)


def _network(problem: Problem, allowed: Sequence[int] | None) -> TradeOff:
    """The plan as inequalities; with `allowed`, each limit as a way to the sink that must not be longer than
    0. Without, everything is at its shortest and there is no sink."""
    passes, facts = problem.passes, problem.passes.facts
    network = TradeOff(2 + 2 * len(problem.lengths))
    lows = passes.moments(passes.rows.not_before, passes.axis.earliest_start)
    steps = [
        _steps(problem, position, shortest_only=allowed is None) for position in range(len(problem.lengths))
    ]
    for position, length in enumerate(problem.lengths):
        begin, end = _node(position, finish=False), _node(position, finish=True)
        if facts is not None and facts.finished[position, 0]:
            network.add(SOURCE, begin, int(facts.start[position, 0]))
            network.add(SOURCE, end, int(facts.finish[position, 0]))
            continue
        if facts is not None and facts.started[position, 0]:
            network.add(SOURCE, begin, int(facts.start[position, 0]))
            for left, price in steps[position]:
                network.add(SOURCE, end, int(facts.leave[position, 0]) + left, price)
            continue
        if lows is not None:
            network.add(SOURCE, begin, int(lows[position, 0]))
        for left, price in steps[position]:
            network.add(begin, end, left, price)
        # It is never drawn out beyond its duration: what holds its finish holds its start too.
        network.add(end, begin, -length)
    for index, arc in enumerate(passes.topology.arcs):
        if facts is None or not facts.overtakes(arc)[0]:
            tail, head = _node(arc.source, finish=arc.from_finish), _node(arc.target, finish=arc.to_finish)
            network.add(tail, head, passes.hops[index].lag)
    if allowed is not None:
        for limit, over in zip(problem.limits, allowed, strict=True):
            network.add(_node(limit.position, finish=not limit.at_start), SINK, -(limit.moment + over))
    return network


def _steps(problem: Problem, position: int, *, shortest_only: bool) -> list[tuple[int, int]]:
    """A milestone as parallel arcs: lengths from longest to shortest, with the price of going below each."""
    left, paid, steps = problem.lengths[position], 0, []
    for band in () if shortest_only else problem.ladders[position]:
        price = _price(problem, band.approver)
        steps.append((left, price - paid))
        left, paid = left - band.days, price
    return [*steps, (problem.lengths[position] - problem.most[position], UNLIMITED)]


def _price(problem: Problem, approver: Approver) -> int:
    """One day of a higher approver costs more than all days of the lower ones together."""
    price: int = (sum(problem.most) + 1) ** list(Approver).index(approver)
    return price


# --- in mixed units: everything off, then back what is not needed ---


def _given_back(problem: Problem, allowed: Sequence[int]) -> tuple[int, ...]:
    """Starts from everything taken off and gives back, the highest approvers' days first, as many days of
    each milestone as the limits bear. No single day of the answer could be given back."""
    kept = list(problem.most)
    bound = np.array(allowed, dtype=np.int64).reshape(-1, 1)
    for approver in reversed(Approver):
        shares = [sum(b.days for b in ladder if b.approver is approver) for ladder in problem.ladders]
        for position in sorted(range(len(kept)), key=lambda p: (-shares[p], problem.passes.topology.ids[p])):
            if shares[position] == 0:
                continue
            trials = []
            for days in range(shares[position] + 1):
                trials.append((*kept[:position], kept[position] - days, *kept[position + 1 :]))
            met = (_overruns(problem, trials) <= bound).all(axis=0)
            kept[position] -= int(np.flatnonzero(met)[-1])
    return tuple(kept)


def _overruns(problem: Problem, cuts: Sequence[Sequence[int]]) -> IntArray:
    """By how much each limit is passed [limits × cuts], negative where it is not."""
    given, facts, count = problem.passes.rows, problem.passes.facts, len(cuts)
    columns: dict[str, Any] = {field.name: getattr(given, field.name) for field in fields(Rows)}
    columns = {name: None if a is None else np.repeat(a, count, axis=-1) for name, a in columns.items()}
    wide = Rows(**columns)
    cut = np.array(cuts, dtype=np.int64).T
    if facts is None:
        wide = replace(wide, durations=wide.durations - cut)
    else:
        left = np.where(facts.started, facts.remaining - cut, MISSING)
        wide = replace(wide, durations=wide.durations - np.where(facts.started, 0, cut), remaining=left)
    passes = Passes(problem.passes.topology, problem.passes.axis, problem.passes.hops, wide)
    # Every milestone has its earliest start of its own.
    early = passes.forward(np.full(count, -NEVER, dtype=np.int64))
    ends = [(early.start if k.at_start else early.finish)[k.position] - k.moment for k in problem.limits]
    return np.array(ends, dtype=np.int64).reshape(len(problem.limits), count)
