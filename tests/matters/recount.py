"""The fair numbers counted by hand, matter by matter, from clocks and moves: what the database has to come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from guatu.core.models import Zone
from guatu.matters.choices import ClockKind, Move, Satisfaction
from guatu.matters.models.clocks import MatterClock
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.rules.rates import Figure

Counted = set[tuple[Figure, UUID, UUID | None]]


@dataclass(frozen=True, slots=True)
class ClockFact:
    """One running of a clock, as far as the numbers are concerned."""

    kind: ClockKind
    due_at: datetime | None
    ended_at: datetime | None
    kept: bool


def clock_figures(clock: ClockFact, first: datetime, until: datetime) -> tuple[Figure, ...]:
    """What a clock counts as from `first` to `until` (not later than now).

    It has fallen due when its due moment lies within and it was not cut off before (withdrawn, given to another
    unit): still open or not makes no difference. Kept means that the act it waits for came by then. A stopped clock
    has no due moment and has not fallen due.
    """
    pair = {
        ClockKind.WHOLE: (Figure.DUE, Figure.ON_TIME),
        ClockKind.FIRST_REPLY: (Figure.REPLY_DUE, Figure.REPLIED),
    }.get(clock.kind)
    if pair is None or clock.due_at is None or not first <= clock.due_at <= until:
        return ()
    in_time = clock.ended_at is not None and clock.ended_at <= clock.due_at
    if in_time and not clock.kept:
        return ()
    return pair if in_time else pair[:1]


def closing_figures(move: Move) -> tuple[Figure, ...]:
    """A closing counts as closed; only struck off counts as solved. Withdrawn is no closing."""
    if move is Move.CLOSE_OUT:
        return Figure.CLOSED, Figure.SOLVED
    if move is Move.CLOSE_UNSOLVED:
        return (Figure.CLOSED,)
    return ()


def rating_figures(rating: str) -> tuple[Figure, ...]:
    """“Satisfied” and “basically satisfied” are satisfied."""
    if rating not in Satisfaction.values:
        return ()
    return (Figure.RATED,) if rating == Satisfaction.DISSATISFIED else (Figure.RATED, Figure.SATISFIED)


def dispatch_figures(later: Iterable[Move]) -> tuple[Figure, ...]:
    """A first dispatch of a round; `later`: the moves after it in that round. It was right where the matter neither
    came back nor went on to another unit."""
    moves = set(later)
    if Move.RETURN in moves:
        return Figure.DISPATCHED, Figure.RETURNED
    return (Figure.DISPATCHED,) if Move.TRANSFER in moves else (Figure.DISPATCHED, Figure.RIGHT)


def recount(zone: Zone, first: datetime, until: datetime) -> Counted:
    """Each figure with the matter and the unit whose doing it is."""
    found: Counted = set()
    for matter in Matter.objects.filter(zone=zone, excluded_reason=""):
        for clock in MatterClock.objects.filter(matter=matter):
            fact = ClockFact(ClockKind(clock.kind), clock.due_at, clock.ended_at, clock.kept)
            found |= {(f, matter.id, clock.held_by_id) for f in clock_figures(fact, first, until)}
        history = list(MatterMove.objects.filter(matter=matter).order_by("place"))
        holder: UUID | None = None
        dispatched: set[int] = set()
        for place, made in enumerate(history):
            move = Move(made.move)
            figures: tuple[Figure, ...] = closing_figures(move)
            if move in (Move.DISPATCH, Move.TRANSFER):
                holder = made.unit_id
            if move is Move.DISPATCH and made.round not in dispatched:
                dispatched.add(made.round)
                later = [m for m in history[place + 1 :] if m.round == made.round]
                figures = dispatch_figures(Move(m.move) for m in later)
            elif move is Move.RATE:
                figures = rating_figures(made.reason)
            if first <= made.at <= until:
                found |= {(f, matter.id, holder) for f in figures}
    return found


def counts(counted: Counted, units: Iterable[UUID] | None = None) -> Counter[Figure]:
    """How many matters in each figure, of these units or of all; a matter once."""
    allowed = None if units is None else set(units)
    return Counter(f for f, _m in {(f, m) for f, m, u in counted if allowed is None or u in allowed})
