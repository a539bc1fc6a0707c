"""Amounts in their own currency, and sums that never mix what cannot be added. Pure.

The three measures of foreign capital (total investment, registered capital, paid in) are three different sums; within
one of them, currencies add up only where each amount has a rate with its date. The prose is docs/rules/investment.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
CURRENCIES = ("CNY", "USD")


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount in the base unit of its currency; None is “not known”. `at_least`: stated as “over” (超)."""

    amount: Decimal | None = None
    currency: str = "CNY"
    rate: Decimal | None = None
    rate_date: date | None = None
    at_least: bool = False

    @property
    def in_cny(self) -> Decimal | None:
        """In yuan; None where the amount, or the rate of a foreign currency, is not known."""
        if self.amount is None or (self.currency != "CNY" and self.rate is None):
            return None
        rate = Decimal(1) if self.currency == "CNY" or self.rate is None else self.rate
        return (self.amount * rate).quantize(CENT, ROUND_HALF_UP)

    def faults(self) -> set[str]:
        """What is wrong, by code: `negative`, `currency`, `rate` (a rate without its date, or the reverse; a rate of
        yuan; none above zero)."""
        found = set()
        if self.amount is not None and self.amount < 0:
            found.add("negative")
        if self.currency not in CURRENCIES:
            found.add("currency")
        has_rate, has_date = self.rate is not None, self.rate_date is not None
        if has_rate != has_date or (has_rate and self.currency == "CNY"):
            found.add("rate")
        if self.rate is not None and self.rate <= 0:
            found.add("rate")
        return found


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of one measure over rows: by currency, how many rows had no amount, whether some were “over”.

    `in_cny` holds only where every amount has its value in yuan.
    """

    by_currency: dict[str, Decimal] = field(default_factory=dict)
    in_cny: Decimal | None = Decimal(0)
    known: int = 0
    unknown: int = 0
    at_least: bool = False

    def of(self, currency: str) -> Decimal:
        return self.by_currency.get(currency, Decimal(0))


def summed(measures: Iterable[Measure]) -> Sum:
    """Add up one measure over rows."""
    by_currency: dict[str, Decimal] = {}
    in_cny: Decimal | None = Decimal(0)
    known = unknown = 0
    at_least = False
    for measure in measures:
        if measure.amount is None:
            unknown += 1
            continue
        known += 1
        at_least |= measure.at_least
        by_currency[measure.currency] = by_currency.get(measure.currency, Decimal(0)) + measure.amount
        worth = measure.in_cny
        in_cny = None if in_cny is None or worth is None else in_cny + worth
    return Sum(by_currency, in_cny, known, unknown, at_least)
