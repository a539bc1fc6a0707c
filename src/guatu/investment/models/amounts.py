"""The two amounts that a deal states: total investment and registered capital, each in its own currency."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import VersionedModel
from guatu.investment.rules.amounts import Measure


def amount_field(label: Any) -> Any:
    return models.DecimalField(label, max_digits=18, decimal_places=2, null=True)


def rate_field(label: Any) -> Any:
    return models.DecimalField(label, max_digits=12, decimal_places=6, null=True)


class StatedAmounts(VersionedModel):
    """Total investment and registered capital. They are two measures and are never added to each other.

    A rate has its date; a foreign amount without one keeps its currency and has no value in yuan.
    """

    total_investment = amount_field(_("total investment"))
    total_currency = models.CharField(_("currency of the total investment"), max_length=3, default="CNY")
    total_rate = rate_field(_("exchange rate of the total investment"))
    total_rate_date = models.DateField(_("rate date of the total investment"), null=True)
    total_at_least = models.BooleanField(_("total investment “over”"), default=False)
    registered_capital = amount_field(_("registered capital"))
    registered_currency = models.CharField(
        _("currency of the registered capital"), max_length=3, default="USD"
    )
    registered_rate = rate_field(_("exchange rate of the registered capital"))
    registered_rate_date = models.DateField(_("rate date of the registered capital"), null=True)
    registered_at_least = models.BooleanField(_("registered capital “over”"), default=False)

    class Meta:
        abstract = True

    @property
    def total(self) -> Measure:
        return Measure(
            self.total_investment,
            self.total_currency,
            self.total_rate,
            self.total_rate_date,
            self.total_at_least,
        )

    @property
    def registered(self) -> Measure:
        return Measure(
            self.registered_capital,
            self.registered_currency,
            self.registered_rate,
            self.registered_rate_date,
            self.registered_at_least,
        )


def amount_values(total: Measure, registered: Measure) -> dict[str, Any]:
    """The model's values of two measures."""
    values: dict[str, Any] = {}
    for name, prefix, measure in (
        ("total_investment", "total", total),
        ("registered_capital", "registered", registered),
    ):
        values |= {
            name: measure.amount,
            f"{prefix}_currency": measure.currency,
            f"{prefix}_rate": measure.rate,
            f"{prefix}_rate_date": measure.rate_date,
            f"{prefix}_at_least": measure.at_least,
        }
    return values


def amount_constraints(prefix: str) -> list[Any]:
    """What the database holds to: no negative amounts; a rate of a foreign currency, and only with its date."""
    rated = [
        Q(**{f"{name}_rate__isnull": True, f"{name}_rate_date__isnull": True})
        | (
            Q(**{f"{name}_rate__gt": Decimal(0), f"{name}_rate_date__isnull": False})
            & ~Q(**{f"{name}_currency": "CNY"})
        )
        for name in ("total", "registered")
    ]
    return [
        models.CheckConstraint(
            condition=Q(total_investment__isnull=True) | Q(total_investment__gte=0), name=f"{prefix}_total"
        ),
        models.CheckConstraint(
            condition=Q(registered_capital__isnull=True) | Q(registered_capital__gte=0),
            name=f"{prefix}_registered",
        ),
        models.CheckConstraint(condition=rated[0] & rated[1], name=f"{prefix}_rates"),
    ]
