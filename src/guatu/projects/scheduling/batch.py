"""Scheduling many projects of one template at once. The single plan (`plan.py`) is a batch of one row."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.scheduling.axis import MISSING, Hop, TimeAxis
from guatu.projects.scheduling.calendar import BoolArray, IntArray
from guatu.projects.scheduling.given import present
from guatu.projects.scheduling.network import DayUnit
from guatu.projects.scheduling.passes import NEVER, Early, Late, Passes
from guatu.projects.scheduling.rows import Days, ProjectRows, block, checked, place_of
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


DAY_RESULTS = ("early_start", "early_finish", "late_start", "late_finish", "start", "finish")
FLAG_RESULTS = ("critical", "finished", "started", "feasible")
PROJECT_RESULTS = ("start", "finish", "span", "feasible")

# The fields of `BatchSchedule` as the passes see them: [milestones × projects], days as day numbers.
Table = dict[str, NDArray[Any]]


def schedule_batch(topology: Topology, rows: ProjectRows, axis: TimeAxis) -> BatchSchedule:
    """Schedules every row. See `docs/rules/back_scheduling.md` for the rules.

    Raises `InvalidInput` for rows of a wrong shape and for a project with neither start, data date nor
    target, `PastHorizonError` where a date falls outside the calendar.
    """
    rows = checked(rows, topology, axis)
    hops = [Hop.over(arc, topology.units, axis) for arc in topology.arcs]
    count = len(rows.durations)
    table = _empty_table(len(topology.units), count)
    for first in range(0, count, BLOCK):
        last = min(first + BLOCK, count)
        part = {name: values[..., first:last] for name, values in table.items()}
        passes = Passes(topology, axis, hops, block(rows, first, last))
        part["start"][:] = start = _starts(passes, first, count)
        early = passes.forward(start)
        part["finish"][:] = end = _last_days(passes, early, start)
        late = _late(passes, early, end)
        _put_dates(part, passes, early, late)
        _check_inside(part, passes, first, count)
        _put_floats(part, passes, early, late)
    if axis.dated:
        table |= {name: table[name].view("datetime64[D]") for name in DAY_RESULTS}
    return BatchSchedule(**{name: values.T for name, values in table.items()})


def _empty_table(milestones: int, projects: int) -> Table:
    """Room for the results. What is one number per milestone lies in one piece of memory, which the system
    can hand out in large pages."""
    names = [field.name for field in fields(BatchSchedule)]
    numbers = [name for name in names if name not in PROJECT_RESULTS + FLAG_RESULTS]
    room = np.empty((len(numbers), milestones, projects), dtype=np.int64)
    table: Table = dict(zip(numbers, room, strict=True))
    for name in PROJECT_RESULTS + FLAG_RESULTS:
        shape = (projects,) if name in PROJECT_RESULTS else (milestones, projects)
        table[name] = np.zeros(shape, dtype=np.bool_ if name in FLAG_RESULTS else np.int64)
    return table


def _starts(passes: Passes, first_row: int, rows_in_all: int) -> IntArray:
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
        place = place_of("start", None, row, rows_in_all)
        raise InvalidInput([Fault(place, "expected a start, a data date or a target")])
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
    # not pull back what does: this pass knows no end, the first fills in what stays without a bound.
    aimed = passes.backward(np.where(own, MISSING, np.where(without, end, target)), early)
    bounded = aimed.finish < NEVER // 2
    return Late(np.where(bounded, aimed.start, late.start), np.where(bounded, aimed.finish, late.finish))


def _put_dates(part: Table, passes: Passes, early: Early, late: Late) -> None:
    axis, rows, sides = passes.axis, passes.rows, passes.sides
    for unit, members in passes.members:
        evening, morning = sides.start_flags(members), sides.finish_flags(members)
        part["early_start"][members] = axis.start_days(early.start[members], unit, evening)
        part["early_finish"][members] = axis.finish_days(early.finish[members], unit, morning)
        part["late_start"][members] = axis.start_days(late.start[members], unit, evening)
        part["late_finish"][members] = axis.finish_days(late.finish[members], unit, morning)
    for actual, side in ((rows.actual_start, "start"), (rows.actual_finish, "finish")):
        if actual is not None:
            # A fact bears its own date, also where the calendar says that nothing is worked on it.
            for name in (f"early_{side}", f"late_{side}"):
                np.copyto(part[name], actual, where=present(actual))


def _check_inside(part: Table, passes: Passes, first_row: int, rows_in_all: int) -> None:
    """Raises `PastHorizonError` where a date came out that the calendar does not know."""
    calendar = passes.axis.working
    if calendar is None or not part["early_start"].size:
        return
    first, after = calendar.first_number, calendar.first_number + calendar.days
    for name in ("early_start", "early_finish", "late_start", "late_finish"):
        days = part[name]
        # A start is never after the finish, so that one end of each is enough to look at.
        if days.min() >= first if name.endswith("start") else days.max() < after:
            continue
        position, row = np.argwhere((days < first) | (days >= after))[0]
        what, milestone = name.replace("_", " "), passes.topology.ids[position]
        raise calendar.outside(None, place_of(what, milestone, first_row + int(row), rows_in_all))


def _put_floats(part: Table, passes: Passes, early: Early, late: Late) -> None:
    axis, rows, facts = passes.axis, passes.rows, passes.facts
    begin = axis.earliest_start(part["start"], DayUnit.WORKING)
    for unit, members in passes.members:
        last = axis.in_working_days(early.finish[members].max(axis=0), unit)
        np.maximum(part["span"], last - begin, out=part["span"])
    passes.free_float(early, part["finish"], part["free_float"])
    total = np.subtract(late.finish, early.finish, out=part["total_float"])
    aimed = rows.target != MISSING
    if rows.targets is not None:
        aimed |= present(rows.targets).any(axis=0)
    considered = total
    if facts is not None:
        part["finished"][:], part["started"][:] = facts.finished, facts.started
        part["free_float"][facts.finished] = 0
        considered = np.where(facts.finished, NEVER, total)
    least = considered.min(axis=0, initial=NEVER)
    part["feasible"][:] = least >= 0
    # Without a target the least float marks the critical path; a project that is over has none.
    bound = np.where(aimed | (least == NEVER), 0, np.maximum(least, 0))
    np.less_equal(considered, bound, out=part["critical"])
