"""Periods beside a period: the ones before and after, those of other types, and a line of them for a history."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from guatu.core.periods import Period, PeriodType

# How far back a history goes.
LENGTH = {
    PeriodType.YEAR: 5,
    PeriodType.HALF: 6,
    PeriodType.QUARTER: 8,
    PeriodType.MONTH: 12,
    PeriodType.WEEK: 12,
    PeriodType.SPAN: 3,
}


def period_of(kind: PeriodType, day: date) -> Period:
    """The period of that type that holds the day; a span from January to the day's month (January alone is a month)."""
    year, month = day.year, day.month
    match kind:
        case PeriodType.YEAR:
            return Period.parse(f"{year:04}")
        case PeriodType.HALF:
            return Period.parse(f"{year:04}H{(month + 5) // 6}")
        case PeriodType.QUARTER:
            return Period.parse(f"{year:04}Q{(month + 2) // 3}")
        case PeriodType.MONTH:
            return Period.parse(f"{year:04}M{month:02}")
        case PeriodType.WEEK:
            iso = day.isocalendar()
            return Period.parse(f"{iso.year:04}W{iso.week:02}")
        case PeriodType.SPAN:
            return Period.parse(f"{year:04}M01-M{month:02}")


def before(period: Period) -> Period:
    """The period of the same type that ends the day before. Of a span, the same months of the year before."""
    if period.type is PeriodType.SPAN:
        return period.a_year_before()
    return period_of(period.type, period.first - timedelta(1))


def after(period: Period) -> Period:
    """The period of the same type that begins the day after. Of a span, the same months of the next year."""
    if period.type is PeriodType.SPAN:
        return Period.parse(f"{period.first.year + 1:04}{period.text[4:]}")
    return period_of(period.type, period.last + timedelta(1))


def others(period: Period, allowed: Collection[PeriodType], today: date) -> list[Period]:
    """One period of each allowed type around the last day of the period that has come, the period itself among them."""
    day = max(period.first, min(period.last, today))
    return [period if kind is period.type else period_of(kind, day) for kind in PeriodType if kind in allowed]


def line(period: Period, kind: PeriodType, today: date) -> list[Period]:
    """The periods of a type up to the end of this one, as far as they have come, the oldest first."""
    last = period if kind is period.type else period_of(kind, max(period.first, min(period.last, today)))
    found = [last]
    while len(found) < LENGTH[kind]:
        found.append(before(found[-1]))
    return found[::-1]
