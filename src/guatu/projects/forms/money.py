"""Amounts typed with their unit, and dates typed as exactly as they are known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guatu.core.money import UNITS, WAN, YI, in_unit, trimmed
from guatu.projects.rules.dated import as_typed
from guatu.projects.sheets.rows import Dated
from guatu.sheets.dates import parse_partial_date
from guatu.sheets.values import Unreadable

YUAN_UNITS = ("亿元", "万元")
ALL_UNITS = (*YUAN_UNITS, "万美元", "亿美元", "万港元", "万欧元", "万日元")
_LABELS = {
    "亿元": _("100 million yuan"),
    "万元": _("10,000 yuan"),
    "万美元": _("10,000 US dollars"),
    "亿美元": _("100 million US dollars"),
    "万港元": _("10,000 Hong Kong dollars"),
    "万欧元": _("10,000 euros"),
    "万日元": _("10,000 yen"),
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in base units of its currency (yuan, dollars)."""

    amount: Decimal
    currency: str = "CNY"

    @property
    def unit(self) -> str:
        """The unit it is best read in: 亿元 from a tenth of one up, where four places tell it exactly."""
        if self.currency == "CNY":
            return "亿元" if self.amount >= YI / 10 and not self.amount % WAN else "万元"
        return next(unit for unit in ALL_UNITS if UNITS[unit][0] == self.currency)

    @property
    def number(self) -> str:
        """How many of that unit, exactly."""
        return trimmed(in_unit(self.amount, self.unit, 10))

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


class MoneyWidget(forms.MultiWidget):
    """The number, and the unit beside it."""

    def __init__(self, units: Sequence[str]) -> None:
        number = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "aria-label": _("Amount")}
        )
        choices = [(unit, _LABELS[unit]) for unit in units]
        super().__init__([number, forms.Select(choices=choices, attrs={"aria-label": _("Unit of money")})])

    def decompress(self, value: Money | None) -> list[Any]:
        if value is None:
            return [None, None]
        return [value.number, value.unit]


class MoneyField(forms.MultiValueField):
    """An amount with its unit; the value is `Money`, exact to a hundredth of the base unit, or None.

    Takes what people paste: thousands separators, spaces and full-width digits.
    """

    def __init__(self, *, units: Sequence[str] = ALL_UNITS, **kwargs: Any) -> None:
        number = forms.DecimalField(
            max_digits=22, decimal_places=10, error_messages={"invalid": _("A number such as 5.63.")}
        )
        unit = forms.ChoiceField(choices=[(unit, _LABELS[unit]) for unit in units])
        kwargs.setdefault("widget", MoneyWidget(units))
        super().__init__((number, unit), require_all_fields=False, **kwargs)
        self.fields[1].required = False

    def clean(self, value: Any) -> Money | None:
        number, unit = (value or [None, None])[:2]
        plain = re.sub(r"(?<=\d)[,\s](?=\d)", "", unicodedata.normalize("NFKC", number or "").strip())
        cleaned: Money | None = super().clean([plain, unit if plain else ""])
        return cleaned

    def compress(self, values: list[Any]) -> Money | None:
        if not values or values[0] is None:
            return None
        number, unit = values
        if not unit:
            raise ValidationError(_("Choose the unit."))
        currency, factor = UNITS[unit]
        amount = number * factor
        if amount != amount.quantize(Decimal("0.01")):
            raise ValidationError(_("This is more exact than a hundredth of the smallest unit."))
        return Money(amount.quantize(Decimal("0.01")), currency)


class DatedField(forms.CharField):
    """A date typed as exactly as it is known, as 2018-06-30, 2018.6 or 2018年上半年; the value is `Dated` or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", _("As exactly as it is known: 2018-06-30, 2018-06, 2018Q2, 2018H1, 2018.")
        )
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            said = parse_partial_date(text).value
        except Unreadable as fault:
            raise ValidationError(f"{fault.reason}; {fault.expected}") from fault
        return Dated(said.end, said.precision.value) if said is not None else None

    def prepare_value(self, value: Any) -> Any:
        """Initial values are `Dated`; what somebody typed stays as it was typed."""
        return as_typed(value.day, value.precision) if isinstance(value, Dated) else value
