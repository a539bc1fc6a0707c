"""Form fields of the trade: amounts in 万元, percentages."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.money import WAN, in_unit, trimmed


class WanField(forms.DecimalField):
    """An amount typed in 万元; the value is Decimal yuan, exact to the fen.

    Takes what people paste: thousands separators, spaces and full-width digits.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(
            max_digits=16,
            decimal_places=6,
            error_messages={"invalid": _("A number of 万元, such as 1250.5.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs' base is IntegerField
        return super().to_python(_plain_number(value))

    def clean(self, value: Any) -> Decimal | None:
        number = super().clean(value)
        return None if number is None else (number * WAN).quantize(Decimal("0.01"))

    def prepare_value(self, value: Any) -> Any:
        """Initial values are yuan; what somebody typed stays as it was typed."""
        return trimmed(in_unit(value, "万元", 6)) if isinstance(value, Decimal) else value


class PercentField(forms.DecimalField):
    """A percentage typed as 0–100; the value is a share 0–1."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 6})
        )
        super().__init__(
            min_value=0,
            max_value=100,
            max_digits=5,
            decimal_places=2,
            error_messages={
                "invalid": _("A number from 0 to 100."),
                "min_value": _("A number from 0 to 100."),
                "max_value": _("A number from 0 to 100."),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs' base is IntegerField
        return super().to_python(_plain_number(value).removesuffix("%"))

    def clean(self, value: Any) -> Decimal | None:
        number = super().clean(value)
        return None if number is None else number / 100

    def prepare_value(self, value: Any) -> Any:
        return trimmed(value * 100) if isinstance(value, Decimal) else value


def _plain_number(value: Any) -> str:
    text = unicodedata.normalize("NFKC", str(value or "")).strip()
    return re.sub(r"(?<=\d)[,\s](?=\d)", "", text)
