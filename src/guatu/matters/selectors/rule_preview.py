"""What moves when a new version of the rules is applied to the open matters; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from guatu.calendars.rules import WorkingCalendar
from guatu.calendars.selectors import working_calendar
from guatu.core.clock import local_now
from guatu.core.models import Zone
from guatu.matters.choices import ENDED, ClockKind
from guatu.matters.models.matter import Matter
from guatu.matters.rules.clock_rules import read_rules
from guatu.matters.selectors.matters import with_standing
from guatu.matters.standing import Book, open_books

SHOWN = 50
BATCH = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """One open matter whose due moment moves; None: it has none (stopped, or no limit)."""

    matter: Matter
    old: datetime | None
    new: datetime | None


@dataclass(frozen=True, slots=True)
class RulePreview:
    """How many open matters there are, how many become due sooner or later, and how many become overdue at once."""

    total: int
    sooner: int
    later: int
    overdue_now: int
    overdue_then: int
    first: Sequence[Moved]

    @property
    def moved(self) -> int:
        return self.sooner + self.later


def rule_preview(zone: Zone, parameters: Mapping[str, Any]) -> RulePreview:
    """Raises `FaultyRules` for parameters that make no rules."""
    rules, now = read_rules(parameters), local_now(zone)
    ids = list(Matter.objects.filter(zone_id=zone.id).exclude(status__in=ENDED).values_list("id", flat=True))
    calendars: dict[str, WorkingCalendar] = {}
    dues: list[tuple[UUID, datetime | None, datetime | None]] = []
    for start in range(0, len(ids), BATCH):
        for book in open_books(zone.id, ids[start : start + BATCH]).values():
            category = book.matter.category.code if book.matter.category else ""
            _place, line = rules.line_for(book.matter.kind.code, category, book.matter.urgency)
            if line.calendar not in calendars:
                calendars[line.calendar] = working_calendar(zone.id, line.calendar or None)
            then = replace(book, rules=rules, line=line, calendar=calendars[line.calendar])
            dues.append((book.matter.id, _due(book, now), _due(then, now)))
    moved = [due for due in dues if due[1] != due[2]]
    sooner = sum(1 for _id, old, new in moved if new is not None and (old is None or new < old))
    moved.sort(key=lambda due: (due[2] is None, due[2] or now))
    shown = Matter.objects.filter(zone_id=zone.id, id__in=[due[0] for due in moved[:SHOWN]])
    matters = {matter.id: matter for matter in with_standing(shown)}
    return RulePreview(
        total=len(ids),
        sooner=sooner,
        later=len(moved) - sooner,
        overdue_now=sum(1 for _id, old, _new in dues if old is not None and old < now),
        overdue_then=sum(1 for _id, _old, new in dues if new is not None and new < now),
        first=[Moved(matters[matter_id], old, new) for matter_id, old, new in moved[:SHOWN]],
    )


def _due(book: Book, now: datetime) -> datetime | None:
    """When the whole time of the present round is over; None where it does not run."""
    for reading in book.readings(now):
        span = reading.span
        if span.kind is ClockKind.WHOLE and span.round == book.matter.round and span.ended_at is None:
            return reading.due_at
    return None
