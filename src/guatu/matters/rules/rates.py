"""The fair numbers: what is counted, and what is divided by what. Pure.

Every rate is a part of a whole, both countable and both a list of matters. What was not reached stands in the
whole: open matters that are overdue have fallen due; closed without being solved is closed. The prose, with
examples, is docs/rules/fair_numbers.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from guatu.matters.choices import ClockKind, Move, Satisfaction

# Fewer than these say nothing as a share: they are shown as counts.
SMALL = 5
# Ages of open matters in calendar days: up to and with.
AGES: tuple[int | None, ...] = (3, 7, 15, 30, None)


class Figure(StrEnum):
    """One number with its rows. The first of a pair is the whole, the second the part."""

    REPLY_DUE = "reply_due"
    REPLIED = "replied"
    DUE = "due"
    ON_TIME = "on_time"
    CLOSED = "closed"
    SOLVED = "solved"
    RATED = "rated"
    SATISFIED = "satisfied"
    DISPATCHED = "dispatched"
    RIGHT = "right"
    RETURNED = "returned"


class RateName(StrEnum):
    RESPONSE = "response"
    ON_TIME = "on_time"
    SOLUTION = "solution"
    SATISFACTION = "satisfaction"
    ACCURACY = "accuracy"
    RETURN = "return"


# Rate → (part, whole).
RATES: Mapping[RateName, tuple[Figure, Figure]] = {
    RateName.RESPONSE: (Figure.REPLIED, Figure.REPLY_DUE),
    RateName.ON_TIME: (Figure.ON_TIME, Figure.DUE),
    RateName.SOLUTION: (Figure.SOLVED, Figure.CLOSED),
    RateName.SATISFACTION: (Figure.SATISFIED, Figure.RATED),
    RateName.ACCURACY: (Figure.RIGHT, Figure.DISPATCHED),
    RateName.RETURN: (Figure.RETURNED, Figure.DISPATCHED),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole. `share` is None where the whole is empty; `is_small`: show the counts, not the share."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def is_small(self) -> bool:
        return self.whole < SMALL


def rates_of(counts: Mapping[Figure, int]) -> dict[RateName, Rate]:
    """Every rate from the counts of its figures."""
    return {name: Rate(counts.get(part, 0), counts.get(whole, 0)) for name, (part, whole) in RATES.items()}


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


def ageing(days: Iterable[int]) -> list[int]:
    """How many open matters are of each age of `AGES`."""
    counts = Counter(age_class(age) for age in days)
    return [counts[place] for place in range(len(AGES))]


def age_class(days: int) -> int:
    """The place in `AGES` of a matter that has been open for so many days."""
    return next(place for place, most in enumerate(AGES) if most is None or days <= most)
