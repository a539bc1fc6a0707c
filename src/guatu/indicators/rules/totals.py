"""Totals of what units report: parts that add up to wholes along the tree of units."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Total(Generic[U]):
    """A sum. `units`: whose values it adds up; `missing`: who should have reported and has not."""

    value: Decimal | None = None
    units: tuple[U, ...] = ()
    missing: tuple[U, ...] = ()

    @property
    def expected(self) -> int:
        return len(self.units) + len(self.missing)

    def __add__(self, other: Total[U]) -> Total[U]:
        known = [value for value in (self.value, other.value) if value is not None]
        value = sum(known, Decimal(0)) if known else None
        return Total(value, self.units + other.units, self.missing + other.missing)


def total_below(
    unit: U,
    *,
    children: Mapping[U, Sequence[U]],
    values: Mapping[U, Decimal],
    expected: Collection[U],
) -> Total[U]:
    """The sum over the units below `unit`, each counted once: a unit's own value stands for all below it; without one,
    its parts do."""
    found: Total[U] = Total()
    for child in children.get(unit, ()):
        found += total_of(child, children=children, values=values, expected=expected)
    return found


def total_of(
    unit: U,
    *,
    children: Mapping[U, Sequence[U]],
    values: Mapping[U, Decimal],
    expected: Collection[U],
) -> Total[U]:
    """The unit's own value, else the sum over those below. Who has neither is missing where it is expected."""
    if unit in values:
        return Total(values[unit], (unit,))
    below = total_below(unit, children=children, values=values, expected=expected)
    if below.expected or unit not in expected:
        return below
    return Total(missing=(unit,))
