"""The two passes over a network, for many projects at once.

All arrays are [milestones × projects] (so that one milestone's values lie together) or one value per
project. Milestones are taken in topological order; each step is a few operations on a whole row. Moments are
on the axis of the milestone's unit (`axis.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from guatu.projects.scheduling.axis import Hop, TimeAxis
from guatu.projects.scheduling.calendar import BoolArray, IntArray
from guatu.projects.scheduling.facts import Facts
from guatu.projects.scheduling.given import DayToMoment, Rows, moments_of, present
from guatu.projects.scheduling.network import DayUnit
from guatu.projects.scheduling.sides import Members, Sides
from guatu.projects.scheduling.topology import Topology

# A moment later than any that a plan can reach: “no bound from here”.
NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class Early:
    """Earliest moments."""

    start: IntArray
    finish: IntArray


@dataclass(frozen=True, slots=True)
class Late:
    """Latest moments."""

    start: IntArray
    finish: IntArray


class Passes:
    """The passes over one block of projects that share a topology."""

    def __init__(self, topology: Topology, axis: TimeAxis, hops: Sequence[Hop], rows: Rows) -> None:
        self.topology, self.axis, self.hops, self.rows = topology, axis, hops, rows
        units = topology.units
        self.members: list[tuple[DayUnit, Members]] = [
            (unit, slice(None) if len(set(units)) == 1 else [p for p, u in enumerate(units) if u is unit])
            for unit in dict.fromkeys(units)
        ]
        self.sides = Sides.of(topology, rows.durations) if axis.dated else Sides(None, None)
        self.facts = Facts.read(topology, axis, self.sides, rows)
        self.fixed = self.moments(rows.fixed, axis.earliest_start)
        if self.facts is not None and self.fixed is not None:
            # What has begun is no longer fixed but a fact.
            self.fixed = self.facts.without(self.fixed)

    def moments(self, days: IntArray | None, convert: DayToMoment) -> IntArray | None:
        """Days given per milestone as moments, by one of the conversions of `self.axis`; `MISSING` stays."""
        finish = convert == self.axis.latest_finish
        flags = self.sides.finish_flags if finish else self.sides.start_flags
        return None if days is None else moments_of(days, convert, flags, self.topology, self.axis)

    def _per_unit(self, days: IntArray, convert: DayToMoment) -> dict[DayUnit, IntArray]:
        return {unit: convert(days, unit, 0) for unit, _ in self.members}

    def latest(self, last: IntArray) -> dict[DayUnit, IntArray]:
        """By unit, the latest finish of a milestone that must be finished by the days `last`; `NEVER` where
        none is given."""
        known = present(last)
        bounds = self._per_unit(np.where(known, last, self.axis.origin), self.axis.latest_finish)
        return {unit: np.where(known, bound, NEVER) for unit, bound in bounds.items()}

    # --- forward ---

    def forward(self, start: IntArray, shortest: IntArray | None = None) -> Early:
        """Earliest moments when no milestone that is still to start may start before the days `start`.

        With `shortest`, each milestone may take any time from that to its duration: the earliest moments of
        all of them then go with one and the same choice, which is the time from start to finish found.
        """
        rows, axis, topology, sides = self.rows, self.axis, self.topology, self.sides
        starts, finishes = np.empty_like(rows.durations), np.empty_like(rows.durations)
        earliest = self._per_unit(start, axis.earliest_start)
        not_before = self.moments(rows.not_before, axis.earliest_start)
        for position in topology.order:
            duration = rows.durations[position]
            low = earliest[topology.units[position]] + sides.start_flags(position)
            if not_before is not None:
                low = np.maximum(low, not_before[position])
            finish_low: IntArray | None = None
            for index in topology.incoming[position]:
                arc = topology.arcs[index]
                source = (finishes if arc.from_finish else starts)[arc.source]
                bound = self._forth(index, source)
                if arc.to_finish:
                    finish_low = bound if finish_low is None else np.maximum(finish_low, bound)
                    bound = bound - duration
                np.maximum(low, bound, out=low)
            if self.fixed is not None:
                fixed = self.fixed[position]
                low = np.where(present(fixed), fixed, low)
            starts[position] = low
            if shortest is None:
                np.add(low, duration, out=finishes[position])
            else:
                least = low + shortest[position]
                finishes[position] = least if finish_low is None else np.maximum(least, finish_low)
            if self.facts is not None:
                self.facts.put(position, starts, finishes, finish_low)
        return Early(starts, finishes)

    def _forth(self, index: int, moments: IntArray) -> IntArray:
        hop = self.hops[index]
        return hop.forth(moments, *self._arc_sides(index)) if hop.calendar else hop.shift(moments)

    def _back(self, index: int, moments: IntArray) -> IntArray:
        hop = self.hops[index]
        return hop.back(moments, *self._arc_sides(index)) if hop.calendar else hop.shift_back(moments)

    def _arc_sides(self, index: int) -> tuple[BoolArray | bool, BoolArray | bool]:
        arc = self.topology.arcs[index]
        source = self.sides.is_evening(arc.source, arc.from_finish)
        return source, self.sides.is_evening(arc.target, arc.to_finish)

    # --- backward ---

    def backward(self, last: IntArray, early: Early | None) -> Late:
        """Latest moments when every milestone must finish by the days `last` (`MISSING`: no bound of the
        project's own). Without `early`, what has started counts with its full duration."""
        rows, topology, sides = self.rows, self.topology, self.sides
        lengths = rows.durations if early is None else early.finish - early.start
        starts, finishes = np.empty_like(lengths), np.empty_like(lengths)
        # What predecessors see of a milestone's start: the latest one, or the fixed one.
        seen = starts if self.fixed is None else np.empty_like(lengths)
        latest = self.latest(last)
        limits = [self.moments(days, self.axis.latest_finish) for days in (rows.not_after, rows.targets)]
        for position in reversed(topology.order):
            high = latest[topology.units[position]] - sides.finish_flags(position)
            for limit in limits:
                if limit is not None:
                    known = present(limit[position])
                    high = np.where(known, np.minimum(high, limit[position]), high)
            for index in topology.outgoing[position]:
                arc = topology.arcs[index]
                bound = self._back(index, (finishes if arc.to_finish else seen)[arc.target])
                if not arc.from_finish:
                    bound = bound + lengths[position]
                np.minimum(high, self._unless_settled(index, bound), out=high)
            if self.fixed is not None:
                fixed, known = self.fixed[position], present(self.fixed[position])
                # A fixed start is the latest too, and predecessors need not be earlier than it.
                high = np.where(known, np.minimum(high, fixed + lengths[position]), high)
                seen[position] = np.where(known, fixed, high - lengths[position])
            if self.facts is not None:
                high = self.facts.latest_finish(position, high)
            finishes[position] = high
            np.subtract(high, lengths[position], out=starts[position])
        if self.facts is not None and early is not None:
            starts = np.where(self.facts.started, early.start, starts)
        return Late(starts, finishes)

    def free_float(self, early: Early, end: IntArray, out: IntArray) -> None:
        """Writes into `out` by how much each milestone can slip before one of its successors leaves its
        earliest moment, or it itself passes the days `end`."""
        topology, latest = self.topology, self.latest(end)
        for position, unit in enumerate(topology.units):
            own = early.finish[position]
            high = latest[unit] - self.sides.finish_flags(position)
            for index in topology.outgoing[position]:
                arc = topology.arcs[index]
                bound = self._back(index, (early.finish if arc.to_finish else early.start)[arc.target])
                if not arc.from_finish:
                    bound = bound + (own - early.start[position])
                np.minimum(high, self._unless_settled(index, bound), out=high)
            np.subtract(high, own, out=out[position])

    def _unless_settled(self, index: int, bound: IntArray) -> IntArray:
        """`bound`, or none where facts have overtaken the link."""
        if self.facts is None:
            return bound
        return np.where(self.facts.settled(self.topology.arcs[index]), NEVER, bound)
