"""How long prospects have stood in their stage. Pure. The prose is docs/rules/investment.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from guatu.investment.choices import Stage
from guatu.investment.rules.stages import WAY

# Upper bounds of the age classes, in days; the last is open.
BOUNDS = (30, 90, 180)


def age_class(since: date, day: date) -> int:
    """Which class the days from `since` to `day` fall in: 0 up to 30 days, 1 up to 90, 2 up to 180, 3 beyond."""
    days = (day - since).days
    return sum(days > bound for bound in BOUNDS)


def conversions(furthest: Iterable[Stage]) -> dict[Stage, Fraction | None]:
    """Stage → the share of those who came into the stage before it and came into this one as well.

    None for the first stage, and where nobody came into the stage before.
    """
    reached = [WAY.index(stage) for stage in furthest]
    counts = [sum(index >= place for index in reached) for place in range(len(WAY))]
    found: dict[Stage, Fraction | None] = {WAY[0]: None}
    for place in range(1, len(WAY)):
        before = counts[place - 1]
        found[WAY[place]] = Fraction(counts[place], before) if before else None
    return found
