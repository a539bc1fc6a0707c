"""A year of a calendar laid out as twelve months, for the page. Pure."""

from __future__ import annotations

import calendar as civil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from guatu.calendars.choices import DayKind
from guatu.calendars.patterns import WeeklyPattern
from guatu.calendars.rules import WorkingCalendar

# Any Monday: weekday names come from dates, so that they are in the reader's language.
A_MONDAY = date(2018, 1, 1)


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """Weekdays in a row with the same shifts. `first` and `last` are dates that fall on them."""

    first: date
    last: date
    shifts: str
    half: bool


def shift_lines(pattern: WeeklyPattern) -> list[ShiftLine]:
    """The pattern in a few lines, days off left out."""
    lines: list[ShiftLine] = []
    for weekday, shifts in enumerate(pattern.shifts):
        day = A_MONDAY + timedelta(days=weekday)
        text, half = " ".join(str(shift) for shift in shifts), weekday in pattern.half_days
        if (
            lines
            and lines[-1].last == day - timedelta(days=1)
            and (lines[-1].shifts, lines[-1].half) == (text, half)
        ):
            lines[-1] = ShiftLine(lines[-1].first, day, text, half)
        elif text:
            lines.append(ShiftLine(day, day, text, half))
    return lines


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day. `sign` is what it differs in from an ordinary week: "off", "make-up", "half" or ""."""

    date: date
    kind: DayKind
    sign: str
    name: str
    provisional: bool
    today: bool

    @property
    def is_working(self) -> bool:
        return self.kind != DayKind.OFF


@dataclass(frozen=True, slots=True)
class MonthView:
    """Weeks from Monday to Sunday; None where the month has not begun or is over."""

    first: date
    weeks: tuple[tuple[DayCell | None, ...], ...]
    working_days: Decimal


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off in a row under one name, with the days worked instead. `off` is at least one day long."""

    name: str
    first: date
    last: date
    make_up: tuple[date, ...]

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class YearView:
    year: int
    months: tuple[MonthView, ...]
    holidays: tuple[Holiday, ...]
    working_days: Decimal
    make_up_days: int


def year_view(year: int, calendar: WorkingCalendar, today: date) -> YearView:
    """`year` as `calendar` has it."""
    cells = {
        day: _cell(day, calendar, today)
        for month in range(1, 13)
        for day in (date(year, month, d) for d in range(1, civil.monthrange(year, month)[1] + 1))
    }
    return YearView(
        year=year,
        months=tuple(_month(year, month, cells, calendar) for month in range(1, 13)),
        holidays=_holidays(list(cells.values())),
        working_days=calendar.count_working_days(date(year, 1, 1), date(year, 12, 31)),
        make_up_days=sum(cell.sign == "make-up" for cell in cells.values()),
    )


def _cell(day: date, calendar: WorkingCalendar, today: date) -> DayCell:
    rule = calendar.rule_on(day)
    kind = calendar.kind_on(day)
    usual = calendar.pattern.kind(day.weekday())
    if kind == DayKind.HALF:
        sign = "half"
    elif kind == DayKind.WORKING:
        sign = "make-up" if usual != DayKind.WORKING else ""
    else:
        sign = "off" if rule is not None and (rule.name or usual != DayKind.OFF) else ""
    return DayCell(
        date=day,
        kind=kind,
        sign=sign,
        name=rule.name if rule else "",
        provisional=calendar.is_provisional(day),
        today=day == today,
    )


def _month(year: int, month: int, cells: dict[date, DayCell], calendar: WorkingCalendar) -> MonthView:
    first, last = date(year, month, 1), date(year, month, civil.monthrange(year, month)[1])
    weeks = civil.Calendar(firstweekday=0).monthdatescalendar(year, month)
    return MonthView(
        first=first,
        weeks=tuple(tuple(cells[day] if day.month == month else None for day in week) for week in weeks),
        working_days=calendar.count_working_days(first, last),
    )


def _holidays(cells: Sequence[DayCell]) -> tuple[Holiday, ...]:
    """Named days off with the weekends between and beside them, in order; make-up days go to the holiday of
    the same name, or stand with none."""
    runs: list[tuple[str, date, date]] = []
    for cell in cells:
        if cell.sign != "off":
            continue
        name = cell.name.split("（")[0]  # the library marks days in lieu and estimates in brackets
        if runs and runs[-1][2] == cell.date - timedelta(days=1):
            known = runs[-1][0]
            runs[-1] = (known or name, runs[-1][1], cell.date)
        else:
            runs.append((name, cell.date, cell.date))
    made_up: dict[str, list[date]] = {}
    for cell in cells:
        if cell.sign == "make-up":
            made_up.setdefault(cell.name, []).append(cell.date)
    return tuple(Holiday(name, first, last, tuple(made_up.get(name, ()))) for name, first, last in runs)
