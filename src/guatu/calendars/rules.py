"""The working calendar: which days and hours count, and counting with them.

Pure: no database, no clock. Prose and worked examples are in `docs/rules/working_calendars.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from guatu.calendars.breaks import Break, merged
from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.calendars.patterns import ALL_HOURS, DAY_MINUTES, OFFICE_HOURS, Shift, WeeklyPattern
from guatu.calendars.statutory import statutory_days
from guatu.calendars.year_table import (
    MICROSECOND,
    YearTable,
    instant,
    moment,
    shared_year,
    wall_instant,
)
from guatu.core.clock import CHINA

# A New Year's holiday reaches back to 30 December at most, with its make-up day on the 29th: from then on
# the days of a year hang on the notice for the year after.
YEAR_END = (12, 29)


class CalendarRangeError(ValueError):
    """The counting ran out of dates (before year 2 or after year 9998)."""


@dataclass(frozen=True)
class WorkingCalendar:
    """A value: the weekly pattern, the dates that differ from it, and the years an official notice covers.

    `days` are the dates named by applied notices. For a year in `official_years` they are all there is; for
    any other year the holiday library's days come first and `days` win over them. With `follows_notices`
    false (7×24) the pattern alone counts. `zone` is the time zone of the shifts. Raises `InvalidInput` where
    the pattern has no working time, so that no count runs for ever.
    """

    pattern: WeeklyPattern = OFFICE_HOURS
    days: Mapping[date, DayRule] = field(default_factory=dict, repr=False)
    official_years: frozenset[int] = frozenset()
    follows_notices: bool = True
    zone: tzinfo = CHINA
    _tables: dict[int, YearTable] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))

    def __hash__(self) -> int:
        return hash((self.pattern, self.official_years, self.follows_notices, len(self.days)))

    # --- one day ---

    def rule_on(self, day: date) -> DayRule | None:
        """What a notice or the library says of `day`; None where only its weekday counts."""
        if not self.follows_notices:
            return None
        if day in self.days or day.year in self.official_years:
            return self.days.get(day)
        return statutory_days(day.year).get(day)

    def kind_on(self, day: date) -> DayKind:
        rule = self.rule_on(day)
        return rule.kind if rule else self.pattern.kind(day.weekday())

    def is_working(self, day: date) -> bool:
        """Whether anything is worked on `day`; true for a half day too."""
        return self.kind_on(day) != DayKind.OFF

    def shifts_on(self, day: date) -> tuple[Shift, ...]:
        return self.pattern.shifts_for(day.weekday(), self.kind_on(day))

    def is_provisional(self, day: date) -> bool:
        """Whether a notice that is not applied yet may still change `day`."""
        if not self.follows_notices:
            return False
        if day.year not in self.official_years:
            return True
        return (day.month, day.day) >= YEAR_END and day.year + 1 not in self.official_years

    def closing(self, day: date) -> datetime:
        """The last moment of `day` that counts: the end of its last shift, or of the day itself where
        nothing is worked or work goes on past midnight (民法典 §203). The end of a day is its last
        microsecond, so that the moment still bears the day's date."""
        end = max((shift.end for shift in self.shifts_on(day)), default=DAY_MINUTES)
        if end >= DAY_MINUTES:
            return moment(wall_instant(day, DAY_MINUTES, self.zone) - 1, self.zone)
        return moment(wall_instant(day, end, self.zone), self.zone)

    # --- counting days ---

    def working_days(self, first: date, last: date) -> NDArray[np.bool_]:
        """One truth value per date from `first` to `last`, both included; half days are true."""
        return self._half_units(first, last) > 0

    def count_working_days(self, first: date, last: date) -> Decimal:
        """Working days from `first` to `last`, both included; a half day counts 0.5."""
        return Decimal(int(self._half_units(first, last).sum())) / 2

    def working_days_between(self, start: date, end: date) -> Decimal:
        """Working days after `start` up to and with `end`; negative where `end` comes first, and then of
        the days before `start` back to and with `end`. A half day counts 0.5. The day a period starts on
        does not count (民法典 §201)."""
        if end > start:
            return self.count_working_days(start + timedelta(days=1), end)
        if end < start:
            return -self.count_working_days(end, start - timedelta(days=1))
        return Decimal(0)

    def add_working_days(self, day: date, count: int | Decimal) -> date:
        """The first date on which `count` working days after `day` are complete; `count` below zero counts
        the days before `day`. Zero gives `day` itself. `count` is a multiple of 0.5, else `ValueError`."""
        need = count * 2
        if need != int(need):
            raise ValueError(f"{count} is not a multiple of 0.5 working days")
        if need == 0:
            return day
        return self._forward(day, int(need)) if need > 0 else self._backward(day, -int(need))

    def next_working_day(self, day: date) -> date:
        """`day` itself if it is worked, otherwise the first working day after it."""
        return day if self.is_working(day) else self._forward(day, 1)

    def previous_working_day(self, day: date) -> date:
        """`day` itself if it is worked, otherwise the last working day before it."""
        return day if self.is_working(day) else self._backward(day, 1)

    def add_calendar_days(self, day: date, count: int, *, roll: bool = True) -> date:
        """`count` days after `day`; with `roll`, a last day that is not worked gives way to the next working
        day (民法典 §203)."""
        try:
            last = day + timedelta(days=count)
        except OverflowError:
            raise CalendarRangeError(f"{count} days after {day} lie beyond the calendar") from None
        return self.next_working_day(last) if roll else last

    # --- counting hours ---

    def add_working_hours(
        self, start: datetime, hours: int | Decimal | Fraction, breaks: Iterable[Break] = ()
    ) -> datetime:
        """The earliest moment by which `hours` of working time have passed since `start`, time within
        `breaks` not counted. Exact to the microsecond; in the calendar's time zone. Hours that end with a
        shift end at its close, not at the next opening. Raises `ValueError` for negative hours."""
        amount = round(Fraction(hours) * 3_600_000_000)
        if amount < 0:
            raise ValueError(f"working hours to add are not negative, but {hours} was given")
        begin = instant(start)
        at = self._after(begin, amount)
        for stop in merged(breaks):
            first, last = max(instant(stop.start), begin), instant(stop.end)
            if first >= at:
                break
            if last > first:
                amount += self._worked(first, last)
                at = self._after(begin, amount)
        return moment(at, self.zone)

    def elapsed_working_time(self, start: datetime, end: datetime, breaks: Iterable[Break] = ()) -> timedelta:
        """Working time from `start` to `end`, time within `breaks` not counted; negative where `end` comes
        first."""
        begin, finish = instant(start), instant(end)
        if finish < begin:
            return -self.elapsed_working_time(end, start, breaks)
        stopped = sum(
            self._worked(max(instant(stop.start), begin), min(instant(stop.end), finish))
            for stop in merged(breaks)
        )
        return (self._worked(begin, finish) - stopped) * MICROSECOND

    # --- tables ---

    def _table(self, year: int) -> YearTable:
        table = self._tables.get(year)
        if table is None:
            if not 1 < year < 9999:
                raise CalendarRangeError(f"the calendar ends before the year {year}")
            named: dict[date, DayRule] = {}
            if self.follows_notices:
                eve = date(year - 1, 12, 31)
                found = self.rule_on(eve)
                named = {eve: found} if found else {}
                if year not in self.official_years:
                    named |= statutory_days(year)
                named |= {day: rule for day, rule in self.days.items() if day.year == year}
            table = self._tables[year] = shared_year(year, self.pattern, frozenset(named.items()), self.zone)
        return table

    def _half_units(self, first: date, last: date) -> NDArray[np.uint8]:
        if last < first:
            raise ValueError(f"the last day {last} lies before the first day {first}")
        parts = [self._table(year).half_units for year in range(first.year, last.year + 1)]
        offset = first.timetuple().tm_yday - 1
        length = (last - first).days + 1
        return np.concatenate(parts)[offset : offset + length]

    def _forward(self, day: date, need: int) -> date:
        table = self._table(day.year)
        need += int(table.cumulative[day.timetuple().tm_yday])
        while need > (total := int(table.cumulative[-1])):
            need -= total
            table = self._table(table.first.year + 1)
        index = int(np.searchsorted(table.cumulative, need, "left"))
        return table.first + timedelta(days=index - 1)

    def _backward(self, day: date, need: int) -> date:
        table = self._table(day.year)
        need -= int(table.cumulative[day.timetuple().tm_yday - 1])
        while need > 0:
            table = self._table(table.first.year - 1)
            need -= int(table.cumulative[-1])
        index = int(np.searchsorted(table.cumulative, -need, "right")) - 1
        return table.first + timedelta(days=index)

    def _years(self, begin: int, finish: int) -> range:
        # The day before, because a night shift of 31 December belongs to the old year's table.
        first = moment(begin, self.zone).date() - timedelta(days=1)
        return range(first.year, moment(finish, self.zone).year + 1)

    def _worked(self, begin: int, finish: int) -> int:
        if finish <= begin:
            return 0
        tables = [self._table(year) for year in self._years(begin, finish)]
        return sum(table.worked_before(finish) - table.worked_before(begin) for table in tables)

    def _after(self, begin: int, amount: int) -> int:
        if amount == 0:
            return begin
        table = self._table(self._years(begin, begin)[0])
        amount += table.worked_before(begin)
        while amount > table.worked[-1]:
            amount -= table.worked[-1]
            table = self._table(table.first.year + 1)
            amount += table.worked_before(begin)
        return table.instant_of(amount)


def seven_by_twenty_four(zone: tzinfo = CHINA) -> WorkingCalendar:
    """Every hour of every day; notices do not concern it."""
    return WorkingCalendar(pattern=ALL_HOURS, follows_notices=False, zone=zone)
