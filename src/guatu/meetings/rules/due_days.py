"""Which due dates a resolution is offered. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from guatu.calendars.rules import WorkingCalendar

FRIDAY, MONDAY = 5, 1


def due_suggestions(today: date, calendar: WorkingCalendar) -> list[date]:
    """This Friday, next Monday and next Friday, each a working day after `today`.

    A Friday off gives way to the working day before, a Monday off to the one after.
    """
    monday = today + timedelta(days=8 - today.isoweekday())
    found = {
        calendar.previous_working_day(monday - timedelta(days=3)),
        calendar.next_working_day(monday),
        calendar.previous_working_day(monday + timedelta(days=4)),
    }
    return sorted(day for day in found if day > today)
