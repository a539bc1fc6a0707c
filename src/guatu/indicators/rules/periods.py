"""Periods beside each other: the same one a year before, the one before, those of a rhythm."""

from __future__ import annotations

from datetime import date, timedelta

from guatu.core.periods import Period, month_end
from guatu.indicators.choices import Periodicity

_MONTHS = {Periodicity.MONTH: 1, Periodicity.QUARTER: 3, Periodicity.HALF: 6, Periodicity.YEAR: 12}


def months_of(year: int, first: int, last: int) -> Period:
    """The months `first` to `last` by their shortest name: 2018, 2018H1, 2018Q2, 2018M06 or 2018M01-M05."""
    if (first, last) == (1, 12):
        text = f"{year}"
    elif (first, last) in ((1, 6), (7, 12)):
        text = f"{year}H{last // 6}"
    elif last - first == 2 and last % 3 == 0:
        text = f"{year}Q{last // 3}"
    else:
        text = f"{year}M{last:02}" if first == last else f"{year}M{first:02}-M{last:02}"
    return Period(date(year, first, 1), month_end(year, last), text)


def plain(period: Period) -> Period:
    """The same days by their shortest name: 2018M01-M06 is 2018H1. Weeks keep theirs."""
    first, last = period.first, period.last
    whole = first.day == 1 and last == month_end(last.year, last.month) and first.year == last.year
    return months_of(first.year, first.month, last.month) if whole else period


def of_days(first: date, last: date) -> Period:
    """The period of those days, as stored."""
    if first.day == 1 and first.year == last.year and last == month_end(last.year, last.month):
        return months_of(first.year, first.month, last.month)
    year, week, _day = first.isocalendar()
    return Period(first, last, f"{year}W{week:02}")


def year_before(period: Period) -> Period:
    """The same period last year; a week's is the week of that number, or the year's last."""
    first, last = period.first, period.last
    if first.day == 1 and last == month_end(last.year, last.month):
        return months_of(first.year - 1, first.month, last.month)
    year, week, _day = first.isocalendar()
    week = min(week, date(year - 1, 12, 28).isocalendar().week)
    return Period.parse(f"{year - 1}W{week:02}")


def before(period: Period) -> Period:
    """The period of the same length right before: 2018Q1 → 2017Q4; shorter where it would begin in the year before."""
    last = period.first - timedelta(days=1)
    months = period.last.month - period.first.month + 1
    if period.first.day != 1 or period.last != month_end(period.last.year, period.last.month):
        first = last - timedelta(days=6)
        return of_days(first, last)
    # Months of two years have no name in common: those of the later year stand for them.
    return months_of(last.year, max(1, last.month - months + 1), last.month)


def periods_of(year: int, periodicity: str, *, to_date: bool) -> list[Period]:
    """The periods of a year in a rhythm, from January on each where `to_date`, the earliest first."""
    step = _MONTHS[Periodicity(periodicity)]
    return [months_of(year, 1 if to_date else end - step + 1, end) for end in range(step, 13, step)]


def fits(period: Period, periodicity: str, *, to_date: bool) -> bool:
    """Whether a period is one of the rhythm's."""
    if period.first.year != period.last.year:
        return False
    wanted = periods_of(period.first.year, periodicity, to_date=to_date)
    return any((p.first, p.last) == (period.first, period.last) for p in wanted)


def last_ended(day: date, periodicity: str, *, to_date: bool) -> Period:
    """The newest period of a rhythm that is over on `day`."""
    found = [
        p
        for year in (day.year - 1, day.year)
        for p in periods_of(year, periodicity, to_date=to_date)
        if p.last < day
    ]
    return found[-1]
