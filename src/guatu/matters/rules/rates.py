"""The fair numbers: what is divided by what. Pure. What is counted, `selectors.counting` tells.

Every rate is a part of a whole, both countable and both a list of matters. What was not reached stands in the
whole: open matters that are overdue have fallen due; closed without being solved is closed. The prose, with
examples, is docs/rules/fair_numbers.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

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


def ageing(days: Iterable[int]) -> list[int]:
    """How many open matters are of each age of `AGES`."""
    counts = Counter(age_class(age) for age in days)
    return [counts[place] for place in range(len(AGES))]


def age_class(days: int) -> int:
    """The place in `AGES` of a matter that has been open for so many days."""
    return next(place for place, most in enumerate(AGES) if most is None or days <= most)
