"""The formulas that figures share. Pure; the prose is docs/rules/figures.md."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def quotient(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """part ÷ whole; None where either is not known or the whole is nothing."""
    return None if part is None or not whole else part / whole


def growth(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """now ÷ before − 1; None where there is no base. A negative base has no growth that means anything."""
    return None if now is None or before is None or before <= 0 else now / before - 1


def implied_base(now: Decimal, stated_growth: Decimal) -> Decimal | None:
    """What the same period last year must have been for the stated growth to hold; None for −100 %."""
    return None if stated_growth == -1 else now / (1 + stated_growth)


def difference(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a - b


def ranks(values: Mapping[K, Decimal | None], *, ascending: bool = False) -> dict[K, int]:
    """Key → place, 1 for the best. Equal values share a place and the next is skipped (1, 2, 2, 4); what has no
    value has no place."""
    known = sorted((v for v in values.values() if v is not None), reverse=not ascending)
    places: dict[Decimal, int] = {}
    for place, value in enumerate(known, 1):
        places.setdefault(value, place)
    return {key: places[value] for key, value in values.items() if value is not None}
