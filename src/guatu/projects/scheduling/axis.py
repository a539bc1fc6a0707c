"""From days to moments and back, and moments across a link.

Each milestone is reckoned on the axis of its own unit: moments of working days or of calendar days (see
`calendar.py`). A milestone of duration d that starts at moment s finishes at s + d, on its own axis; the
calendar enters only where a day becomes a moment, where a moment becomes a day, and where a link joins two
units. Days are day numbers: days since 1970-01-01, or the plain numbers of a plan without a calendar.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guatu.projects.scheduling.calendar import BoolArray, IntArray, WorkingDays
from guatu.projects.scheduling.network import DayUnit
from guatu.projects.scheduling.topology import Arc

# What stands in an array of day numbers where no day is given: numpy's “not a time” read as a number.
MISSING = int(np.iinfo(np.int64).min)

# For milestones of duration 0: 1 where the start is an evening, where the finish is a morning. Every other
# milestone starts in a morning and finishes in an evening; plain 0 stands for “nowhere”.
Flags = IntArray | int


@dataclass(frozen=True)
class TimeAxis:
    """How days are counted: working days where `working` is given, all days alike otherwise.

    With `dated`, days are dates and inclusive: a finish on day D is the evening of D. Without, they are
    whole units from 0 and a finish is the start plus the duration.
    """

    working: WorkingDays | None = None
    dated: bool = True

    @property
    def origin(self) -> int:
        """The day number of moment 0 of the axis of calendar days."""
        return self.working.first_number if self.working else 0

    def counts_working(self, unit: DayUnit) -> bool:
        """Whether a unit is reckoned on the axis of working days."""
        return self.working is not None and unit is DayUnit.WORKING

    def earliest_start(self, days: IntArray, unit: DayUnit, evening_start: Flags = 0) -> IntArray:
        """The first moment at which a milestone of this unit can start if it may not before `days`."""
        if not self.dated:
            return days
        moments = days - self.origin
        if self.working is not None and unit is DayUnit.WORKING:
            moments = self.working.before(moments)
        return moments + evening_start

    def latest_finish(self, days: IntArray, unit: DayUnit, morning_finish: Flags = 0) -> IntArray:
        """The last moment at which a milestone of this unit can finish if it must by `days`."""
        if not self.dated:
            return days
        moments = days - self.origin + 1
        if self.working is not None and unit is DayUnit.WORKING:
            moments = self.working.before(moments)
        return moments - morning_finish

    def actual_finish(self, days: IntArray, unit: DayUnit, morning_finish: Flags = 0) -> IntArray:
        """The moment of a finish that happened on `days`, worked or not."""
        if not self.dated:
            return days
        moments = days - self.origin + 1 - morning_finish
        if self.working is not None and unit is DayUnit.WORKING:
            return self.working.before(moments)
        return moments

    def start_days(self, starts: IntArray, unit: DayUnit, evening_start: Flags = 0) -> IntArray:
        """The days on which the moments `starts` fall; outside the calendar, some day outside of it."""
        if not self.dated:
            return starts
        moments = starts if isinstance(evening_start, int) else starts - evening_start
        if self.working is not None and unit is DayUnit.WORKING:
            return self.working.day_numbers(moments)
        return moments + self.origin

    def finish_days(self, finishes: IntArray, unit: DayUnit, morning_finish: Flags = 0) -> IntArray:
        """The days on which the moments `finishes` fall; outside the calendar, some day outside of it."""
        if not self.dated:
            return finishes
        moments = finishes if isinstance(morning_finish, int) else finishes + morning_finish
        if self.working is not None and unit is DayUnit.WORKING:
            return self.working.day_numbers_before(moments)
        return moments + (self.origin - 1)

    def in_working_days(self, moments: IntArray, unit: DayUnit) -> IntArray:
        """Finish moments of either unit on the axis of working days, where there is one."""
        if self.working is None or unit is DayUnit.WORKING:
            return moments
        return self.working.before(moments)


Side = BoolArray | bool


@dataclass(frozen=True)
class Hop:
    """One link as a map of moments: where its source stands → the earliest moment of its target's end.

    `back` is the inverse that scheduling backwards needs: the latest moment of the source with which the
    target still holds `moments`. `source_evening` and `target_evening` say whether the ends the link ties
    are evenings (of days) or mornings; they matter only where the units differ.
    """

    lag: int
    calendar: WorkingDays | None
    source_working: bool
    lag_working: bool
    target_working: bool

    @classmethod
    def over(cls, arc: Arc, units: tuple[DayUnit, ...], axis: TimeAxis) -> Hop:
        source, target = axis.counts_working(units[arc.source]), axis.counts_working(units[arc.target])
        # Nothing added is nothing added in any unit.
        lag_working = axis.counts_working(arc.unit) if arc.lag else source
        mixed = not source == lag_working == target
        return cls(arc.lag, axis.working if mixed else None, source, lag_working, target)

    def shift(self, moments: IntArray) -> IntArray:
        """`forth` where no units meet (`calendar` is None)."""
        return moments + self.lag if self.lag else moments

    def shift_back(self, moments: IntArray) -> IntArray:
        """`back` where no units meet (`calendar` is None)."""
        return moments - self.lag if self.lag else moments

    def forth(self, moments: IntArray, source_evening: Side, target_evening: Side) -> IntArray:
        calendar = self.calendar
        if calendar is None:
            return self.shift(moments)
        if self.lag_working:
            works = (moments if self.source_working else calendar.before(moments)) + self.lag
            return works if self.target_working else _to_days(calendar, works, self._lag_side(source_evening))
        days = _to_days(calendar, moments, source_evening) if self.source_working else moments
        days = days + self.lag
        return _to_works(calendar, days, target_evening) if self.target_working else days

    def back(self, moments: IntArray, source_evening: Side, target_evening: Side) -> IntArray:
        calendar = self.calendar
        if calendar is None:
            return self.shift_back(moments)
        if self.lag_working:
            works = moments
            if not self.target_working:
                works = _to_works_back(calendar, moments, self._lag_side(source_evening))
            works = works - self.lag
            return works if self.source_working else calendar.morning(works)
        days = _to_days(calendar, moments, target_evening) if self.target_working else moments
        days = days - self.lag
        return _to_works_back(calendar, days, source_evening) if self.source_working else days

    def _lag_side(self, source_evening: Side) -> Side:
        # n working days forward are over in the evening of the last; backward they reach the morning of it.
        return source_evening if self.lag == 0 else self.lag > 0


def _to_days(calendar: WorkingDays, works: IntArray, evening: Side) -> IntArray:
    if isinstance(evening, bool):
        return calendar.evening(works) if evening else calendar.morning(works)
    return np.where(evening, calendar.evening(works), calendar.morning(works))


def _to_works(calendar: WorkingDays, days: IntArray, evening: Side) -> IntArray:
    """Rounds up to an evening or to a morning; the inverse of this is `_to_days`."""
    if isinstance(evening, bool):
        return calendar.reached(days) if evening else calendar.before(days)
    return np.where(evening, calendar.reached(days), calendar.before(days))


def _to_works_back(calendar: WorkingDays, days: IntArray, evening: Side) -> IntArray:
    """Rounds down to an evening or to a morning; this is the inverse of `_to_days`."""
    if isinstance(evening, bool):
        return calendar.before(days) if evening else calendar.begun(days)
    return np.where(evening, calendar.before(days), calendar.begun(days))
