"""Forms of the registers, of stated totals, and of uploads."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.core.money import WAN, YI, trimmed
from guatu.investment.choices import Basis, DealSheet, PppLevel, Stage
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.rules.closing import Part
from guatu.investment.use_cases.define_register_entry import Entry
from guatu.investment.use_cases.state_totals import Total
from guatu.organization.forms.fields import UnitField
from guatu.ui.forms import Form


class RegisterForm(Form):
    """What the three registers share. `money` fields are filled in in 万元."""

    name = forms.CharField(label=pgettext_lazy("of an entry", "Name"), max_length=100)
    since = forms.DateField(label=_("On the register since"))
    closed_on = forms.DateField(label=_("Closed on"), required=False)
    basis = forms.ChoiceField(label=_("Rests on"), choices=Basis.choices)
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)

    money: tuple[str, ...] = ()

    def __init__(self, *args: Any, actor: Actor, entry: Entry | None = None, **kwargs: Any) -> None:
        if entry is not None:
            kwargs["initial"] = {
                name: getattr(entry, f"{name}_id" if name == "unit" else name) for name in self.base_fields
            } | {
                name: None if getattr(entry, name) is None else Decimal(trimmed(getattr(entry, name) / WAN))
                for name in self.money
            }
        super().__init__(*args, **kwargs)
        unit = self.fields.get("unit")
        if isinstance(unit, UnitField):
            unit.offer(actor=actor)

    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        for name in self.money:
            values[name] = None if values[name] is None else values[name] * WAN
        return values


class PppForm(RegisterForm):
    level = forms.ChoiceField(label=_("Level"), choices=PppLevel.choices)
    fiscal_duty_cny = forms.DecimalField(
        label=_("Public payment in the heaviest year (10,000 yuan)"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
    )
    money = ("fiscal_duty_cny",)


class FundForm(RegisterForm):
    manager = forms.CharField(label=_("Manager"), max_length=100, required=False)
    size_cny = forms.DecimalField(
        label=_("Size (10,000 yuan)"), required=False, min_value=0, max_digits=14, decimal_places=4
    )
    money = ("size_cny",)


class ParkForm(RegisterForm):
    theme = forms.CharField(label=_("Theme"), max_length=100, required=False)
    unit = UnitField(label=_("Unit that runs it"), required=False)


REGISTER_FORMS: dict[str, tuple[type[Entry], type[RegisterForm]]] = {
    "ppp": (PppProject, PppForm),
    "funds": (Fund, FundForm),
    "parks": (Park, ParkForm),
}


class StatementForm(Form):
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Where it stands: report, page, speech, with its day.")
    )
    stage = forms.ChoiceField(
        label=_("About"),
        choices=[(s.value, s.label) for s in Stage if s is not Stage.DROPPED],
        initial="signed",
    )
    first_day = forms.DateField(label=_("From"))
    last_day = forms.DateField(label=_("To"))
    count = forms.IntegerField(label=_("Stated number"), min_value=0, required=False)
    amount = forms.DecimalField(
        label=_("Stated total investment (100 million yuan)"),
        min_value=0,
        max_digits=14,
        decimal_places=4,
        required=False,
    )
    at_least = forms.BooleanField(label=_("stated as “over”"), required=False)
    parts = forms.CharField(
        label=_("Classes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One line for each: name, number, amount in 100 million yuan, such as “医疗器械, 3, 5.77”."
        ),
    )

    def clean_parts(self) -> list[Part]:
        lines = [line for line in str(self.cleaned_data["parts"]).splitlines() if line.strip()]
        return [_part(line) for line in lines]

    def total(self) -> Total:
        data = self.cleaned_data
        return Total(
            data["source"],
            data["first_day"],
            data["last_day"],
            data["stage"],
            data["count"],
            None if data["amount"] is None else data["amount"] * YI,
            data["at_least"],
        )


def _part(line: str) -> Part:
    """“医疗器械, 3, 5.77” → a part; number and amount may be missing. Raises `ValidationError`."""
    pieces = [piece.strip() for piece in line.replace("，", ",").replace("\t", ",").split(",")]
    label, *numbers = pieces
    try:
        if not label or len(numbers) > 2:
            raise ValueError(line)
        count = int(numbers[0]) if numbers and numbers[0] else None
        amount = Decimal(numbers[1]) * YI if len(numbers) > 1 and numbers[1] else None
        if (count is not None and count < 0) or (amount is not None and not amount >= 0):
            raise ValueError(line)
    except (ValueError, InvalidOperation) as error:
        raise ValidationError(_now("“%s” is not: name, number, amount.") % line) from error
    return Part(label[:60], count, amount)


class DealUploadForm(Form):
    reads = forms.ChoiceField(label=_("What is read"), choices=DealSheet.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("The list as the office keeps it: xlsx, xls or csv, up to 30 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


class DealSheetForm(Form):
    """Which sheet, as of which day; the columns are read from the request beside it."""

    sheet = forms.ChoiceField(label=_("Sheet"))
    as_of = forms.DateField(label=_("As of"), required=False)

    def __init__(self, *args: Any, sheets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 – declared above
        field.choices = [(name, name) for name in sheets]
