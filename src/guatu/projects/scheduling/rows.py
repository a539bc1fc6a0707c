"""What is given for projects of one template: arrays of [projects × milestones], checked."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.scheduling.axis import MISSING, TimeAxis
from guatu.projects.scheduling.calendar import IntArray
from guatu.projects.scheduling.given import Rows
from guatu.projects.scheduling.network import MAX_DAYS
from guatu.projects.scheduling.topology import Topology

# Days of projects: dates (`datetime64[D]`, NaT for none) or whole units (`int64`, `axis.MISSING` for none).
Days = NDArray[np.datetime64] | NDArray[np.int64]

PER_PROJECT = ("start", "target", "data_date")
PER_MILESTONE = ("targets", "not_before", "not_after", "fixed", "actual_start", "actual_finish")


@dataclass(frozen=True, slots=True, eq=False)
class ProjectRows:
    """P projects over one network of M milestones.

    `durations` (whole days ≥ 0, in the milestone's unit) and the fields of `PER_MILESTONE` are [P × M], those
    of `PER_PROJECT` are [P]. `remaining` holds days, `MISSING` for none. The fields mean what they mean on
    `Milestone`. `start`: nothing starts before; `data_date`: nothing that has not happened yet starts or
    goes on before; `target`: every milestone is to be finished. A project without start and data date is
    scheduled back from its target, and its start is the latest that meets it.
    """

    durations: IntArray
    start: Days | None = None
    target: Days | None = None
    data_date: Days | None = None
    targets: Days | None = None
    not_before: Days | None = None
    not_after: Days | None = None
    fixed: Days | None = None
    actual_start: Days | None = None
    actual_finish: Days | None = None
    remaining: IntArray | None = None


def checked(rows: ProjectRows, topology: Topology, axis: TimeAxis) -> ProjectRows:
    """The same rows with every array as `int64` day numbers, and `start`, `target` and `data_date` filled
    with `MISSING` where nothing was given. Raises `InvalidInput` for a wrong shape or kind and
    `PastHorizonError` for a day that the calendar does not know."""
    durations = np.asarray(rows.durations)
    if durations.ndim != 2 or durations.shape[1] != len(topology.units) or durations.dtype.kind not in "iu":
        expected = f"whole numbers, projects × {len(topology.units)}"
        found = f"{durations.dtype}, shape {durations.shape}"
        raise InvalidInput([Fault("durations", f"expected {expected}, found {found}")])
    if durations.size and not 0 <= durations.min() <= durations.max() <= MAX_DAYS:
        found = f"{durations.min()} to {durations.max()}"
        raise InvalidInput([Fault("durations", f"expected 0 to {MAX_DAYS} days, found {found}")])
    clean: dict[str, IntArray | None] = {"durations": durations.astype(np.int64, copy=False)}
    for name in (field.name for field in fields(rows) if field.name != "durations"):
        given = getattr(rows, name)
        shape = durations.shape[:1] if name in PER_PROJECT else durations.shape
        if given is None:
            clean[name] = np.full(shape, MISSING) if name in PER_PROJECT else None
            continue
        days = _day_numbers(np.asarray(given), name, shape, dated=axis.dated and name != "remaining")
        if name != "remaining":
            _check_known(days, name, topology, axis)
        elif days.size and (bad := (days != MISSING) & ((days < 0) | (days > MAX_DAYS))).any():
            raise InvalidInput([Fault(name, f"expected 0 to {MAX_DAYS} days, found {days[bad][0]}")])
        clean[name] = days if (days != MISSING).any() or name in PER_PROJECT else None
    return ProjectRows(**clean)  # type: ignore[arg-type]


def place_of(what: str, milestone: str | None, row: int, rows: int) -> str:
    """Where a fault is: the row is named only where there are several."""
    place = what if milestone is None else f"{what} of milestone {milestone}"
    return place if rows == 1 else f"{place} in project row {row}"


def _day_numbers(days: NDArray[np.generic], name: str, shape: tuple[int, ...], *, dated: bool) -> IntArray:
    kind = "dates" if dated else "whole numbers"
    if days.shape != shape or days.dtype.kind not in ("M" if dated else "iu"):
        found = f"{days.dtype}, shape {days.shape}"
        raise InvalidInput([Fault(name, f"expected {kind} of shape {shape}, found {found}")])
    if dated:
        return days.astype("datetime64[D]", copy=False).view(np.int64)
    return days.astype(np.int64, copy=False)


def _check_known(days: IntArray, name: str, topology: Topology, axis: TimeAxis) -> None:
    calendar = axis.working
    if calendar is None:
        return
    first = calendar.first_number
    unknown = (days != MISSING) & ((days < first) | (days >= first + calendar.days))
    if unknown.any():
        where = np.argwhere(unknown)[0]
        milestone = topology.ids[where[1]] if len(where) > 1 else None
        place = place_of(name, milestone, int(where[0]), len(days))
        day = days[tuple(where)].astype("datetime64[D]").item()
        raise calendar.outside(day, place)


def block(rows: ProjectRows, first: int, last: int) -> Rows:
    """The checked rows from `first` up to `last` (not included) as the passes take them: [M × P]."""
    values: dict[str, IntArray | None] = {}
    for name in (field.name for field in fields(rows)):
        array = getattr(rows, name)
        if array is None:
            values[name] = None
        else:
            values[name] = np.ascontiguousarray(array[first:last].T)
    return Rows(**values)  # type: ignore[arg-type]
