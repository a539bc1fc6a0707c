"""What to do when a plan cannot meet its dates: which milestones to compress, by how much, with whose consent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from guatu.projects.scheduling.approvals import Approver, Band, bands, first_days
from guatu.projects.scheduling.axis import MISSING, Hop, TimeAxis
from guatu.projects.scheduling.calendar import WorkingDays, day_of
from guatu.projects.scheduling.given import Rows, present
from guatu.projects.scheduling.network import Day, DayUnit, Network
from guatu.projects.scheduling.passes import Passes
from guatu.projects.scheduling.plan import Plan, PlanRequest, axis_for, rows_of, schedule_all
from guatu.projects.scheduling.rows import block, checked
from guatu.projects.scheduling.shortening import Limit, Problem, least_cuts, least_overruns
from guatu.projects.scheduling.topology import Topology


class LimitKind(StrEnum):
    """What a plan can fail to meet."""

    TARGET = "target"
    NOT_AFTER = "not_after"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class CompressedMilestone:
    """One milestone to be given less time. `duration` is what was planned (of a started one: what remains),
    `compressed` what it is to be; `bands` says whose consent which of the days between take."""

    id: str
    unit: DayUnit
    duration: int
    compressed: int
    bands: tuple[Band, ...]

    @property
    def days(self) -> int:
        """By how many days of its unit."""
        return self.duration - self.compressed

    @property
    def approver(self) -> Approver:
        """The highest whose consent it takes."""
        return self.bands[-1].approver


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A date that cannot be met whatever is compressed. `id` is None for the target of the whole project;
    `earliest` is the day that can be met instead, `days` calendar days later (or units)."""

    id: str | None
    kind: LimitKind
    limit: Day
    earliest: Day
    days: int


@dataclass(frozen=True)
class Compression:
    """The least compression that meets every date that can be met. `plan` is the plan with it; where there
    are `shortfalls` it is still infeasible, and as early as it can be."""

    milestones: tuple[CompressedMilestone, ...]
    shortfalls: tuple[Shortfall, ...]
    plan: Plan

    @property
    def meets_all(self) -> bool:
        return not self.shortfalls


def compress(plan: Plan, *, calendar: WorkingDays | None = None) -> Compression:
    """What it takes to make `plan` feasible (with the calendar it was made with); nothing if it is.

    Of all ways, one that takes the fewest days of the highest approver, then of the next, then the fewest
    days: nobody is asked for what somebody lower could have given. In a plan that mixes working and calendar
    days no day of the answer could be spared, but another answer may take fewer.
    """
    request = replace(plan.request, start=plan.start)
    if plan.feasible:
        return Compression((), (), plan)
    axis = axis_for([request], calendar)
    problem, sources = _problem(request, axis)
    overruns = least_overruns(problem)
    cuts = least_cuts(problem, overruns)
    compressed = _shortened(request, problem, cuts)
    milestones = tuple(
        CompressedMilestone(m.id, m.unit, length, length - cut, first_days(ladder, cut))
        for m, length, cut, ladder in zip(
            request.network.milestones, problem.lengths, cuts, problem.ladders, strict=True
        )
        if cut
    )
    shortfalls = _shortfalls(problem, sources, overruns, axis)
    return Compression(milestones, shortfalls, schedule_all([compressed], calendar=calendar)[0])


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a limit comes from: `id` None for the project's target; the day as given."""

    id: str | None
    kind: LimitKind
    day: int


def _problem(request: PlanRequest, axis: TimeAxis) -> tuple[Problem, list[_Source]]:
    topology = Topology.of(request.network)
    rows = block(checked(rows_of([request], axis), topology, axis), 0, 1)
    hops = [Hop.over(arc, topology.units, axis) for arc in topology.arcs]
    passes = Passes(topology, axis, hops, rows)
    lows = np.broadcast_to(rows.start, rows.durations.shape)
    if rows.not_before is not None:
        lows = np.maximum(lows, rows.not_before)
    if rows.fixed is not None:
        lows = np.where(present(rows.fixed), rows.fixed, lows)
    relaxed = replace(rows, not_before=lows, fixed=None)
    lengths, ladders = _lengths(request.network, passes)
    limits, sources = _limits(passes, rows)
    return Problem(Passes(topology, axis, hops, relaxed), lengths, ladders, limits), sources


def _lengths(network: Network, passes: Passes) -> tuple[tuple[int, ...], tuple[tuple[Band, ...], ...]]:
    lengths, ladders = [], []
    for position, milestone in enumerate(network.milestones):
        facts, length, ladder = passes.facts, milestone.duration, bands(milestone)
        if facts is not None and facts.finished[position, 0]:
            length, ladder = 0, ()
        elif facts is not None and facts.started[position, 0]:
            # What is under way can be compressed in the proportion of what is left of it.
            length = int(facts.remaining[position, 0])
            most = sum(band.days for band in ladder) * length // milestone.duration
            ladder = first_days(ladder, max(min(most, length - 1), 0))
        lengths.append(length)
        ladders.append(ladder)
    return tuple(lengths), tuple(ladders)


def _limits(passes: Passes, rows: Rows) -> tuple[tuple[Limit, ...], list[_Source]]:
    """Every date that what is not finished must keep."""
    aims, finish = passes.latest(rows.target), passes.axis.latest_finish
    given = (
        (LimitKind.TARGET, rows.targets, passes.moments(rows.targets, finish)),
        (LimitKind.NOT_AFTER, rows.not_after, passes.moments(rows.not_after, finish)),
        (LimitKind.FIXED, rows.fixed, passes.fixed),
    )
    limits, sources = [], []
    for position, (name, unit) in enumerate(zip(passes.topology.ids, passes.topology.units, strict=True)):
        if passes.facts is not None and passes.facts.finished[position, 0]:
            continue
        if rows.target[0] != MISSING:
            aim = aims[unit] - passes.sides.finish_flags(position)
            limits.append(Limit(position, False, int(aim[0])))
            sources.append(_Source(None, LimitKind.TARGET, int(rows.target[0])))
        for kind, days, moments in given:
            if days is not None and moments is not None and moments[position, 0] != MISSING:
                limits.append(Limit(position, kind is LimitKind.FIXED, int(moments[position, 0])))
                sources.append(_Source(name, kind, int(days[position, 0])))
    return tuple(limits), sources


def _shortened(request: PlanRequest, problem: Problem, cuts: tuple[int, ...]) -> PlanRequest:
    facts = problem.passes.facts
    milestones = []
    for position, (milestone, cut) in enumerate(zip(request.network.milestones, cuts, strict=True)):
        if cut and facts is not None and facts.started[position, 0]:
            milestone = replace(milestone, remaining=problem.lengths[position] - cut)
        elif cut:
            milestone = replace(milestone, duration=milestone.duration - cut)
        milestones.append(milestone)
    return replace(request, network=Network(tuple(milestones)))


def _shortfalls(
    problem: Problem, sources: list[_Source], overruns: list[int], axis: TimeAxis
) -> tuple[Shortfall, ...]:
    passes, late = problem.passes, dict[tuple[str | None, LimitKind], Shortfall]()
    for limit, source, over in zip(problem.limits, sources, overruns, strict=True):
        if over == 0:
            continue
        unit, moment = passes.topology.units[limit.position], np.array([limit.moment + over])
        if limit.at_start:
            day = axis.start_days(moment, unit, passes.sides.start_flags(limit.position))
        else:
            day = axis.finish_days(moment, unit, passes.sides.finish_flags(limit.position))
        days = int(day[0]) - source.day
        key = (source.id, source.kind)
        if key not in late or late[key].days < days:
            limit_day, earliest = _as_given(source.day, axis), _as_given(int(day[0]), axis)
            late[key] = Shortfall(source.id, source.kind, limit_day, earliest, days)
    return tuple(late.values())


def _as_given(day: int, axis: TimeAxis) -> Day:
    return day_of(day) if axis.dated else day
