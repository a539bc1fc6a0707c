"""Scheduling one project, or any mixture of projects, from networks of milestones to dates.

plan = schedule(network, calendar=days, start=date(2018, 3, 1), target=date(2018, 12, 28))
plan["piling"].late_start, plan.feasible, plan.start_by(today)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.scheduling.axis import MISSING, TimeAxis
from guatu.projects.scheduling.batch import BatchSchedule, schedule_batch
from guatu.projects.scheduling.calendar import IntArray, WorkingDays, day_number
from guatu.projects.scheduling.network import DAY_FIELDS, Day, DayUnit, Milestone, Network
from guatu.projects.scheduling.rows import PER_MILESTONE, PER_PROJECT, ProjectRows
from guatu.projects.scheduling.topology import Topology


@dataclass(frozen=True, slots=True)
class PlannedMilestone:
    """Dates (inclusive) or whole units of one milestone; floats in days of its unit."""

    id: str
    unit: DayUnit
    early_start: Day
    early_finish: Day
    late_start: Day
    late_finish: Day
    total_float: int
    free_float: int
    critical: bool
    started: bool
    finished: bool


@dataclass(frozen=True)
class PlanRequest:
    """A network and what its schedule counts from; see `rows.ProjectRows` for the three days."""

    network: Network
    start: Day | None = None
    target: Day | None = None
    data_date: Day | None = None


@dataclass(frozen=True)
class Plan:
    """A schedule. `milestones` stand in the order of the network; `span` is the length from `start` to
    `finish`, in working days where there is a calendar. `feasible`: no float is negative."""

    request: PlanRequest
    milestones: tuple[PlannedMilestone, ...] = field(repr=False)
    start: Day
    finish: Day
    span: int
    feasible: bool

    @cached_property
    def _by_id(self) -> dict[str, PlannedMilestone]:
        return {milestone.id: milestone for milestone in self.milestones}

    def __getitem__(self, id: str) -> PlannedMilestone:
        """The milestone with this id. Raises `KeyError`."""
        return self._by_id[id]

    def start_by(self, today: Day) -> tuple[PlannedMilestone, ...]:
        """The “start today” list: what has not started although its latest start is `today` or earlier;
        the most overdue first."""
        numbers = {m.id: _number(m.late_start) for m in self.milestones}
        due = [
            m for m in self.milestones if not m.started and not m.finished and numbers[m.id] <= _number(today)
        ]
        return tuple(sorted(due, key=lambda m: (numbers[m.id], m.id)))


def schedule(
    network: Network,
    *,
    calendar: WorkingDays | None = None,
    start: Day | None = None,
    target: Day | None = None,
    data_date: Day | None = None,
) -> Plan:
    """Schedules one network.

    With dates anywhere, days are dates; working days are those of `calendar`, and without one every day is.
    With numbers, or nothing at all, times are whole units from 0. Raises `InvalidInput` where the two are
    mixed or, with dates, neither a start, a data date nor a target is given, and `PastHorizonError` where a
    date falls outside the calendar.
    """
    return schedule_all([PlanRequest(network, start, target, data_date)], calendar=calendar)[0]


def schedule_all(requests: Sequence[PlanRequest], *, calendar: WorkingDays | None = None) -> list[Plan]:
    """The plans of `requests`, in their order. Networks that differ only in durations and dates are
    scheduled together. All share the calendar, and all have dates or all have numbers."""
    axis = axis_for(requests, calendar)
    groups: dict[Topology, list[int]] = {}
    for position, request in enumerate(requests):
        groups.setdefault(Topology.of(request.network), []).append(position)
    plans: dict[int, Plan] = {}
    for topology, positions in groups.items():
        members = [requests[position] for position in positions]
        batch = schedule_batch(topology, rows_of(members, axis), axis)
        plans.update(zip(positions, _plans(members, batch), strict=True))
    return [plans[position] for position in range(len(requests))]


def axis_for(requests: Sequence[PlanRequest], calendar: WorkingDays | None) -> TimeAxis:
    """How the requests count their days. Raises `InvalidInput` where one has dates and another numbers."""
    seen: dict[bool, str] = {} if calendar is None else {True: "the calendar"}
    for request in requests:
        for name in PER_PROJECT:
            day = getattr(request, name)
            if day is not None:
                seen.setdefault(isinstance(day, date), name)
        for position, milestone in enumerate(request.network.milestones):
            for name in DAY_FIELDS:
                day = getattr(milestone, name)
                if day is not None:
                    seen.setdefault(isinstance(day, date), f"milestones[{position}].{name}")
    if len(seen) == 2:
        raise InvalidInput(
            [Fault(seen[False], f"expected a date, as {seen[True]} has dates, found a number")]
        )
    return TimeAxis(calendar, dated=True in seen)


def rows_of(requests: Sequence[PlanRequest], axis: TimeAxis) -> ProjectRows:
    """Requests of one topology as the arrays that `schedule_batch` takes."""
    milestones = [request.network.milestones for request in requests]

    def per_milestone(value: Callable[[Milestone], int | None]) -> IntArray | None:
        rows = [[value(m) for m in row] for row in milestones]
        if all(item is None for row in rows for item in row):
            return None
        filled = [[MISSING if item is None else item for item in row] for row in rows]
        return np.array(filled, dtype=np.int64).reshape(len(rows), -1)

    def day_of(name: str) -> Callable[[Milestone], int | None]:
        field_name = "target" if name == "targets" else name

        def value(milestone: Milestone) -> int | None:
            day: Day | None = getattr(milestone, field_name)
            return None if day is None else _number(day)

        return value

    durations = np.array([[m.duration for m in row] for row in milestones], dtype=np.int64)
    arrays: dict[str, IntArray | None] = {name: per_milestone(day_of(name)) for name in PER_MILESTONE}
    for name in PER_PROJECT:
        days = [getattr(request, name) for request in requests]
        arrays[name] = np.array([MISSING if day is None else _number(day) for day in days], dtype=np.int64)
    if axis.dated:
        arrays = {k: None if v is None else v.view("datetime64[D]") for k, v in arrays.items()}
    return ProjectRows(
        durations=durations.reshape(len(requests), -1),
        remaining=per_milestone(lambda m: m.remaining),
        **arrays,
    )


def _number(day: Day) -> int:
    return day_number(day) if isinstance(day, date) else day


def _plans(requests: Sequence[PlanRequest], batch: BatchSchedule) -> list[Plan]:
    columns = (
        batch.early_start, batch.early_finish, batch.late_start, batch.late_finish, batch.total_float,
        batch.free_float, batch.critical, batch.started, batch.finished,
    )  # fmt: skip
    # `tolist` makes dates, ints and bools of whole arrays at once.
    tables = [column.tolist() for column in columns]
    ends = [column.tolist() for column in (batch.start, batch.finish, batch.span, batch.feasible)]
    plans = []
    for row, request in enumerate(requests):
        milestones = tuple(
            PlannedMilestone(milestone.id, milestone.unit, *values)
            for milestone, *values in zip(
                request.network.milestones, *(table[row] for table in tables), strict=True
            )
        )
        plans.append(Plan(request, milestones, *(end[row] for end in ends)))
    return plans
