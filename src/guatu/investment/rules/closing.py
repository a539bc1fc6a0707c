"""The closing check: do the parts that a source states add up to the total that it states? Pure.

Nothing is ever put right here: a difference is a remark for people. The prose is docs/rules/investment.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a breakdown. None: not stated."""

    label: str
    count: int | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """One side of the check. `holds` is None where it cannot be said: no total, or a part without a figure."""

    stated: Decimal | None
    parts: tuple[Decimal | None, ...]
    holds: bool | None

    @property
    def added(self) -> Decimal:
        return sum((part for part in self.parts if part is not None), Decimal(0))

    @property
    def difference(self) -> Decimal:
        """What the parts lack to the total; below zero, what they have too much."""
        return (self.stated or Decimal(0)) - self.added


def closing(stated: Decimal | None, parts: Sequence[Decimal | None], *, at_least: bool = False) -> Closing:
    """Compare a total with its parts. Of a total stated as “over”, the parts may be more."""
    if stated is None or not parts or any(part is None for part in parts):
        return Closing(stated, tuple(parts), None)
    added = sum((part for part in parts if part is not None), Decimal(0))
    return Closing(stated, tuple(parts), added >= stated if at_least else added == stated)


def closing_of(
    count: int | None, amount: Decimal | None, parts: Sequence[Part], *, at_least: bool = False
) -> tuple[Closing, Closing]:
    """The check of the numbers and of the money."""
    counts = [None if part.count is None else Decimal(part.count) for part in parts]
    return (
        closing(None if count is None else Decimal(count), counts, at_least=at_least),
        closing(amount, [part.amount for part in parts], at_least=at_least),
    )
