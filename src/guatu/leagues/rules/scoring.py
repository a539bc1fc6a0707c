"""From values to scores, of one group of peers.

Every score is exact and then rounded half up to the decimals of the rules; the total adds up the rounded scores, so
that anybody can work it out with the numbers on the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

from guatu.leagues.choices import Method, Missing, WhyUnranked
from guatu.leagues.rules.book import Book, Criterion

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Value:
    """What one unit has by one criterion: the value (None: there is none) and how many rows stand behind it (None:
    it was entered and has none)."""

    value: Decimal | None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Yard:
    """What the values of one criterion are measured by, in one group: the best value, how many have one, and all of
    them in order, for places."""

    best: Decimal | None
    count: int
    ordered: tuple[Decimal, ...] = ()

    def place(self, value: Decimal, *, higher_is_better: bool) -> int:
        """1 for the best; equal values share it."""
        if higher_is_better:
            return self.count - bisect_right(self.ordered, value) + 1
        return bisect_left(self.ordered, value) + 1


@dataclass(frozen=True, slots=True)
class Scored:
    """One unit: criterion → score as it counts (None: left out), the total, and what keeps it from being ranked:
    the reason and the criterion."""

    scores: Mapping[str, Decimal | None]
    total: Decimal
    unranked: WhyUnranked | None = None
    at: str = ""


def yard_of(criterion: Criterion, values: list[Decimal]) -> Yard:
    """Of the known values of those who are ranked."""
    ordered = tuple(sorted(values))
    if not ordered:
        return Yard(None, 0)
    return Yard(ordered[-1] if criterion.higher_is_better else ordered[0], len(ordered), ordered)


def rounded(exact: Fraction, places: int) -> Decimal:
    """Half up, to so many decimals. A half away from zero below zero."""
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    found = Decimal(whole).scaleb(-places)
    return -found if exact < 0 and whole else found


def exact_score(criterion: Criterion, value: Decimal, yard: Yard) -> Fraction:
    """What a value scores before rounding; a penalty is negative."""
    weight = Fraction(criterion.weight)
    match criterion.method:
        case Method.BEST:
            return weight * _to_best(value, yard.best, criterion.higher_is_better)
        case Method.BASE:
            return weight * _to_base(criterion, value)
        case Method.RANK:
            place = yard.place(value, higher_is_better=criterion.higher_is_better)
            return weight * Fraction(yard.count - place + 1, yard.count)
        case Method.STEPS:
            return weight * Fraction(_step(criterion, value))
    each = Fraction(criterion.points) * Fraction(value) / Fraction(criterion.base or 1)
    points = min(max(each, Fraction(0)), weight)
    return points if criterion.method == Method.BONUS else -points


def _to_best(value: Decimal, best: Decimal | None, higher_is_better: bool) -> Fraction:
    """value ÷ best, best ÷ value where less is better; nothing below zero."""
    if best is None:
        return Fraction(0)
    if higher_is_better:
        return Fraction(max(value, Decimal(0))) / Fraction(best) if best > 0 else Fraction(0)
    if value == best:
        return Fraction(1)
    return Fraction(best) / Fraction(value) if best > 0 else Fraction(0)


def _to_base(criterion: Criterion, value: Decimal) -> Fraction:
    base, most = Fraction(criterion.base or 1), Fraction(criterion.most)
    if criterion.higher_is_better:
        return min(Fraction(max(value, Decimal(0))) / base, most)
    return most if value <= 0 else min(base / Fraction(value), most)


def _step(criterion: Criterion, value: Decimal) -> Decimal:
    """The share of the best step that the value reaches."""
    reached = [
        step.share
        for step in criterion.steps
        if (value >= step.at if criterion.higher_is_better else value <= step.at)
    ]
    return max(reached, default=Decimal(0))


def why_unranked(book: Book, values: Mapping[str, Value]) -> tuple[WhyUnranked, str] | None:
    """What keeps a unit from being ranked, and by which criterion; None where nothing does."""
    for one in book.criteria:
        found = values.get(one.key, Value(None))
        if one.minimum and found.rows is not None and found.rows < one.minimum:
            return WhyUnranked.FEW, one.key
        if found.value is None and one.missing == Missing.UNRANKED:
            return WhyUnranked.NO_VALUE, one.key
    return None


def yards_of(book: Book, group: Mapping[K, Mapping[str, Value]]) -> dict[str, Yard]:
    """Criterion → what it is measured by among those of the group who are ranked."""
    ranked = [values for values in group.values() if why_unranked(book, values) is None]
    known = {
        one.key: [
            found.value for values in ranked if (found := values.get(one.key)) and found.value is not None
        ]
        for one in book.criteria
    }
    return {one.key: yard_of(one, known[one.key]) for one in book.criteria}


def score_group(book: Book, group: Mapping[K, Mapping[str, Value]]) -> dict[K, Scored]:
    """Every unit of one group of peers, with its scores by criterion and its total."""
    yards = yards_of(book, group)
    return {key: _scored(book, values, yards) for key, values in group.items()}


def _scored(book: Book, values: Mapping[str, Value], yards: Mapping[str, Yard]) -> Scored:
    hindrance = why_unranked(book, values)
    if hindrance is not None:
        return Scored({}, Decimal(0), *hindrance)
    scores: dict[str, Decimal | None] = {}
    weighed = left_out = extra = Decimal(0)
    for one in book.criteria:
        value = values.get(one.key, Value(None)).value
        if value is None and one.missing == Missing.LEFT_OUT and not one.is_extra:
            scores[one.key], left_out = None, left_out + one.weight
            continue
        exact = Fraction(0) if value is None else exact_score(one, value, yards[one.key])
        scores[one.key] = score = rounded(exact, book.places)
        if one.is_extra:
            extra += score
        else:
            weighed += score
    if left_out >= 100:
        return Scored({}, Decimal(0), WhyUnranked.NO_VALUE, book.criteria[0].key)
    if left_out:
        weighed = rounded(Fraction(weighed) * 100 / Fraction(100 - left_out), book.places)
    return Scored(scores, (weighed + extra).quantize(Decimal(1).scaleb(-book.places), ROUND_HALF_UP))
