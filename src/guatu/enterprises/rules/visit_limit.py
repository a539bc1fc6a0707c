"""The limit on disturbing 无事不扰: at most so many routine visits to an enterprise within so many days. Pure.

The prose, with examples, is docs/rules/enterprises.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class VisitLimit:
    """At most `visits` in any `days` days that follow each other."""

    visits: int = 2
    days: int = 30


DEFAULT = VisitLimit()


def in_the_way(visits: Sequence[date], day: date, limit: VisitLimit) -> list[date]:
    """The days of visits that keep a further one on `day` from being made; empty where it may be made.

    `visits` are the days of those that count, planned and made, before and after, in any order, several a day if so.
    """
    near = sorted(d for d in visits if abs((d - day).days) < limit.days)
    found: set[int] = set()
    # With the new one among them: any run of one too many that fits into the span breaks the limit.
    place = sum(d <= day for d in near)
    days = [*near[:place], day, *near[place:]]
    for first in range(len(days) - limit.visits):
        last = first + limit.visits
        if first <= place <= last and (days[last] - days[first]).days < limit.days:
            found.update(range(first, last + 1))
    return [days[number] for number in sorted(found - {place})]


def next_free_day(visits: Sequence[date], day: date, limit: VisitLimit) -> date:
    """The first day from `day` on when a further routine visit may be made."""
    candidates = sorted({day, *(d + timedelta(days=limit.days) for d in visits)})
    return next(c for c in candidates if c >= day and not in_the_way(visits, c, limit))
