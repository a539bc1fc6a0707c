"""Sums over rows, one measure at a time."""

from __future__ import annotations

from collections.abc import Iterable

from guatu.investment.models.agreements import Agreement
from guatu.investment.models.capital import CapitalPaidIn
from guatu.investment.models.prospects import Prospect
from guatu.investment.rules.amounts import Sum, summed


def total_of(rows: Iterable[Prospect | Agreement]) -> Sum:
    """The total investment of the rows."""
    return summed(row.total for row in rows)


def registered_of(rows: Iterable[Prospect | Agreement]) -> Sum:
    """The registered capital of the rows."""
    return summed(row.registered for row in rows)


def paid_in(rows: Iterable[CapitalPaidIn]) -> Sum:
    """The capital paid in by the vouchers."""
    return summed(row.measure for row in rows)
