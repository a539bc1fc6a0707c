"""One year of a calendar as arrays, so that counting days and hours is a search and not a walk.

Pure. Moments are whole microseconds since 1970 in UTC, which compare and subtract exactly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.calendars.patterns import Shift, WeeklyPattern

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
HALF_UNITS = {DayKind.OFF: 0, DayKind.HALF: 1, DayKind.WORKING: 2}


def instant(moment: datetime) -> int:
    """An aware datetime as microseconds since 1970. Raises `ValueError` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; an aware datetime is expected")
    return (moment - EPOCH) // MICROSECOND


def moment(microseconds: int, zone: tzinfo) -> datetime:
    """The aware datetime, in `zone`, of so many microseconds since 1970."""
    return (EPOCH + timedelta(microseconds=microseconds)).astimezone(zone)


def wall_instant(day: date, minute: int, zone: tzinfo) -> int:
    """The instant at which clocks in `zone` show `minute` minutes after the midnight that begins `day`."""
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 – zone follows
    return instant(wall.replace(tzinfo=zone))


@dataclass(frozen=True, slots=True)
class YearTable:
    """The days of one year and its stretches of work.

    `half_units[i]` is day i's worth (0, 1 or 2 halves); `cumulative[i]` the halves before day i, one longer.
    `starts` and `ends` are the stretches of work that begin on the year's days, in order and disjoint;
    `worked[i]` is the work in microseconds before stretch i, one longer, so that `worked[-1]` is the total.
    """

    first: date
    half_units: NDArray[np.uint8]
    cumulative: NDArray[np.int64]
    starts: list[int]
    ends: list[int]
    worked: list[int]

    def worked_before(self, at: int) -> int:
        """Work of this year's stretches before instant `at`, in microseconds."""
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return 0
        return self.worked[index] + min(at, self.ends[index]) - self.starts[index]

    def instant_of(self, amount: int) -> int:
        """The earliest instant before which `amount` microseconds are worked; `0 < amount <= worked[-1]`."""
        index = bisect_left(self.worked, amount) - 1
        return self.starts[index] + amount - self.worked[index]


def kind_of(day: date, pattern: WeeklyPattern, rules: Mapping[date, DayRule]) -> DayKind:
    """What `day` is: by its rule where it has one, by its weekday otherwise."""
    rule = rules.get(day)
    return rule.kind if rule else pattern.kind(day.weekday())


def shifts_of(day: date, pattern: WeeklyPattern, rules: Mapping[date, DayRule]) -> tuple[Shift, ...]:
    return pattern.shifts_for(day.weekday(), kind_of(day, pattern, rules))


@lru_cache(maxsize=256)
def shared_year(
    year: int, pattern: WeeklyPattern, rules: frozenset[tuple[date, DayRule]], zone: tzinfo
) -> YearTable:
    """`build_year`, each different year once: a notice for one year leaves the tables of the others as they are."""
    return build_year(year, pattern, dict(rules), zone)


def build_year(year: int, pattern: WeeklyPattern, rules: Mapping[date, DayRule], zone: tzinfo) -> YearTable:
    """The table of `year`. `rules` says which dates differ from the pattern; it must also cover the
    31 December before, whose night shift may run into the year and then counts for the year before."""
    first = date(year, 1, 1)
    count = date(year, 12, 31).toordinal() - first.toordinal() + 1
    days = [first + timedelta(days=i) for i in range(count)]
    half_units = np.fromiter((HALF_UNITS[kind_of(d, pattern, rules)] for d in days), np.uint8, count)
    cumulative = np.zeros(count + 1, np.int64)
    np.cumsum(half_units, out=cumulative[1:])

    busy_until = _end_of_work_before(first, pattern, rules, zone)
    starts: list[int] = []
    ends: list[int] = []
    for day in days:
        for shift in shifts_of(day, pattern, rules):
            start = max(wall_instant(day, shift.start, zone), busy_until)
            end = wall_instant(day, shift.end, zone)
            if end <= start:
                continue  # swallowed by a night shift that began the day before
            starts.append(start)
            ends.append(end)
            busy_until = end
    worked = [0]
    for start, end in zip(starts, ends, strict=True):
        worked.append(worked[-1] + end - start)
    return YearTable(first, half_units, cumulative, starts, ends, worked)


def _end_of_work_before(
    first: date, pattern: WeeklyPattern, rules: Mapping[date, DayRule], zone: tzinfo
) -> int:
    before = first - timedelta(days=1) if first.year > 1 else first
    shifts = shifts_of(before, pattern, rules) if before < first else ()
    return max((wall_instant(before, shift.end, zone) for shift in shifts), default=-(2**63))
