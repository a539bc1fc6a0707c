"""What has already happened: milestones that are finished or have started."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guatu.projects.scheduling.axis import MISSING, TimeAxis
from guatu.projects.scheduling.calendar import BoolArray, IntArray
from guatu.projects.scheduling.given import Rows, moments_of, present
from guatu.projects.scheduling.sides import Sides
from guatu.projects.scheduling.topology import Arc, Topology


@dataclass(frozen=True, slots=True)
class Facts:
    """[milestones × projects]: which are finished, which have started and are not, and when (as moments).

    Facts overtake the network: a finished milestone stays as it was, a started one keeps its start and takes
    what remains of it, whether or not what they should have waited for is done.
    """

    finished: BoolArray
    started: BoolArray
    start: IntArray
    finish: IntArray
    # From when, and how long, a started milestone still takes.
    leave: IntArray
    remaining: IntArray

    @classmethod
    def read(cls, topology: Topology, axis: TimeAxis, sides: Sides, rows: Rows) -> Facts | None:
        if rows.actual_start is None and rows.actual_finish is None:
            return None
        nothing = np.full_like(rows.durations, MISSING)
        starts = nothing if rows.actual_start is None else rows.actual_start
        finishes = nothing if rows.actual_finish is None else rows.actual_finish
        lasting = rows.durations > 0
        # A moment has one date: either of the two says that it has come.
        finishes = np.where(present(finishes) | lasting, finishes, starts)
        finished = present(finishes)
        started = present(starts) & ~finished
        finish = moments_of(finishes, axis.actual_finish, sides.finish_flags, topology, axis)
        start = moments_of(starts, axis.earliest_start, lambda _: 0, topology, axis)
        begun = np.where(present(starts) & lasting, start, finish - rows.durations)
        start = np.where(finished, np.minimum(begun, finish), start)
        leave, remaining = _still_to_do(topology, axis, rows, start)
        return cls(finished, started, start, finish, leave, remaining)

    def without(self, moments: IntArray) -> IntArray:
        """`moments`, missing where the milestone has begun."""
        return np.where(self.finished | self.started, MISSING, moments)

    def put(self, position: int, starts: IntArray, finishes: IntArray, finish_low: IntArray | None) -> None:
        """Writes a milestone's facts over its earliest moments; `finish_low` is what its predecessors hold
        its finish to."""
        started, finished = self.started[position], self.finished[position]
        end = self.leave[position] + self.remaining[position]
        if finish_low is not None:
            end = np.maximum(end, finish_low)
        starts[position] = np.where(started | finished, self.start[position], starts[position])
        finishes[position] = np.where(started, end, finishes[position])
        finishes[position] = np.where(finished, self.finish[position], finishes[position])

    def latest_finish(self, position: int, high: IntArray) -> IntArray:
        """`high`, or where the milestone is finished the moment at which it was."""
        return np.where(self.finished[position], self.finish[position], high)

    def overtakes(self, arc: Arc) -> BoolArray:
        """Where a link holds nothing any more: the end that waits has already come."""
        came: BoolArray = self.finished[arc.target]
        if not arc.to_finish:
            came = came | self.started[arc.target]
        return came

    def settled(self, arc: Arc) -> BoolArray:
        """Where a link says nothing to its predecessor: one of the two ends has already come."""
        settled: BoolArray = self.overtakes(arc) | self.finished[arc.source]
        if not arc.from_finish:
            settled = settled | self.started[arc.source]
        return settled


def _still_to_do(
    topology: Topology, axis: TimeAxis, rows: Rows, begun: IntArray
) -> tuple[IntArray, IntArray]:
    """From the data date (without one, from its start) a started milestone takes the days given as
    remaining, or else what is left of its duration, and at least one: it was not finished by then."""
    dated = present(rows.data_date)
    status = np.where(dated, rows.data_date, axis.origin)
    leave = np.empty_like(begun)
    for position, unit in enumerate(topology.units):
        leave[position] = axis.earliest_start(status, unit)
    leave = np.where(dated, np.maximum(leave, begun), begun)
    left = np.maximum(rows.durations - (leave - begun), np.minimum(rows.durations, 1))
    if rows.remaining is not None:
        left = np.where(present(rows.remaining), rows.remaining, left)
    return leave, left
