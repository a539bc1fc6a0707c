"""Fields for an amount of a deal: number, unit, “over”, and the rate of a foreign currency with its day."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.money import UNITS, YI, trimmed
from guatu.investment.rules.amounts import Measure
from guatu.ui.forms import Form

_OFFERED = ("亿元", "万元", "亿美元", "万美元")


def number_field(label: Any, **kwargs: Any) -> forms.DecimalField:
    kwargs = {"required": False, "min_value": 0} | kwargs
    return forms.DecimalField(label=label, max_digits=14, decimal_places=4, **kwargs)


def unit_field(first: str, label: Any) -> forms.ChoiceField:
    offered = sorted(_OFFERED, key=lambda unit: unit != first)
    return forms.ChoiceField(label=label, choices=[(unit, unit) for unit in offered])


def over_field(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def rate_field(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=12,
        decimal_places=6,
        required=False,
        help_text=_("Of a foreign currency, where it is known; with its day."),
    )


def rate_date_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False)


class StatedAmountsForm(Form):
    """Total investment and registered capital."""

    total_investment = number_field(_("Total investment"))
    total_investment_unit = unit_field("亿元", _("Total investment: unit"))
    total_investment_at_least = over_field(_("Total investment: stated as “over”"))
    total_investment_rate = rate_field(_("Total investment: exchange rate to yuan"))
    total_investment_rate_date = rate_date_field(_("Total investment: day of the rate"))
    registered_capital = number_field(_("Registered capital (intended before signing)"))
    registered_capital_unit = unit_field("万美元", _("Registered capital: unit"))
    registered_capital_at_least = over_field(_("Registered capital: stated as “over”"))
    registered_capital_rate = rate_field(_("Registered capital: exchange rate to yuan"))
    registered_capital_rate_date = rate_date_field(_("Registered capital: day of the rate"))

    def total(self) -> Measure:
        return measure_of(self.cleaned_data, "total_investment")

    def registered(self) -> Measure:
        return measure_of(self.cleaned_data, "registered_capital")


def measure_of(data: Mapping[str, Any], name: str) -> Measure:
    """The amount as it was filled in."""
    currency, factor = UNITS[data[f"{name}_unit"]]
    amount: Decimal | None = data[name]
    return Measure(
        None if amount is None else amount * factor,
        currency,
        data[f"{name}_rate"],
        data[f"{name}_rate_date"],
        bool(data.get(f"{name}_at_least")),
    )


def amount_initial(name: str, measure: Measure) -> dict[str, Any]:
    """What the fields of one amount begin with."""
    if measure.currency == "USD":
        unit = "万美元"
    else:
        unit = "万元" if measure.amount is not None and abs(measure.amount) < YI / 10 else "亿元"
    number = None if measure.amount is None else Decimal(trimmed(measure.amount / UNITS[unit][1]))
    return {
        name: number,
        f"{name}_unit": unit,
        f"{name}_at_least": measure.at_least,
        f"{name}_rate": measure.rate,
        f"{name}_rate_date": measure.rate_date,
    }
