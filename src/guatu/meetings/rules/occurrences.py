"""When a series meets, and what its numbers can be. Pure.

A meeting that falls on a day off moves to the next working day. Where that day is the day of the next meeting, or a
later one, the two are one: the earlier falls out. Numbers go to the meetings that were held, in order and without
gaps, whatever the series was called then; a week without a meeting is *skipped* and takes no number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from guatu.calendars.rules import WorkingCalendar
from guatu.core.periods import month_end
from guatu.meetings.choices import Cadence


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, and on which day: `weekday` 1 (Monday) to 7, `month_day` 1 to 31 (a short month: its last day)."""

    cadence: Cadence
    weekday: int = 1
    month_day: int = 1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting by the rhythm: the day it stands for, and the working day on which it is held."""

    nominal: date
    day: date


def nominal_days(rhythm: Rhythm, first: date) -> Iterator[date]:
    """The days of the rhythm from `first` on, without end; none for a series that is called."""
    if rhythm.cadence is Cadence.WEEKLY:
        day = first + timedelta(days=(rhythm.weekday - first.isoweekday()) % 7)
        while True:
            yield day
            day += timedelta(days=7)
    if rhythm.cadence is Cadence.MONTHLY:
        year, month = first.year, first.month
        while True:
            last = month_end(year, month)
            day = last.replace(day=min(rhythm.month_day, last.day))
            if day >= first:
                yield day
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def occurrences(rhythm: Rhythm, calendar: WorkingCalendar, first: date, last: date) -> list[Occurrence]:
    """The meetings whose nominal day lies between `first` and `last`, both included."""
    found: list[Occurrence] = []
    days = nominal_days(rhythm, first)
    nominal = next(days, None)
    while nominal is not None and nominal <= last:
        following = next(days)
        day = calendar.next_working_day(nominal)
        if day < following:
            found.append(Occurrence(nominal, day))
        nominal = following
    return found


def next_occurrence(rhythm: Rhythm, calendar: WorkingCalendar, after: date) -> Occurrence | None:
    """The first meeting held after the day `after`; None for a series that is called."""
    if rhythm.cadence is Cadence.NONE:
        return None
    # A long holiday moves a meeting by less than two months.
    for one in occurrences(rhythm, calendar, after - timedelta(days=62), after + timedelta(days=62)):
        if one.day > after:
            return one
    return None  # pragma: no cover - never: no holiday is two months long


def period_of(rhythm: Rhythm, day: date) -> tuple[int, int]:
    """The week or the month that a nominal day belongs to."""
    if rhythm.cadence is Cadence.MONTHLY:
        return day.year, day.month
    year, week, _weekday = day.isocalendar()
    return year, week


def skipped(
    rhythm: Rhythm, calendar: WorkingCalendar, first: date, today: date, held: Collection[date]
) -> list[Occurrence]:
    """The meetings that should have been held by `today` and for whose week or month none was. `held`: nominal days
    of those that were."""
    periods = {period_of(rhythm, day) for day in held}
    due = occurrences(rhythm, calendar, first, today)
    return [one for one in due if one.day <= today and period_of(rhythm, one.nominal) not in periods]


def most_meetings(rhythm: Rhythm, first: date, last: date) -> int | None:
    """How many meetings the rhythm allows at most from `first` to `last`; None where there is no rhythm."""
    if rhythm.cadence is Cadence.NONE:
        return None
    count = 0
    for day in nominal_days(rhythm, first):
        if day > last:
            break
        count += 1
    return count


def is_possible(rhythm: Rhythm, first: date, on: date, number: int, first_number: int = 1) -> bool:
    """Whether the meeting on `on` can carry `number` where the one on or after `first` carried `first_number`.

    Twenty-four weekly meetings in sixteen weeks are not possible: somebody counted on from an earlier series, or
    counted wrongly.
    """
    most = most_meetings(rhythm, first, on)
    return most is None or number - first_number + 1 <= most
