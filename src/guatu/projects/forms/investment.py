"""Forms of the two ledgers, and of opening a month."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from guatu.projects.forms.fields import WanField
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.rules.investment import Components, Statement
from guatu.ui.forms import Form

_COMPONENTS = ("construction", "installation", "equipment", "other")


def month_choices(year: int, last: int) -> list[tuple[int, str]]:
    """The months of a year up to `last`, as the reader writes them."""
    return [(m, formats.date_format(date(year, m, 1), "YEAR_MONTH_FORMAT")) for m in range(1, last + 1)]


def _month(value: str) -> int:
    return int(value)


class ReportInvestmentForm(Form):
    """Money spent in a month, dispatch ledger. The two reasons are shown when they are asked for."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=_month)
    construction = WanField(label=_("Construction, 万元"), required=False)
    installation = WanField(label=_("Installation, 万元"), required=False)
    equipment = WanField(label=_("Equipment, 万元"), required=False)
    other = WanField(label=_("Other, 万元"), required=False)
    total = WanField(
        label=_("Total, 万元"), required=False, help_text=_("May be left out where all four are given.")
    )
    first_month = forms.TypedChoiceField(
        label=_("One sum from"),
        coerce=_month,
        required=False,
        empty_value=None,
        help_text=_("Only where nobody knows the single months."),
    )
    late_reason = forms.CharField(label=_("Why only now"), max_length=200, required=False)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=500, required=False)

    def __init__(
        self, *args: Any, year: int, last_month: int, entry: InvestmentEntry | None = None, **kwargs: Any
    ) -> None:
        self.is_correction = entry is not None
        if entry is not None:
            amounts = {name: getattr(entry, name) for name in (*_COMPONENTS, "total")}
            several = entry.first_month if entry.first_month < entry.last_month else None
            kwargs["initial"] = {"month": entry.last_month, "first_month": several, **amounts}
        super().__init__(*args, **kwargs)
        choices = month_choices(year, last_month)
        _offer(self.fields["month"], choices)
        _offer(self.fields["first_month"], [("", "—"), *choices])

    def values(self) -> dict[str, Any]:
        """What `report_investment` takes, but for the year."""
        data = dict(self.cleaned_data)
        components = Components(**{name: data.pop(name) for name in _COMPONENTS})
        return data | {"components": components}


class StatisticalInvestmentForm(Form):
    """What the bureau states at the end of a month: the year to date and its components."""

    month = forms.TypedChoiceField(label=_("At the end of"), coerce=_month)
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Form and period, such as “form 206-1, June 2018”.")
    )
    year_to_date = WanField(label=_("Year to date, 万元"))
    construction = WanField(label=_("Construction, 万元"), required=False)
    installation = WanField(label=_("Installation, 万元"), required=False)
    equipment = WanField(label=_("Equipment, 万元"), required=False)
    other = WanField(label=_("Other, 万元"), required=False)
    month_total = WanField(
        label=_("This month, 万元"),
        required=False,
        help_text=_("Checked: last month's year to date + this month."),
    )
    since_start = WanField(
        label=_("Since the start of construction, 万元"),
        required=False,
        help_text=_("Checked: last year's figure + year to date."),
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=500, required=False)

    def __init__(self, *args: Any, year: int, last_month: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["month"], month_choices(year, last_month))

    def values(self) -> dict[str, Any]:
        """What `enter_statistical_investment` takes, but for the year."""
        data = self.cleaned_data
        return {
            "month": data["month"],
            "statement": Statement(
                year_to_date=data["year_to_date"],
                components=Components(**{name: data[name] for name in _COMPONENTS}),
                month=data["month_total"],
                since_start=data["since_start"],
            ),
            "source": data["source"],
            "reason": data["reason"],
        }


class OpenMonthForm(Form):
    """Another deadline for a month of the whole zone."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=_month)
    open_until = forms.DateField(label=_("Open until the end of"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, year: int, last_month: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["month"], month_choices(year, last_month))


def _offer(field: forms.Field, choices: list[Any]) -> None:
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{field} takes no choices")
    field.choices = choices
