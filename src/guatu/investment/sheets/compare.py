"""What a row changes in a prospect that is known. Pure: objects in, differences out; a blank cell says nothing."""

from dataclasses import dataclass, field
from typing import Any

from guatu.investment.models.agreements import Agreement
from guatu.investment.models.prospects import Prospect
from guatu.investment.rules.amounts import Measure
from guatu.investment.sheets.rows import DealRow

_PLAIN = ("investor_name", "capital_origin", "industry_group", "listed_investor", "source", "remark")


@dataclass(slots=True)
class DealDifferences:
    """What would change: of the prospect, and of its agreement."""

    prospect: dict[str, Any] = field(default_factory=dict)
    agreement: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.prospect or self.agreement)


def said_values(row: DealRow) -> dict[str, Any]:
    """The prospect's fields as the row gives them; what it does not say is left out."""
    values = {name: getattr(row, name) for name in _PLAIN if getattr(row, name) not in ("", None)}
    return values | said_amounts(row)


def said_amounts(row: DealRow) -> dict[str, Any]:
    """A sheet names no rate: an amount that stays the same keeps the rate that somebody entered."""
    values: dict[str, Any] = {}
    if row.total is not None:
        values |= _amount("total_investment", "total", row.total)
    if row.registered is not None:
        values |= _amount("registered_capital", "registered", row.registered)
    return values


def _amount(name: str, prefix: str, measure: Measure) -> dict[str, Any]:
    return {
        name: measure.amount,
        f"{prefix}_currency": measure.currency,
        f"{prefix}_at_least": measure.at_least,
    }


def deal_differences(row: DealRow, prospect: Prospect, agreement: Agreement | None) -> DealDifferences:
    """Compare a row with what is known. Amounts of a signed prospect are those of its agreement."""
    found = DealDifferences(prospect=_changed(prospect, said_values(row)))
    if agreement is not None and row.signed_on is not None:
        said = said_amounts(row)
        if not row.signed_on.includes(agreement.signed_on):
            said |= {"signed_on": row.signed_on.day, "signed_on_precision": row.signed_on.precision}
        found.agreement = _changed(agreement, said)
    for values in (found.prospect, found.agreement):
        for prefix in ("total", "registered"):
            if f"{prefix}_currency" in values:
                values |= {f"{prefix}_rate": None, f"{prefix}_rate_date": None}
    return found


def _changed(instance: Any, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(instance, name) != value}
