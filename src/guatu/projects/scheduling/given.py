"""What is given for a block of projects, as the passes take it: day numbers, [milestones × projects]."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from guatu.projects.scheduling.axis import MISSING, Flags, TimeAxis
from guatu.projects.scheduling.calendar import BoolArray, IntArray
from guatu.projects.scheduling.network import DayUnit
from guatu.projects.scheduling.topology import Topology


@dataclass(frozen=True, slots=True)
class Rows:
    """The fields of `rows.ProjectRows`: `MISSING` where nothing is given, None where nobody has any."""

    durations: IntArray
    start: IntArray
    data_date: IntArray
    target: IntArray
    targets: IntArray | None = None
    not_before: IntArray | None = None
    not_after: IntArray | None = None
    fixed: IntArray | None = None
    actual_start: IntArray | None = None
    actual_finish: IntArray | None = None
    remaining: IntArray | None = None


class DayToMoment(Protocol):
    """One of `TimeAxis.earliest_start`, `latest_finish`, `actual_finish`."""

    def __call__(self, days: IntArray, unit: DayUnit, flags: Flags, /) -> IntArray: ...


def present(days: IntArray) -> BoolArray:
    """Where a day is given."""
    return np.not_equal(days, MISSING)


def moments_of(
    days: IntArray, convert: DayToMoment, flags: Callable[[int], Flags], topology: Topology, axis: TimeAxis
) -> IntArray:
    """Every given day of a [milestones × projects] array as a moment; `MISSING` stays."""
    known = present(days)
    safe = np.where(known, days, axis.origin)
    for position, unit in enumerate(topology.units):
        if known[position].any():
            safe[position] = convert(safe[position], unit, flags(position))
    return np.where(known, safe, MISSING)
