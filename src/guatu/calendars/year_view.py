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
    """Days off in a row, weekends within them included, and the days worked instead. It is whole even where
    it reaches over New Year."""

    names: tuple[str, ...]
    first: date
    last: date
    make_up: tuple[date, ...]

    @property
    def name(self) -> str:
        return "、".join(self.names)

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
    first, last = date(year, 1, 1), date(year, 12, 31)
    # Holidays reach over New Year, so their list looks a little further than the months.
    around = timedelta(days=14)
    cells = [_cell(day, calendar, today) for day in _days(first - around, last + around)]
    by_date = {cell.date: cell for cell in cells}
    return YearView(
        year=year,
        months=tuple(_month(year, month, by_date, calendar) for month in range(1, 13)),
        holidays=tuple(h for h in _holidays(cells) if h.first <= last and h.last >= first),
        working_days=calendar.count_working_days(first, last),
        make_up_days=sum(cell.sign == "make-up" for cell in cells if cell.date.year == year),
    )


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


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


def _holidays(cells: Sequence[DayCell]) -> list[Holiday]:
    """Holidays in order. Two runs of days off with only rest days between them are one holiday; each make-up
    day goes to the nearest holiday of its own name."""
    runs: list[tuple[list[str], date, date]] = []
    resting = False
    for cell in cells:
        if cell.sign == "off":
            if resting:
                names, begin, _end = runs[-1]
                runs[-1] = (names, begin, cell.date)
            else:
                runs.append(([], cell.date, cell.date))
            runs[-1][0].extend(name for name in _names(cell) if name not in runs[-1][0])
            resting = True
        elif cell.is_working:
            resting = False
    made_up: dict[int, list[date]] = {}
    for cell in cells:
        if cell.sign == "make-up":
            same = [i for i, run in enumerate(runs) if cell.name in run[0]]
            if same:
                nearest = min(same, key=lambda i: min(abs(cell.date - d) for d in runs[i][1:]))
                made_up.setdefault(nearest, []).append(cell.date)
    return [
        Holiday(tuple(names), begin, end, tuple(made_up.get(i, ())))
        for i, (names, begin, end) in enumerate(runs)
    ]


def _names(cell: DayCell) -> list[str]:
    # The library joins two holidays of one day by "; ", and marks days in lieu and estimates in brackets.
    return [name for part in cell.name.split("; ") if (name := part.split("（")[0].strip())]
