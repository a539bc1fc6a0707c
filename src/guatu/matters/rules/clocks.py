"""From a matter's history to its clocks. Pure; rebuilt from the history each time, so that a correction of rules,
calendar or dates is right at once.

The whole time and the first reply run from the moment a matter is raised (or reopened); signing for runs from each
dispatch; a supporting unit's own clock from the moment it is asked. Stopped time is a break of the calendar: it counts
neither for the deadline nor for the time used. Time in verification counts if the matter is sent back. The prose, with
worked examples, is docs/rules/matter_clocks.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from guatu.calendars.breaks import Break
from guatu.calendars.choices import DeadlineUnit
from guatu.calendars.deadlines import Deadline, due_at, elapsed
from guatu.calendars.rules import WorkingCalendar
from guatu.matters.choices import ClockKind, ClockState, Move


@dataclass(frozen=True, slots=True)
class Happened:
    """One move of the history. `unit_id`: whom it was dispatched to, or which unit was asked or answered."""

    move: Move
    at: datetime
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """An approved stop, from the moment it was asked for; `until` None: still standing. It ends at `cap` at last."""

    since: datetime
    until: datetime | None
    cap: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch in which one clock runs. `ended_at` with `kept` False: it ended without the act it waited for."""

    kind: ClockKind
    round: int
    start: datetime
    unit_id: UUID | None = None
    ended_at: datetime | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What a matter's clocks are held to: the line's limits, and what was agreed for this matter alone.

    `due_on`: a day set by hand for the whole time. `extensions`: working days granted, by round.
    """

    limits: Mapping[ClockKind, Deadline]
    nearly_due: Decimal
    due_on: date | None = None
    extensions: Mapping[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock as it stands. `due_at` and `warn_at` are None while the clock is stopped.

    `gross` is all the time from start to end (or now); `net` leaves out what was stopped, in the unit of the limit.
    """

    span: Span
    limit: Deadline
    due_at: datetime | None
    warn_at: datetime | None
    stopped_since: datetime | None
    gross: timedelta
    net: Decimal


# Which clocks a move starts, keeps (the act they wait for has come) and cuts off (it will not come any more).
_STARTS = {
    Move.RAISE: (ClockKind.WHOLE, ClockKind.FIRST_REPLY),
    Move.REOPEN: (ClockKind.WHOLE, ClockKind.FIRST_REPLY),
    Move.DISPATCH: (ClockKind.SIGN_FOR,),
    Move.TRANSFER: (ClockKind.SIGN_FOR,),
    Move.ADD_SUPPORT: (ClockKind.SUPPORT,),
}
_KEEPS = {
    Move.SIGN_FOR: (ClockKind.SIGN_FOR,),
    Move.REPLY: (ClockKind.FIRST_REPLY,),
    Move.SUPPORT_REPLY: (ClockKind.SUPPORT,),
    Move.REPORT_DONE: (ClockKind.FIRST_REPLY, ClockKind.WHOLE),
    Move.CLOSE_UNSOLVED: (ClockKind.FIRST_REPLY, ClockKind.WHOLE),
}
_CUTS = {
    Move.DISPATCH: (ClockKind.SIGN_FOR,),
    Move.TRANSFER: (ClockKind.SIGN_FOR,),
    Move.RETURN: (ClockKind.SIGN_FOR,),
    Move.CLOSE_OUT: tuple(ClockKind),
    Move.CLOSE_UNSOLVED: tuple(ClockKind),
    Move.WITHDRAW: tuple(ClockKind),
}


def spans(history: Sequence[Happened]) -> list[Span]:
    """Every clock that has run, in order of its start; `history` in order of time."""
    ended: list[Span] = []
    running: dict[tuple[ClockKind, UUID | None], Span] = {}
    round_ = 1
    for happened in history:
        move, at = happened.move, happened.at
        round_ += move is Move.REOPEN
        if move is Move.SEND_BACK:
            _run_on(ended, running)
        for kept, table in ((True, _KEEPS), (False, _CUTS)):
            for key in [key for key in running if key[0] in table.get(move, ())]:
                if kept and key[0] is ClockKind.SUPPORT and key[1] != happened.unit_id:
                    continue
                ended.append(replace(running.pop(key), ended_at=at, kept=kept))
        for kind in _STARTS.get(move, ()):
            unit_id = happened.unit_id if kind is ClockKind.SUPPORT else None
            running[kind, unit_id] = Span(kind, round_, at, unit_id)
    return sorted([*ended, *running.values()], key=lambda span: span.start)


def _run_on(ended: list[Span], running: dict[tuple[ClockKind, UUID | None], Span]) -> None:
    """What was reported done was not: the whole time has been running all along."""
    for place in range(len(ended) - 1, -1, -1):
        if ended[place].kind is ClockKind.WHOLE:
            running[ClockKind.WHOLE, None] = replace(ended.pop(place), ended_at=None, kept=False)
            return


def breaks_of(stops: Iterable[Stop], now: datetime) -> list[Break]:
    """Stops as breaks, seen from `now`; none reaches beyond its cap."""
    found = []
    for stop in stops:
        until = min(stop.until or now, stop.cap)
        if until > stop.since:
            found.append(Break(stop.since, until))
    return found


def standing_since(stops: Iterable[Stop], now: datetime) -> datetime | None:
    """Since when the clock stands at `now`; None where it runs."""
    return next((s.since for s in stops if s.since <= now < min(s.until or s.cap, s.cap)), None)


def read_clock(
    span: Span, terms: Terms, stops: Sequence[Stop], calendar: WorkingCalendar, now: datetime
) -> Reading | None:
    """One clock at `now`; None where the terms set no limit for it."""
    limit = terms.limits.get(span.kind)
    if limit is None and not (span.kind is ClockKind.WHOLE and terms.due_on):
        return None
    limit = limit or Deadline(0, DeadlineUnit.WORKING_DAY)
    ended = span.ended_at or now
    # A stop concerns what is being worked on; signing for comes before that.
    counted = [] if span.kind is ClockKind.SIGN_FOR else breaks_of(stops, ended)
    stopped = None if span.ended_at or span.kind is ClockKind.SIGN_FOR else standing_since(stops, now)
    net = elapsed(span.start, ended, limit.unit, calendar, counted) if ended > span.start else Decimal(0)
    gross = max(ended - span.start, timedelta(0))
    if stopped is not None:
        return Reading(span, limit, None, None, stopped, gross, net)
    due, warn = _due(span, limit, terms, calendar, counted)
    return Reading(span, limit, due, min(warn, due), None, gross, net)


def _due(
    span: Span, limit: Deadline, terms: Terms, calendar: WorkingCalendar, breaks: Sequence[Break]
) -> tuple[datetime, datetime]:
    whole = span.kind is ClockKind.WHOLE
    if whole and terms.due_on is not None and span.round == 1:
        due = _by_hand(span.start, terms.due_on, calendar, breaks)
        warn = _day_before(due, calendar)
    else:
        due = due_at(span.start, limit, calendar, breaks)
        warn = due_at(span.start, _share_of(limit, terms.nearly_due), calendar, breaks)
    extra = (terms.extensions or {}).get(span.round, 0) if whole else 0
    if extra:
        due = due_at(due, Deadline(extra, DeadlineUnit.WORKING_DAY), calendar, breaks)
        warn = _day_before(due, calendar)
    return due, warn


def _by_hand(start: datetime, day: date, calendar: WorkingCalendar, breaks: Sequence[Break]) -> datetime:
    """The close of a day that somebody set; working time that was stopped is given back."""
    closing = calendar.closing(day)
    if closing <= start:
        return closing
    lost = calendar.elapsed_working_time(start, closing) - calendar.elapsed_working_time(
        start, closing, breaks
    )
    if not lost:
        return closing
    hours = Decimal(lost // timedelta(microseconds=1)) / 3_600_000_000
    return calendar.add_working_hours(closing, hours)


def _day_before(due: datetime, calendar: WorkingCalendar) -> datetime:
    """The close of the working day before the due day."""
    return calendar.closing(
        calendar.previous_working_day(due.astimezone(calendar.zone).date() - timedelta(1))
    )


def _share_of(limit: Deadline, share: Decimal) -> Deadline:
    """A part of a limit, rounded down to what its unit can be counted in."""
    part = Fraction(limit.amount) * Fraction(share)
    match limit.unit:
        case DeadlineUnit.WORKING_DAY:
            amount = Decimal(int(part * 2)) / 2
        case DeadlineUnit.CALENDAR_DAY:
            amount = Decimal(int(part))
        case _:
            amount = (Decimal(part.numerator) / Decimal(part.denominator)).quantize(Decimal("0.0001"))
    return Deadline(amount, limit.unit, limit.roll)


def state_of(
    now: datetime,
    *,
    due_at: datetime | None,
    warn_at: datetime | None,
    ended_at: datetime | None,
    kept: bool,
) -> ClockState:
    """What a clock shows at `now`. Overdue is tested before stopped: what was missed stays missed."""
    if ended_at is not None:
        late = due_at is not None and ended_at > due_at
        return ClockState.MISSED if late or not kept else ClockState.MET
    if due_at is None:
        return ClockState.STOPPED
    if now > due_at:
        return ClockState.OVERDUE
    return ClockState.NEARLY_DUE if warn_at is not None and now >= warn_at else ClockState.RUNNING
