"""Forms of indicators, definitions and stated values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.indicators.choices import Category, Direction, Ledger, Level, Periodicity, Qualifier
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.recording import Stated
from guatu.indicators.rules.periods import plain
from guatu.indicators.sheets.read import read_period
from guatu.indicators.use_cases.define_indicator import IndicatorTerms
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit
from guatu.organization.selectors import open_units
from guatu.ui.forms import DateInput, Form

_HUNDRED = Decimal(100)


class PeriodField(forms.CharField):
    """A period such as 2018H1 or 2018年1-6月."""

    def clean(self, value: Any) -> Period:
        text = super().clean(value)
        try:
            return plain(read_period(text))
        except InvalidInput as error:
            raise forms.ValidationError(error.faults[0].message) from error


class PercentField(forms.DecimalField):
    """Typed as 4.5, kept as 0.045."""

    def clean(self, value: Any) -> Decimal | None:
        number = super().clean(value)
        return None if number is None else number / _HUNDRED


def in_percent(rate: Decimal | None) -> str:
    """The rate as it is typed."""
    if rate is None:
        return ""
    text = format(rate * _HUNDRED, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class ReadingForm(Form):
    """A stated value with its source. `indicator` and `unit` are left out where they are settled."""

    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=Indicator.objects.none())
    unit = forms.ModelChoiceField(label=_("Stated of"), queryset=Unit.objects.none())
    period = PeriodField(
        label=pgettext_lazy("of a value", "Period"),
        max_length=20,
        help_text=_("Such as 2018H1 or 2018M01-M05."),
    )
    value = forms.DecimalField(
        label=_("Value"), required=False, help_text=_("In the indicator's unit of measure.")
    )
    qualifier = forms.ChoiceField(label=_("Stated as"), choices=Qualifier.choices, initial=Qualifier.EXACT)
    text = forms.CharField(
        label=_("In words"), max_length=60, required=False, help_text=_("Where the source gives no number.")
    )
    growth = PercentField(label=_("Growth as stated (%)"), required=False)
    rank = forms.CharField(
        label=_("Rank as stated"), max_length=40, required=False, help_text=_("Such as 列全市第2.")
    )
    target = forms.DecimalField(label=pgettext_lazy("a value to reach", "Target"), required=False)
    source = forms.CharField(label=pgettext_lazy("of a value", "Source"), max_length=200)
    source_date = forms.DateField(label=_("Date of the source"), widget=DateInput, required=False)
    provisional = forms.BooleanField(label=_("Provisional"), required=False)
    reason = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, actor: Actor, ledger: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicator, unit = self.fields["indicator"], self.fields["unit"]
        indicator.queryset = Indicator.objects.filter(  # type: ignore[attr-defined]
            zone_id=actor.zone_id, ledger=ledger, ended_on=None
        )
        unit.queryset = open_units(actor=actor)  # type: ignore[attr-defined]

    def stated(self) -> Stated:
        names = (
            "value", "qualifier", "text", "growth", "rank", "target", "source", "source_date", "provisional",
        )  # fmt: skip
        return Stated(**{name: self.cleaned_data[name] for name in names})


class CorrectionForm(ReadingForm):
    """Another value in the place of the one held, with the reason and who approved it."""

    approved_by = forms.CharField(label=pgettext_lazy("a correction", "Approved by"), max_length=150)

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        names = ("value", "qualifier", "text", "rank", "target", "source", "source_date", "provisional")
        kwargs["initial"] = {name: getattr(reading, name) for name in names} | {
            "growth": in_percent(reading.growth)
        }
        super().__init__(*args, ledger=Ledger.DISPATCH, **kwargs)
        for name in ("indicator", "unit", "period"):
            del self.fields[name]
        self.fields["reason"].label = _("Reason of the correction")
        self.fields["reason"].required = True


class IndicatorForm(Form):
    """An indicator. The code is settled once."""

    code = forms.CharField(label=_("Code"), max_length=40)
    label = forms.CharField(label=_("Label"), max_length=60)
    label_en = forms.CharField(label=_("Label in English"), max_length=80, required=False)
    unit = forms.CharField(label=_("Unit of measure"), max_length=20)
    decimals = forms.IntegerField(label=_("Decimals"), min_value=0, max_value=6, initial=2)
    ledger = forms.ChoiceField(label=_("Ledger"), choices=Ledger.choices)
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    periodicity = forms.ChoiceField(label=_("Stated"), choices=Periodicity.choices)
    to_date = forms.BooleanField(label=_("Counted from January on"), required=False, initial=True)
    real_growth = forms.BooleanField(label=_("Growth at constant prices"), required=False)
    level = forms.ChoiceField(label=_("Stated of"), choices=Level.choices)
    adds_up = forms.BooleanField(
        label=_("The units' values add up"),
        required=False,
        help_text=_("Where nothing is stated of the zone itself, the sum of its units is told."),
    )
    unit_types = forms.MultipleChoiceField(
        label=_("Types of units"),
        choices=UnitType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    order = forms.IntegerField(label=_("Order"), min_value=0, initial=100)
    ended_on = forms.DateField(label=_("Ended on"), widget=DateInput, required=False)

    def __init__(self, *args: Any, indicator: Indicator | None = None, **kwargs: Any) -> None:
        if indicator is not None:
            kwargs["initial"] = {name: getattr(indicator, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if indicator is not None:
            del self.fields["code"]

    def terms(self) -> IndicatorTerms:
        return IndicatorTerms(**{name: v for name, v in self.cleaned_data.items() if name != "code"})


class DefinitionForm(Form):
    """What an indicator means, according to whom, from when on."""

    text = forms.CharField(label=_("Definition"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    formula = forms.CharField(
        label=_("Formula in words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    authority = forms.CharField(label=_("Source authority"), max_length=120)
    valid_from = forms.DateField(label=_("From"), widget=DateInput)
    valid_to = forms.DateField(label=_("To"), widget=DateInput, required=False)


class UploadForm(Form):
    """A workbook of stated values."""

    file = forms.FileField(label=_("Workbook"), widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}))
