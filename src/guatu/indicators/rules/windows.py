"""When a period may be filled in, by the working calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guatu.calendars.rules import WorkingCalendar
from guatu.core.periods import Period


class Door(StrEnum):
    """Whether entries are taken on a day."""

    NOT_YET = "not_yet"
    OPEN = "open"
    LATE = "late"  # closed, but open by exception
    CLOSED = "closed"


class Step(StrEnum):
    """How near the end of the window is, for whoever has not submitted."""

    SOON = "soon"
    LAST_DAY = "last_day"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day on which entries are taken, and the day of the reminder."""

    opens_on: date
    closes_on: date
    remind_on: date

    def door(self, day: date, late_until: date | None = None) -> Door:
        if day < self.opens_on:
            return Door.NOT_YET
        if day <= self.closes_on:
            return Door.OPEN
        return Door.LATE if late_until is not None and day <= late_until else Door.CLOSED

    def step(self, day: date) -> Step | None:
        """Which reminder is due; None before the day of the first."""
        if day < self.remind_on:
            return None
        if day > self.closes_on:
            return Step.LATE
        return Step.LAST_DAY if day == self.closes_on else Step.SOON


def window_of(
    period: Period, calendar: WorkingCalendar, *, opens_after: int, closes_after: int, remind_before: int
) -> Window:
    """The window of a period: working days counted from its last day on, which itself is not counted."""
    closes_on = calendar.add_working_days(period.last, closes_after)
    remind_on = calendar.add_working_days(closes_on, -remind_before)
    opens_on = calendar.add_working_days(period.last, opens_after)
    return Window(opens_on, closes_on, max(remind_on, opens_on))
