"""Deadlines: an amount in its own unit, and the moment it runs out.

Pure. The rules, with their sources:

- The day a period starts on does not count; days are counted from the next one, hours from the moment itself
  (民法典 §201). A period in working days leaves out holidays and weekends and counts make-up days
  (行政许可法 §82).
- A period of calendar days whose last day is not worked ends with the next working day (民法典 §203); a
  deadline may switch this off (`roll`).
- The last day ends when business closes, and at 24:00 where nothing is worked (民法典 §203).
- Time in which the clock stood is given back: a day counts for the share of it in which the clock ran, and
  the period ends with the day on which the shares reach the amount.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from guatu.calendars.breaks import Break, merged
from guatu.calendars.choices import DayKind, DeadlineUnit
from guatu.calendars.patterns import DAY_MINUTES
from guatu.calendars.rules import WorkingCalendar
from guatu.calendars.year_table import MICROSECOND, instant, moment, wall_instant

_DAY_UNITS = (DeadlineUnit.WORKING_DAY, DeadlineUnit.CALENDAR_DAY)
_WORTH = {DayKind.OFF: Fraction(0), DayKind.HALF: Fraction(1, 2), DayKind.WORKING: Fraction(1)}


@dataclass(frozen=True, slots=True)
class Deadline:
    """So many working days, calendar days, hours or working hours.

    Working days come in halves, calendar days whole, hours in any fraction; none is negative, else
    `ValueError`. `roll` concerns calendar days only: whether a last day that is not worked gives way to the
    next working day.
    """

    amount: int | Decimal
    unit: DeadlineUnit
    roll: bool = True

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a deadline is not negative, but {self.amount} was given")
        if self.unit == DeadlineUnit.WORKING_DAY and self.amount * 2 != int(self.amount * 2):
            raise ValueError(f"working days are counted in halves, but {self.amount} was given")
        if self.unit == DeadlineUnit.CALENDAR_DAY and self.amount != int(self.amount):
            raise ValueError(f"calendar days are counted whole, but {self.amount} was given")

    @property
    def in_days(self) -> bool:
        return self.unit in _DAY_UNITS


def due_at(
    start: datetime, deadline: Deadline, calendar: WorkingCalendar, breaks: Sequence[Break] = ()
) -> datetime:
    """The last moment that is still in time, aware, in the calendar's time zone.

    `start` is aware; `breaks` are the times in which the clock stood. While it still stands there is no due
    moment to show: the caller knows that state and does not ask.
    """
    if deadline.in_days:
        first = start.astimezone(calendar.zone).date()
        return calendar.closing(due_on(first, deadline, calendar, breaks))
    if deadline.unit == DeadlineUnit.WORKING_HOUR:
        return calendar.add_working_hours(start, deadline.amount, breaks)
    return _add_hours(start, deadline.amount, calendar, breaks)


def due_on(start: date, deadline: Deadline, calendar: WorkingCalendar, breaks: Sequence[Break] = ()) -> date:
    """The last day of a deadline in days that starts on the day `start`. A deadline of zero working days
    ends on `start`, or on the next working day. Raises `ValueError` for a deadline in hours."""
    if not deadline.in_days:
        raise ValueError("a deadline in hours has a due moment, not a due day")
    stops = [stop for stop in merged(breaks) if stop.end > stop.start]
    if deadline.unit == DeadlineUnit.WORKING_DAY:
        if deadline.amount == 0:
            return calendar.next_working_day(start)
        if not stops:
            return calendar.add_working_days(start, deadline.amount)
        return _day_of(start, deadline.amount, stops, calendar, _working_share)
    if not stops:
        return calendar.add_calendar_days(start, int(deadline.amount), roll=deadline.roll)
    last = _day_of(start, deadline.amount, stops, calendar, _running_share)
    return calendar.next_working_day(last) if deadline.roll else last


def elapsed(
    start: datetime,
    at: datetime,
    unit: DeadlineUnit,
    calendar: WorkingCalendar,
    breaks: Sequence[Break] = (),
) -> Decimal:
    """How much of a deadline in `unit` is used up at `at`, rounded to four decimals.

    A day counts as soon as it has begun, as in “the third of twenty days”. Zero before `start`. With the same
    breaks it agrees with `due_at`: the amount is reached on the due day and not before it.
    """
    if unit == DeadlineUnit.WORKING_HOUR:
        used = Fraction(calendar.elapsed_working_time(start, at, breaks) // MICROSECOND, 3_600_000_000)
    elif unit == DeadlineUnit.HOUR:
        stopped = sum(_overlap(stop, instant(start), instant(at)) for stop in merged(breaks))
        used = Fraction(instant(at) - instant(start) - stopped, 3_600_000_000)
    else:
        share = _working_share if unit == DeadlineUnit.WORKING_DAY else _running_share
        first, last = (m.astimezone(calendar.zone).date() for m in (start, at))
        days = (first + timedelta(days=i) for i in range(1, (last - first).days + 1))
        stops = merged(breaks)
        used = sum((share(day, stops, calendar) for day in days), Fraction(0))
    # Down, so that a deadline never looks complete before it is.
    ten_thousandths = max(used, Fraction(0)) * 10_000 // 1
    return Decimal(int(ten_thousandths)) / 10_000


def _add_hours(
    start: datetime, hours: int | Decimal, calendar: WorkingCalendar, breaks: Sequence[Break]
) -> datetime:
    begin = instant(start)
    at = begin + round(Fraction(hours) * 3_600_000_000)
    for stop in merged(breaks):
        first, last = max(instant(stop.start), begin), instant(stop.end)
        if first >= at:
            break
        at += max(last - first, 0)
    return moment(at, calendar.zone)


def _day_of(
    start: date,
    amount: int | Decimal,
    stops: list[Break],
    calendar: WorkingCalendar,
    share: Callable[[date, list[Break], WorkingCalendar], Fraction],
) -> date:
    need, day = Fraction(amount), start
    while need > 0:
        day += timedelta(days=1)
        need -= share(day, stops, calendar)
    return day


def _overlap(stop: Break, begin: int, finish: int) -> int:
    return max(min(instant(stop.end), finish) - max(instant(stop.start), begin), 0)


def _running_share(day: date, stops: list[Break], calendar: WorkingCalendar) -> Fraction:
    """The share of a calendar day in which the clock ran."""
    begin, finish = (wall_instant(day, minute, calendar.zone) for minute in (0, DAY_MINUTES))
    stopped = sum(_overlap(stop, begin, finish) for stop in stops)
    return 1 - Fraction(stopped, finish - begin)


def _working_share(day: date, stops: list[Break], calendar: WorkingCalendar) -> Fraction:
    """A working day's worth (1, ½ or 0) times the share of its working time in which the clock ran."""
    worth = _WORTH[calendar.kind_on(day)]
    if not worth:
        return worth
    spans = [
        (wall_instant(day, shift.start, calendar.zone), wall_instant(day, shift.end, calendar.zone))
        for shift in calendar.shifts_on(day)
    ]
    total = sum(end - start for start, end in spans)
    stopped = sum(_overlap(stop, start, end) for stop in stops for start, end in spans)
    return worth * (1 - Fraction(stopped, total))
