"""From the stored history to the stored clocks: for some matters at once, in a fixed number of queries.

Clocks are rows only so that lists can be sorted and the clock that ticks finds what comes next; each is reckoned
anew from the moves after every move, and can be at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from guatu.calendars.rules import WorkingCalendar
from guatu.calendars.selectors import working_calendar
from guatu.matters.choices import ClockKind, DecisionState, MatterStatus, Move, SlipColour, TimeKind
from guatu.matters.models.clocks import MatterClock, MatterStanding
from guatu.matters.models.history import LadderStep, MatterMove, TimeRequest
from guatu.matters.models.kinds import MatterRuleSet
from guatu.matters.models.matter import Matter
from guatu.matters.rules.clock_rules import ClockLine, MatterRules, Rung, read_rules
from guatu.matters.rules.clocks import Happened, Reading, Stop, Terms, read_clock, spans
from guatu.matters.rules.holding import Holding, holdings
from guatu.matters.rules.ladder import Step, due_steps

_WORSE = {SlipColour.NONE: 0, SlipColour.BLUE: 1, SlipColour.YELLOW: 2, SlipColour.RED: 3}
_STANDING = ("is_open", "due_at", "warn_at", "stopped_since", "ended_at", "next_at", "rung", "colour")


@dataclass(slots=True)
class Book:
    """Everything that one matter's clocks follow from."""

    matter: Matter
    rules: MatterRules
    line: ClockLine
    calendar: WorkingCalendar
    history: list[Happened] = field(default_factory=list)
    requests: list[TimeRequest] = field(default_factory=list)
    steps: list[LadderStep] = field(default_factory=list)

    @property
    def ladder(self) -> tuple[Rung, ...]:
        return self.rules.ladder_for(self.matter.kind.code)

    @property
    def higher(self) -> int:
        """How many rungs higher the matter starts."""
        return self.rules.start_rung.get(self.matter.urgency, 0)

    @property
    def stops(self) -> list[Stop]:
        return [
            Stop(r.asked_at, r.resumed_at, r.cap)
            for r in self.requests
            if r.kind == TimeKind.STOP and r.state == DecisionState.GRANTED and r.cap is not None
        ]

    @property
    def terms(self) -> Terms:
        extensions: dict[int, int] = {}
        for request in self.requests:
            if request.kind == TimeKind.EXTENSION and request.state == DecisionState.GRANTED:
                extensions[request.round] = extensions.get(request.round, 0) + request.days
        return Terms(self.line.limits, self.rules.nearly_due, self.matter.due_on, extensions)

    @property
    def held(self) -> list[Holding]:
        return holdings(self.history)

    def readings(self, now: datetime) -> list[Reading]:
        """Every clock at `now`, in order of its start."""
        terms, stops = self.terms, self.stops
        found = (read_clock(span, terms, stops, self.calendar, now) for span in spans(self.history))
        return [reading for reading in found if reading is not None]

    def due_steps(self, now: datetime) -> tuple[list[Step], datetime | None]:
        """What of the ladder has come by `now`, and when the next thing happens (`MatterStanding.next_at`)."""
        if not self.matter.is_open:
            return [], None
        reached = [(s.rung, s.repetition, s.clock_start) for s in self.steps]
        due, ahead = due_steps(self.ladder, self.readings(now), reached, self.rules, self.calendar, now)
        caps = [stop.cap for stop in self.stops if stop.until is None and stop.cap > now]
        return due, min([moment for moment in (ahead, *caps) if moment is not None], default=None)


@lru_cache(maxsize=64)
def _read(zone_id: UUID, rule_set_id: UUID, version: int) -> MatterRules:
    """A rule set, read once a process: a version of the rules is never changed."""
    return read_rules(MatterRuleSet.objects.get(zone_id=zone_id, id=rule_set_id).parameters)


def rules_of(rule_set: MatterRuleSet) -> MatterRules:
    return _read(rule_set.zone_id, rule_set.id, rule_set.version)


def open_books(zone_id: UUID, matter_ids: Collection[UUID]) -> dict[UUID, Book]:
    """The books of some matters, by id (four queries, and two for each calendar)."""
    matters = Matter.objects.filter(zone_id=zone_id, id__in=matter_ids)
    return books_of(zone_id, matters.select_related("kind", "category", "rule_set"))


def book_of(matter: Matter) -> Book:
    """The book of a matter that was read with its kind, category and rules."""
    return books_of(matter.zone_id, [matter])[matter.id]


def books_of(zone_id: UUID, matters: Iterable[Matter]) -> dict[UUID, Book]:
    """The books of matters that were read with their kinds, categories and rules, by id."""
    books: dict[UUID, Book] = {}
    calendars: dict[str, WorkingCalendar] = {}
    for matter in matters:
        rules = rules_of(matter.rule_set)
        category = matter.category.code if matter.category else ""
        _place, line = rules.line_for(matter.kind.code, category, matter.urgency)
        if line.calendar not in calendars:
            calendars[line.calendar] = working_calendar(zone_id, line.calendar or None)
        books[matter.id] = Book(matter, rules, line, calendars[line.calendar])
    moves = MatterMove.objects.filter(zone_id=zone_id, matter_id__in=books)
    for row in moves.order_by("matter_id", "place").values_list("matter_id", "move", "at", "unit_id"):
        books[row[0]].history.append(Happened(Move(row[1]), row[2], row[3]))
    for request in TimeRequest.objects.filter(zone_id=zone_id, matter_id__in=books).order_by("asked_at"):
        books[request.matter_id].requests.append(request)
    for step in LadderStep.objects.filter(zone_id=zone_id, matter_id__in=books).order_by("reached_at"):
        books[step.matter_id].steps.append(step)
    return books


def refresh_standing(zone_id: UUID, matter_ids: Collection[UUID], now: datetime) -> None:
    """Reckon the clocks of these matters again and store them (eight queries)."""
    keep_standing(zone_id, open_books(zone_id, matter_ids), now)


def keep_standing(zone_id: UUID, books: dict[UUID, Book], now: datetime) -> None:
    """Store what the books say at `now`."""
    clocks: list[MatterClock] = []
    standings: list[MatterStanding] = []
    for book in books.values():
        readings = book.readings(now)
        clocks += [_clock(book, reading) for reading in readings]
        standings.append(_standing(book, readings, now))
    MatterClock.objects.filter(zone_id=zone_id, matter_id__in=books).delete()
    MatterClock.objects.bulk_create(clocks, batch_size=1000)
    MatterStanding.objects.bulk_create(
        standings,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["zone", "matter"],
        update_fields=list(_STANDING),
    )


def _clock(book: Book, reading: Reading) -> MatterClock:
    span = reading.span
    return MatterClock(
        zone_id=book.matter.zone_id,
        matter_id=book.matter.id,
        kind=span.kind,
        round=span.round,
        unit_id=span.unit_id,
        held_by_id=span.unit_id or _holder(book.held, span.ended_at),
        started_at=span.start,
        due_at=reading.due_at,
        warn_at=reading.warn_at,
        stopped_since=reading.stopped_since,
        ended_at=span.ended_at,
        kept=span.kept,
        limit_amount=reading.limit.amount,
        limit_unit=reading.limit.unit,
    )


def _holder(held: list[Holding], at: datetime | None) -> UUID | None:
    """Who held the matter just before `at`, or holds it now; the last holder where nobody does."""
    before = [h for h in held if h.unit_id is not None and (at is None or h.since < at)]
    return before[-1].unit_id if before else None


def _standing(book: Book, readings: list[Reading], now: datetime) -> MatterStanding:
    matter = book.matter
    whole = [r for r in readings if r.span.kind is ClockKind.WHOLE and r.span.round == matter.round]
    current = whole[-1] if whole else None
    due, next_at = book.due_steps(now)
    steps = [step for step in book.steps if step.round == matter.round]
    is_open = matter.status not in (MatterStatus.CLOSED, MatterStatus.WITHDRAWN)
    colour = max((SlipColour(s.colour) for s in steps), key=_WORSE.__getitem__, default=SlipColour.NONE)
    return MatterStanding(
        zone_id=matter.zone_id,
        matter_id=matter.id,
        is_open=is_open,
        due_at=current.due_at if current else None,
        warn_at=current.warn_at if current else None,
        stopped_since=current.stopped_since if current else None,
        ended_at=current.span.ended_at if current else None,
        # What has come already and was not seen to yet is due at once.
        next_at=min((step.at for step in due), default=next_at) if is_open else None,
        rung=max((s.rung for s in steps), default=None),
        colour=colour,
    )
