"""Scheduling many projects of one template at once. The single plan (`plan.py`) is a batch of one row."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.scheduling.axis import MISSING, Hop, TimeAxis
from guatu.projects.scheduling.calendar import BoolArray, IntArray
from guatu.projects.scheduling.given import Rows, present
from guatu.projects.scheduling.network import DayUnit
from guatu.projects.scheduling.passes import NEVER, Early, Late, Passes
from guatu.projects.scheduling.rows import Days, ProjectRows, block, checked
from guatu.projects.scheduling.topology import Topology

# So many projects are taken at a time that a block's arrays stay in the processor's cache: the time per
# project is then the same for a thousand and for a hundred thousand.
BLOCK = 1024


@dataclass(frozen=True, slots=True, eq=False)
class BatchSchedule:
    """The schedules of P projects over M milestones.

    `early_*`, `late_*` [P × M] and `start`, `finish` [P] are days: `datetime64[D]`, inclusive, or whole
    units. Floats [P × M] are in days of the milestone's own unit; those of a finished milestone are 0 and it
    is never critical. `span` [P] is the length from start to finish: in working days where there is a
    calendar, otherwise in days or units. `feasible` [P]: no milestone that is not finished has negative float.
    """

    early_start: Days
    early_finish: Days
    late_start: Days
    late_finish: Days
    total_float: IntArray
    free_float: IntArray
    critical: BoolArray
    finished: BoolArray
    started: BoolArray
    start: Days
    finish: Days
    span: IntArray
    feasible: BoolArray


@dataclass(frozen=True, slots=True)
class _Block:
    """The same for one block, [M × P] and in day numbers."""

    early_start: IntArray
    early_finish: IntArray
    late_start: IntArray
    late_finish: IntArray
    total_float: IntArray
    free_float: IntArray
    critical: BoolArray
    finished: BoolArray
    started: BoolArray
    start: IntArray
    finish: IntArray
    span: IntArray
    feasible: BoolArray


DAY_RESULTS = ("early_start", "early_finish", "late_start", "late_finish", "start", "finish")


def schedule_batch(topology: Topology, rows: ProjectRows, axis: TimeAxis) -> BatchSchedule:
    """Schedules every row. See `docs/rules/back_scheduling.md` for the rules.

    Raises `InvalidInput` for rows of a wrong shape and for a project with neither start, data date nor
    target, `PastHorizonError` where a date falls outside the calendar.
    """
    rows = checked(rows, topology, axis)
    hops = [Hop.over(arc, topology.units, axis) for arc in topology.arcs]
    count = len(rows.durations)
    blocks = [
        _schedule_block(topology, axis, hops, block(rows, first, min(first + BLOCK, count)), first)
        for first in range(0, max(count, 1), BLOCK)
    ]
    joined: dict[str, NDArray[np.generic]] = {}
    for name in (field.name for field in fields(BatchSchedule)):
        parts = [getattr(part, name) for part in blocks]
        values = (parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-1)).T
        joined[name] = values.view("datetime64[D]") if axis.dated and name in DAY_RESULTS else values
    return BatchSchedule(**joined)  # type: ignore[arg-type]


def _schedule_block(
    topology: Topology, axis: TimeAxis, hops: list[Hop], rows: Rows, first_row: int
) -> _Block:
    passes = Passes(topology, axis, hops, rows)
    start = _starts(passes, first_row)
    early = passes.forward(start)
    end = _last_days(passes, early, start)
    late = _late(passes, early, end)
    return _result(passes, early, late, start, end, first_row)


def _starts(passes: Passes, first_row: int) -> IntArray:
    """The day before which nothing starts: start or data date, the later; without both, back from the target."""
    rows, axis = passes.rows, passes.axis
    # `MISSING` is the smallest number there is, so that a given day always wins.
    start = np.maximum(rows.start, rows.data_date)
    open_rows = start == MISSING
    if not open_rows.any():
        return start
    if not axis.dated:
        return np.where(open_rows, 0, start)
    aimed = rows.target != MISSING
    if rows.targets is not None:
        aimed |= (rows.targets != MISSING).any(axis=0)
    if (open_rows & ~aimed).any():
        row = first_row + int(np.argmax(open_rows & ~aimed))
        raise InvalidInput(
            [Fault(f"start of project row {row}", "expected a start, a data date or a target")]
        )
    late = passes.backward(rows.target, None)
    days = np.full_like(late.start, NEVER)
    for position, unit in enumerate(passes.topology.units):
        bounded = late.finish[position] < NEVER // 2
        if passes.facts is not None:
            bounded &= ~(passes.facts.finished[position] | passes.facts.started[position])
        found = axis.start_days(late.start[position], unit, passes.sides.start_flags(position))
        days[position] = np.where(bounded, found, NEVER)
    latest = days.min(axis=0, initial=NEVER)
    return np.where(open_rows, np.where(latest == NEVER, rows.target, latest), start)


def _last_days(passes: Passes, early: Early, start: IntArray) -> IntArray:
    """The day on which the last milestone finishes; the start where there is no milestone."""
    last = np.full_like(start, -NEVER)
    for unit, members in passes.members:
        # A morning milestone is over on the day that an evening one a day later is over on.
        finishes = early.finish[members] + passes.sides.finish_flags(members)
        days = passes.axis.finish_days(finishes.max(axis=0, initial=-NEVER), unit)
        np.maximum(last, days, out=last)
    return np.where(last == -NEVER, start, last)


def _late(passes: Passes, early: Early, end: IntArray) -> Late:
    """Late dates from the target; from the targets of milestones; from the early end where there is none."""
    target, targets = passes.rows.target, passes.rows.targets
    without = target == MISSING
    late = passes.backward(np.where(without, end, target), early)
    if targets is None:
        return late
    own = without & (targets != MISSING).any(axis=0)
    if not own.any():
        return late
    # With targets of milestones only, what leads to none of them has the early end for a bound, and must
    # not pull back what does: the first pass knows no end, the second fills in what stayed without a bound.
    aimed = passes.backward(np.where(own, MISSING, np.where(without, end, target)), early)
    unbounded = aimed.finish > NEVER // 2
    return Late(
        np.where(unbounded, late.start, aimed.start),
        np.where(unbounded, late.finish, aimed.finish),
        late.free,
    )


def _result(
    passes: Passes, early: Early, late: Late, start: IntArray, end: IntArray, first_row: int
) -> _Block:
    axis, rows = passes.axis, passes.rows
    total, free = late.finish - early.finish, late.free
    finished = started = np.zeros_like(total, dtype=np.bool_)
    if passes.facts is not None:
        finished, started = passes.facts.finished, passes.facts.started
    ends, begin = passes.latest(end), axis.earliest_start(start, DayUnit.WORKING)
    days = {name: np.empty_like(total) for name in DAY_RESULTS[:4]}
    span = np.zeros_like(start)
    for unit, members in passes.members:
        evening, morning = passes.sides.start_flags(members), passes.sides.finish_flags(members)
        free[members] = np.minimum(free[members], ends[unit] - morning - early.finish[members])
        last = axis.in_working_days(early.finish[members].max(axis=0, initial=-NEVER), unit)
        np.maximum(span, last - begin, out=span)
        days["early_start"][members] = axis.start_days(early.start[members], unit, evening)
        days["early_finish"][members] = axis.finish_days(early.finish[members], unit, morning)
        days["late_start"][members] = axis.start_days(late.start[members], unit, evening)
        days["late_finish"][members] = axis.finish_days(late.finish[members], unit, morning)
    for actual, side in ((rows.actual_start, "start"), (rows.actual_finish, "finish")):
        if actual is not None:
            # A fact bears its own date, also where the calendar says that nothing is worked on it.
            for name in (f"early_{side}", f"late_{side}"):
                days[name] = np.where(present(actual), actual, days[name])
    _check_inside(passes, days, first_row)
    free = np.where(finished, 0, free)
    aimed = rows.target != MISSING
    if rows.targets is not None:
        aimed |= present(rows.targets).any(axis=0)
    least = np.where(finished, NEVER, total).min(axis=0, initial=NEVER)
    critical = ~finished & ((total <= 0) | (~aimed & (total == least)))
    feasible = np.logical_not(((total < 0) & ~finished).any(axis=0))
    return _Block(
        **days,
        total_float=total,
        free_float=free,
        critical=critical,
        finished=finished,
        started=started,
        start=start,
        finish=end,
        span=span,
        feasible=np.asarray(feasible),
    )


def _check_inside(passes: Passes, days: dict[str, IntArray], first_row: int) -> None:
    """Raises `PastHorizonError` where a date came out that the calendar does not know."""
    calendar = passes.axis.working
    if calendar is None or not days["early_start"].size:
        return
    first, after = calendar.first_number, calendar.first_number + calendar.days
    for name, values in days.items():
        if first <= values.min() and values.max() < after:
            continue
        position, row = np.argwhere((values < first) | (values >= after))[0]
        what = name.replace("_", " ")
        place = f"{what} of milestone {passes.topology.ids[position]}, project row {first_row + row}"
        raise calendar.outside(None, place)
