"""Why a milestone finishes on another day than was committed: causes in days that add up to the slip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.scheduling.axis import Flags, Hop, TimeAxis
from guatu.projects.scheduling.calendar import IntArray, WorkingDays, day_number, day_of
from guatu.projects.scheduling.network import Day, DayUnit, Network
from guatu.projects.scheduling.sides import Sides
from guatu.projects.scheduling.topology import Arc, Topology


@dataclass(frozen=True, slots=True)
class Dates:
    """Start and finish of one milestone, as committed, as forecast or as they were."""

    start: Day
    finish: Day


class CauseKind(StrEnum):
    """Why a finish moved, in the order in which the days are told apart."""

    # Committed earlier than the committed dates of its predecessors allow.
    PLAN = "plan"
    # Other days are worked than when it was committed.
    CALENDAR = "calendar"
    # A predecessor moved it.
    INHERITED = "inherited"
    # It started later (or earlier) than all that explains.
    LATE_START = "late_start"
    # It took longer (or shorter) than committed.
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Cause:
    """So many calendar days (or units) of a slip. Negative days made up for others. `predecessors`, of what
    is inherited, are those that moved it: several where each alone would have."""

    kind: CauseKind
    days: int
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """By how many calendar days (or units) a finish moved; positive is late. `causes` add up to `days`."""

    id: str
    days: int
    causes: tuple[Cause, ...]


def explain_slips(
    network: Network,
    committed: Mapping[str, Dates],
    current: Mapping[str, Dates],
    *,
    calendar: WorkingDays | None = None,
    committed_calendar: WorkingDays | None = None,
) -> dict[str, Slip]:
    """The slip of every milestone that has dates in both, by id.

    `current` are the actual dates where there are any, the forecast otherwise. `calendar` is the one that
    counts now, `committed_calendar` the one the commitment was made with (the same where it is not given).
    Links to milestones without dates explain nothing. Raises `InvalidInput` for an id that is not in the
    network, for dates mixed with numbers and for a finish before its start, `PastHorizonError` for a date
    outside the calendar.
    """
    dated = _check(network, committed, current)
    before = _Reckoner(network, TimeAxis(committed_calendar or calendar, dated))
    now = _Reckoner(network, TimeAxis(calendar, dated))
    then, today = _numbers(committed), _numbers(current)
    return {
        milestone.id: _explain(position, milestone.id, before, now, then, today)
        for position, milestone in enumerate(network.milestones)
        if milestone.id in then and milestone.id in today
    }


def trace(slips: Mapping[str, Slip], id: str) -> tuple[str, ...]:
    """From a milestone back along what it inherited to where the delay began: ids, `id` first."""
    path = [id]
    while path[-1] in slips:
        inherited = [c for c in slips[path[-1]].causes if c.kind is CauseKind.INHERITED and c.predecessors]
        if not inherited:
            break
        path.append(inherited[0].predecessors[0])
    return tuple(path)


Numbers = dict[str, tuple[int, int]]


def _explain(
    position: int, id: str, before: _Reckoner, now: _Reckoner, then: Numbers, today: Numbers
) -> Slip:
    # Each step lets one more thing be as it is now; what the finish moves by is that thing's part.
    (start, finish), (real_start, real_finish) = then[id], today[id]
    length = before.length(position, start, finish)
    alone = before.finish(position, start, length)
    planned = before.held(position, start, length, then)
    reckoned = now.held(position, start, length, then)
    pushed = now.held(position, start, length, today)
    begun = now.held(position, real_start, length, today, by_start=False)
    steps = (
        Cause(CauseKind.PLAN, planned - alone),
        Cause(CauseKind.CALENDAR, reckoned - planned),
        Cause(CauseKind.INHERITED, pushed - reckoned, _movers(position, start, length, now, then, today)),
        Cause(CauseKind.LATE_START, begun - pushed),
        # A finish committed for a day off counts from that day, not from the working day before it.
        Cause(CauseKind.DURATION, (real_finish - begun) - (finish - alone)),
    )
    return Slip(id, real_finish - finish, tuple(cause for cause in steps if cause.days))


def _movers(
    position: int, start: int, length: int, now: _Reckoner, then: Numbers, today: Numbers
) -> tuple[str, ...]:
    """The predecessors whose move alone puts the finish where all of them together do."""
    was, is_ = now.held(position, start, length, then), now.held(position, start, length, today)
    dates, goal = (today, is_) if is_ > was else (then, was)
    arcs = now.incoming(position)
    names = (now.topology.ids[arc.source] for arc in arcs)
    return tuple(
        dict.fromkeys(
            name
            for name, arc in zip(names, arcs, strict=True)
            if now.held(position, start, length, dates, arcs=[arc]) == goal
        )
    )


class _Reckoner:
    """Reckons single milestones on one calendar; days in and out are day numbers."""

    def __init__(self, network: Network, axis: TimeAxis) -> None:
        self.topology, self.axis = Topology.of(network), axis
        durations = np.array([[m.duration] for m in network.milestones], dtype=np.int64).reshape(-1, 1)
        self.sides = Sides.of(self.topology, durations) if axis.dated else Sides(None, None)

    def incoming(self, position: int) -> list[Arc]:
        return [self.topology.arcs[index] for index in self.topology.incoming[position]]

    def length(self, position: int, start: int, finish: int) -> int:
        """The days of its unit that a milestone takes from one day to the other, both included."""
        unit, (evening, morning) = self._of(position)
        first = self.axis.earliest_start(self._known(start), unit, evening)
        return max(0, int((self.axis.latest_finish(self._known(finish), unit, morning) - first)[0]))

    def finish(self, position: int, start: int, length: int) -> int:
        """The day on which a milestone of this length finishes if it starts on `start`."""
        unit, (evening, morning) = self._of(position)
        moment = self.axis.earliest_start(self._known(start), unit, evening) + length
        return self._day(self.axis.finish_days(moment, unit, morning))

    def held(
        self,
        position: int,
        start: int,
        length: int,
        dates: Numbers,
        *,
        by_start: bool = True,
        arcs: Iterable[Arc] | None = None,
    ) -> int:
        """The same if its predecessors (or those of `arcs`) have these dates and hold it back; without
        `by_start`, those that hold its start are left aside."""
        unit, (evening, morning) = self._of(position)
        moment = self.axis.earliest_start(self._known(start), unit, evening) + length
        for arc in self.incoming(position) if arcs is None else arcs:
            own = dates.get(self.topology.ids[arc.source])
            if own is None or not (by_start or arc.to_finish):
                continue
            bound = self._bound(arc, own[1] if arc.from_finish else own[0])
            moment = np.maximum(moment, bound if arc.to_finish else bound + length)
        return self._day(self.axis.finish_days(moment, unit, morning))

    def _bound(self, arc: Arc, day: int) -> IntArray:
        unit, (evening, morning) = self._of(arc.source)
        if arc.from_finish:
            moment = self.axis.actual_finish(self._known(day), unit, morning)
        else:
            moment = self.axis.earliest_start(self._known(day), unit, evening)
        sides = (
            self.sides.is_evening(arc.source, arc.from_finish),
            self.sides.is_evening(arc.target, arc.to_finish),
        )
        return Hop.over(arc, self.topology.units, self.axis).forth(moment, *sides)

    def _of(self, position: int) -> tuple[DayUnit, tuple[Flags, Flags]]:
        flags = self.sides.start_flags(position), self.sides.finish_flags(position)
        return self.topology.units[position], flags

    def _known(self, day: int) -> IntArray:
        if self.axis.working is not None:
            self.axis.working.is_working(day_of(day))
        return np.array([day], dtype=np.int64)

    def _day(self, days: IntArray) -> int:
        calendar, day = self.axis.working, int(days[0])
        if calendar is not None and not 0 <= day - calendar.first_number < calendar.days:
            raise calendar.outside()
        return day


def _numbers(dates: Mapping[str, Dates]) -> Numbers:
    return {key: (_number(at.start), _number(at.finish)) for key, at in dates.items()}


def _number(day: Day) -> int:
    return day_number(day) if isinstance(day, date) else day


def _check(network: Network, committed: Mapping[str, Dates], current: Mapping[str, Dates]) -> bool:
    """Whether the days are dates."""
    faults, kinds = [], set()
    for name, dates in (("committed", committed), ("current", current)):
        for key, at in dates.items():
            place = f"{name}[{key!r}]"
            if key not in network.positions:
                faults.append(Fault(place, "there is no such milestone in the network"))
            elif isinstance(at.start, date) != isinstance(at.finish, date):
                faults.append(Fault(place, "expected either dates or numbers, found both"))
            elif _number(at.finish) < _number(at.start):
                faults.append(Fault(place, f"finishes on {at.finish}, before it starts on {at.start}"))
            kinds.add(isinstance(at.start, date))
    if not faults and len(kinds) > 1:
        faults.append(Fault("current", "expected either dates or numbers throughout, found both"))
    if faults:
        raise InvalidInput(faults)
    return True in kinds
