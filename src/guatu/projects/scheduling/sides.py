"""On which side of its day a milestone without duration stands.

A milestone of duration 0 is a moment, and a working day's evening is the same moment as the next working
day's morning. Which of the two dates it bears follows from the network alone: it stands in the evening of
its day if it waits for something that ends in an evening (a finish, or some days after anything), and in
the morning if nothing precedes it or it only waits for mornings (a start, or some days before anything).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guatu.projects.scheduling.axis import Flags, Side
from guatu.projects.scheduling.calendar import BoolArray, IntArray
from guatu.projects.scheduling.topology import Topology

# One milestone, several, or all.
Members = int | list[int] | slice


@dataclass(frozen=True)
class Sides:
    """For arrays of [milestones × projects]. Both are None where no milestone has duration 0."""

    evening_start: BoolArray | None
    morning_finish: BoolArray | None

    @classmethod
    def of(cls, topology: Topology, durations: IntArray) -> Sides:
        if durations.min(initial=1) > 0:
            return cls(None, None)
        momentary = durations == 0
        evening = np.zeros_like(momentary)
        for position in topology.order:
            if not momentary[position].any():
                continue
            waits = np.zeros_like(momentary[position])
            for arc in (topology.arcs[index] for index in topology.incoming[position]):
                if arc.lag > 0:
                    waits |= True
                elif arc.lag == 0:
                    waits |= np.where(momentary[arc.source], evening[arc.source], arc.from_finish)
            evening[position] = momentary[position] & waits
        return cls(evening, momentary & ~evening)

    def start_flags(self, position: Members) -> Flags:
        """1 for each project in which the start of the milestone (or of each of several) is an evening."""
        return 0 if self.evening_start is None else self.evening_start[position].astype(np.int64)

    def finish_flags(self, position: Members) -> Flags:
        """1 for each project in which the finish of the milestone (or of each of several) is a morning."""
        return 0 if self.morning_finish is None else self.morning_finish[position].astype(np.int64)

    def is_evening(self, position: int, finish: bool) -> Side:
        """Whether that end of the milestone is an evening."""
        if self.evening_start is None or self.morning_finish is None:
            return finish
        side: BoolArray = ~self.morning_finish[position] if finish else self.evening_start[position]
        return side
