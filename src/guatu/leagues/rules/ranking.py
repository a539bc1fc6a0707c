"""From totals to places and grades, of one group of peers. The order in which units are given never matters."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

from guatu.leagues.choices import CutRounding, Tie
from guatu.leagues.rules.book import Book
from guatu.leagues.rules.scoring import Scored, Value

K = TypeVar("K", bound=Hashable)


def places(book: Book, scored: Mapping[K, Scored], values: Mapping[K, Mapping[str, Value]]) -> dict[K, int]:
    """Key → place, 1 for the highest total, of those who are ranked. What stays equal shares a place and the next is
    skipped (1, 2, 2, 4)."""
    order = {
        key: (one.total, _second(book, values[key])) for key, one in scored.items() if one.unranked is None
    }
    first: dict[tuple[Decimal, Decimal], int] = {}
    for place, key in enumerate(sorted(order.values(), reverse=True), 1):
        first.setdefault(key, place)
    return {key: first[one] for key, one in order.items()}


def _second(book: Book, values: Mapping[str, Value]) -> Decimal:
    """What decides between equal totals: the greater comes first. No value comes last."""
    if book.tie != Tie.CRITERION:
        return Decimal(0)
    found = values.get(book.tie_key)
    if found is None or found.value is None:
        return Decimal("-Infinity")
    return found.value if book.by_key[book.tie_key].higher_is_better else -found.value


def units_within(share: Decimal, count: int, rounding: CutRounding) -> int:
    """How many of `count` units a share is."""
    exact = Fraction(share) * count
    match rounding:
        case CutRounding.FLOOR:
            return floor(exact)
        case CutRounding.CEILING:
            return ceil(exact)
    return floor(exact + Fraction(1, 2))


def grades(book: Book, placed: Mapping[K, int]) -> dict[K, str]:
    """Key → grade: that of the first cut down to which its place lies. Who shares a place shares the grade."""
    limits = [(cut.grade, units_within(cut.share, len(placed), book.cut_rounding)) for cut in book.cuts]
    if not limits:
        return {}
    return {
        key: next((grade for grade, limit in limits if place <= limit), book.last_grade)
        for key, place in placed.items()
    }
