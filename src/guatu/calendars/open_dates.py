"""Open dates: due dates still ahead that were reckoned with a calendar, and move when the calendar changes.

Other apps register a provider when they are loaded. Before a notice is applied, every provider's dates are
reckoned again, and what would move is shown; applying it asks the provider to move just those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from guatu.calendars.breaks import Break
from guatu.calendars.deadlines import Deadline, due_at, due_on
from guatu.calendars.rules import WorkingCalendar
from guatu.core.actor import Actor
from guatu.core.models import Zone


@dataclass(frozen=True, slots=True)
class OpenDate:
    """A date that hangs on a calendar.

    `subject` names the object for its own app, such as `matters.matter:<id>`; `label` and `url` show it to
    people. `due` is what is stored: a date for a deadline in days that is kept as a day, else an aware
    datetime, and `start` is of the same type. `calendar` is a calendar's code, empty for the zone's default.
    """

    subject: str
    label: str
    url: str
    start: date
    deadline: Deadline
    due: date
    calendar: str = ""
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime) != isinstance(self.due, datetime):
            raise ValueError(f"{self.subject}: start and due are both days or both moments")

    def reckon(self, calendar: WorkingCalendar) -> date:
        """The due date (or moment) by `calendar`."""
        if isinstance(self.start, datetime):
            return due_at(self.start, self.deadline, calendar, self.breaks)
        return due_on(self.start, self.deadline, calendar, self.breaks)


@dataclass(frozen=True, slots=True)
class DateMove:
    """An open date, and where it goes."""

    open_date: OpenDate
    new_due: date


class OpenDateProvider(Protocol):
    """What an app with open dates offers. `name` is the app's label."""

    name: str

    def open_dates(self, zone: Zone) -> Iterable[OpenDate]:
        """Every open date of the zone that was reckoned with a calendar and not set by hand."""
        ...

    def move(self, moves: Sequence[DateMove], *, actor: Actor, reason: str) -> None:
        """Store the new dates through the app's own use case, which records each old and new date."""
        ...


_providers: dict[str, OpenDateProvider] = {}


def register(provider: OpenDateProvider) -> None:
    """Called from an app's `ready()`; a second provider of the same name takes the first one's place."""
    _providers[provider.name] = provider


def unregister(name: str) -> None:
    _providers.pop(name, None)


def providers() -> tuple[OpenDateProvider, ...]:
    return tuple(_providers[name] for name in sorted(_providers))
