"""Shifts and the weekly pattern: which hours are worked on which weekday, before any notice is looked at.

Pure; times of day are local to the zone. The JSON form, as stored and as typed into the form, is
`{"shifts": {"mon": [["08:30", "12:00"], ["14:00", "17:30"]], …}, "half_days": ["sat"]}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from guatu.calendars.choices import DayKind
from guatu.core.errors import Fault, InvalidInput

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES

_CLOCK = re.compile(r"^([01]?\d|2[0-4])[:：]([0-5]\d)$")


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """One stretch of work, in whole minutes after the midnight that its day begins with.

    `0 <= start < 1440` and `start < end <= start + 1440`; an `end` above 1440 lies on the next day.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < DAY_MINUTES and self.start < self.end <= self.start + DAY_MINUTES):
            raise ValueError(f"a shift cannot run from minute {self.start} to minute {self.end}")

    @property
    def minutes(self) -> int:
        return self.end - self.start

    @classmethod
    def parse(cls, start: str, end: str) -> Shift:
        """From two clock texts, `"08:30"` and `"12:00"`. An end at or before the start is the next day's;
        `"24:00"` is midnight at the end of the day. Raises `ValueError` saying what was expected."""
        first, last = _minute(start), _minute(end)
        if first == last or first >= DAY_MINUTES:
            raise ValueError(
                _("%(start)s–%(end)s has no length; for a whole day write 00:00–24:00.")
                % {"start": start, "end": end}
            )
        return cls(first, last if last > first else last + DAY_MINUTES)

    def dump(self) -> list[str]:
        """The two clock texts that `parse` reads."""
        end = self.end if self.end <= DAY_MINUTES else self.end - DAY_MINUTES
        return [clock_text(self.start), clock_text(end)]

    def __str__(self) -> str:
        return "–".join(self.dump())


def clock_text(minute: int) -> str:
    """Minutes after midnight as `HH:MM`; 1440 is `24:00`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _minute(text: str) -> int:
    found = _CLOCK.match(text.strip()) if isinstance(text, str) else None
    minute = int(found[1]) * 60 + int(found[2]) if found else -1
    if not 0 <= minute <= DAY_MINUTES:
        raise ValueError(
            _("“%(text)s” is not a time of day; expected HH:MM from 00:00 to 24:00.") % {"text": text}
        )
    return minute


@dataclass(frozen=True, slots=True)
class WeeklyPattern:
    """The shifts of each weekday, Monday first. A weekday without shifts is a day off.

    `half_days` are weekdays (0 is Monday) whose shifts, given in full, make up half a day only.
    At least one weekday has shifts, so that counting working time always comes to an end; shifts of a day
    do not overlap one another, nor a shift that has begun the day before. Raises `InvalidInput` otherwise,
    naming the weekday.
    """

    shifts: tuple[tuple[Shift, ...], ...]
    half_days: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        faults = []
        if len(self.shifts) != len(WEEKDAYS):
            raise ValueError("a weekly pattern has seven weekdays")
        if not any(self.shifts):
            faults.append(Fault("shifts", _("No weekday has working time; give at least one shift.")))
        for day in sorted(self.half_days):
            if not self.shifts[day]:
                faults.append(Fault(f"half_days.{WEEKDAYS[day]}", _("A half day needs at least one shift.")))
        faults += [
            Fault(
                f"shifts.{WEEKDAYS[day]}",
                _("%(later)s overlaps %(earlier)s.") % {"later": later, "earlier": earlier},
            )
            for day, earlier, later in self._overlaps()
        ]
        if faults:
            raise InvalidInput(faults)

    def _overlaps(self) -> list[tuple[int, Shift, Shift]]:
        week = sorted(
            ((day * DAY_MINUTES + shift.start, day, shift) for day in range(7) for shift in self.shifts[day]),
            key=lambda item: item[0],
        )
        found = []
        for (begin, _before, earlier), (start, day, later) in pairwise(week):
            if begin + earlier.minutes > start:
                found.append((day, earlier, later))
        if len(week) > 1:
            (start, day, first), (begin, _before, last) = week[0], week[-1]
            if begin + last.minutes > start + WEEK_MINUTES:
                found.append((day, last, first))
        return found

    def kind(self, weekday: int) -> DayKind:
        if not self.shifts[weekday]:
            return DayKind.OFF
        return DayKind.HALF if weekday in self.half_days else DayKind.WORKING

    def shifts_for(self, weekday: int, kind: DayKind) -> tuple[Shift, ...]:
        """The shifts worked when a day on this weekday is of `kind`, whatever the pattern says of it.

        A whole working day on a weekday that has no full shifts of its own (a make-up Sunday) keeps the hours
        of the week's first full working day. A half day on a full weekday keeps the first half of the hours.
        """
        own = self.shifts[weekday]
        match kind:
            case DayKind.OFF:
                return ()
            case DayKind.WORKING:
                return own if self.kind(weekday) == DayKind.WORKING else self._standard()
            case DayKind.HALF:
                if self.kind(weekday) == DayKind.HALF:
                    return own
                return first_half(own or self._standard())

    def _standard(self) -> tuple[Shift, ...]:
        full = [day for day in range(7) if self.kind(day) == DayKind.WORKING]
        return self.shifts[full[0]] if full else next(shifts for shifts in self.shifts if shifts)

    @classmethod
    def parse(cls, data: Any) -> WeeklyPattern:
        """From the JSON form. Raises `InvalidInput` with a fault for each weekday that cannot be read."""
        if not isinstance(data, Mapping) or not isinstance(data.get("shifts"), Mapping):
            raise InvalidInput({"shifts": _("Expected the weekdays mon to sun, each with a list of shifts.")})
        half_days = data.get("half_days", [])
        if not isinstance(half_days, list):
            raise InvalidInput({"half_days": _("Expected a list of weekdays.")})
        faults = [
            Fault(
                f"shifts.{day}",
                _("Unknown weekday; expected one of %(days)s.") % {"days": ", ".join(WEEKDAYS)},
            )
            for day in [*data["shifts"], *half_days]
            if day not in WEEKDAYS
        ]
        shifts: list[tuple[Shift, ...]] = []
        for day in WEEKDAYS:
            try:
                shifts.append(_parse_shifts(data["shifts"].get(day, ())))
            except ValueError as error:
                faults.append(Fault(f"shifts.{day}", str(error)))
                shifts.append(())
        if faults:
            raise InvalidInput(faults)
        return cls(tuple(shifts), frozenset(WEEKDAYS.index(day) for day in half_days))

    def dump(self) -> dict[str, Any]:
        """The JSON form that `parse` reads."""
        return {
            "shifts": {
                day: [shift.dump() for shift in shifts]
                for day, shifts in zip(WEEKDAYS, self.shifts, strict=True)
            },
            "half_days": [WEEKDAYS[day] for day in sorted(self.half_days)],
        }


def _parse_shifts(rows: Any) -> tuple[Shift, ...]:
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise ValueError(_("Expected a list of shifts, each a start and an end."))
    for row in rows:
        if not isinstance(row, Sequence) or isinstance(row, str) or len(row) != 2:
            raise ValueError(_("“%(row)s” is not a shift; expected a start and an end.") % {"row": row})
    return tuple(sorted(Shift.parse(start, end) for start, end in rows))


def first_half(shifts: tuple[Shift, ...]) -> tuple[Shift, ...]:
    """The shifts cut off after half of their minutes (rounded down)."""
    left = sum(shift.minutes for shift in shifts) // 2
    kept = []
    for shift in shifts:
        if left <= 0:
            break
        kept.append(Shift(shift.start, shift.start + min(left, shift.minutes)))
        left -= shift.minutes
    return tuple(kept)


def five_days(*shifts: tuple[str, str]) -> WeeklyPattern:
    """Monday to Friday with the same shifts, each a pair of clock texts."""
    day = tuple(sorted(Shift.parse(start, end) for start, end in shifts))
    return WeeklyPattern((day,) * 5 + ((), ()))


# The default of a new zone; office hours differ by place and season, so they are edited, not assumed.
OFFICE_HOURS = five_days(("08:30", "12:00"), ("14:00", "17:30"))
ALL_HOURS = WeeklyPattern(((Shift(0, DAY_MINUTES),),) * 7)
