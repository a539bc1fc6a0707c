"""The form of a ranking: what it is called, and up to five figures with their weights."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.periods import Period
from guatu.leagues.choices import Grouping, Method, Missing
from guatu.leagues.rules.book import Book, Criterion
from guatu.ui.forms import Form
from guatu.zones.selectors.table import figures_across

KEYS = ("c1", "c2", "c3", "c4", "c5")


class RankingForm(Form):
    """Weights add up to 100; a single figure needs none."""

    title = forms.CharField(label=_("Title"), max_length=80, required=False)
    method = forms.ChoiceField(
        label=_("Scored"),
        choices=[(Method.RANK, Method.RANK.label), (Method.BEST, Method.BEST.label)],
        required=False,
    )
    minimum = forms.IntegerField(
        label=_("Least rows"),
        required=False,
        min_value=0,
        help_text=_("A zone with fewer rows behind a number is not ranked."),
    )

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((f.name, str(f.label)) for f in figures_across(period))]
        for key in KEYS:
            self.fields[f"{key}-figure"].choices = choices  # type: ignore[attr-defined]

    @property
    def parts(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each figure, side by side."""
        return [(self[f"{key}-figure"], self[f"{key}-weight"], self[f"{key}-least"]) for key in KEYS]

    def book(self) -> Book:
        """The rules that were filled in, whether they hold or not."""
        data = self.cleaned_data
        keys = [key for key in KEYS if data.get(f"{key}-figure")]
        whole = Decimal(100) if len(keys) == 1 else Decimal(0)
        return Book(
            criteria=tuple(
                Criterion(
                    key=key,
                    figure=data[f"{key}-figure"],
                    weight=data[f"{key}-weight"] or whole,
                    method=Method(data["method"] or Method.RANK),
                    higher_is_better=not data[f"{key}-least"],
                    minimum=data["minimum"] or 0,
                    missing=Missing.UNRANKED,
                )
                for key in keys
            ),
            grouping=Grouping.NAMED,
        )


class WithdrawForm(Form):
    """Why a ranking does not hold any more."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every zone that was ranked reads it."),
    )


def _part(number: int, key: str) -> dict[str, forms.Field]:
    """The fields of one figure."""
    return {
        f"{key}-figure": forms.ChoiceField(
            label=format_lazy(_("Figure {number}"), number=number), required=False
        ),
        f"{key}-weight": forms.DecimalField(
            label=pgettext_lazy("of a criterion", "Weight"), required=False, min_value=0, max_value=100
        ),
        f"{key}-least": forms.BooleanField(label=_("Less is better"), required=False),
    }


for _number, _key in enumerate(KEYS, 1):
    RankingForm.base_fields.update(_part(_number, _key))
