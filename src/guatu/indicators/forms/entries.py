"""Forms of filling in: the table of values, reasons, exceptions, sets and checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.indicators.choices import CheckKind, Ledger, Operator, Periodicity, Qualifier, Severity
from guatu.indicators.forms.readings import PercentField, in_percent
from guatu.indicators.models.entry import EntrySet, EntryValue, ValidationRule
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.use_cases.define_entry_set import SetTerms
from guatu.indicators.use_cases.define_rule import RuleTerms
from guatu.indicators.use_cases.save_entries import Cell
from guatu.organization.choices import UnitType
from guatu.ui.forms import DateInput, Form

_SAID = (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.OVER, Qualifier.UNDER)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """The cells of one indicator."""

    indicator: Indicator
    value: forms.BoundField
    growth: forms.BoundField
    target: forms.BoundField
    qualifier: forms.BoundField
    note: forms.BoundField

    @property
    def cells(self) -> tuple[forms.BoundField, ...]:
        return self.value, self.growth, self.target, self.qualifier, self.note


class EntriesForm(Form):
    """A row for each indicator of the set; cells are named `value-<code>` and so on, as the use case names faults."""

    def __init__(
        self,
        *args: Any,
        indicators: Sequence[Indicator],
        values: Mapping[UUID, EntryValue],
        **kwargs: Any,
    ) -> None:
        self.indicators = list(indicators)
        super().__init__(*args, **kwargs)
        for indicator in indicators:
            row = values.get(indicator.id)
            self._add(indicator, row)

    def _add(self, indicator: Indicator, row: EntryValue | None) -> None:
        number = forms.TextInput(
            attrs={"class": "form-control num", "inputmode": "decimal", "autocomplete": "off"}
        )
        code, name = indicator.code, indicator.name
        fields: dict[str, forms.Field] = {
            "value": forms.DecimalField(required=False, label=name, widget=number),
            "growth": PercentField(required=False, label=_("Growth (%)"), widget=number),
            "target": forms.DecimalField(
                required=False, label=pgettext_lazy("a value to reach", "Target"), widget=number
            ),
            "qualifier": forms.ChoiceField(
                label=_("Stated as"),
                choices=[(q.value, q.label) for q in _SAID],
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            ),
            "note": forms.CharField(
                required=False,
                label=_("Explanation"),
                max_length=300,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            ),
        }
        held: dict[str, object] = {"qualifier": Qualifier.EXACT}
        if row is not None:
            held = {
                "value": plain_number(row.value),
                "growth": in_percent(row.growth),
                "target": plain_number(row.target),
                "qualifier": row.qualifier,
                "note": row.note,
            }
        for part, field in fields.items():
            field.initial = held.get(part)
            self.fields[f"{part}-{code}"] = field

    def rows(self) -> Iterator[EntryRow]:
        for indicator in self.indicators:
            parts = ("value", "growth", "target", "qualifier", "note")
            yield EntryRow(indicator, *(self[f"{part}-{indicator.code}"] for part in parts))

    def cells(self) -> dict[str, Cell]:
        data = self.cleaned_data
        return {
            code: Cell(
                value=data[f"value-{code}"],
                growth=data[f"growth-{code}"],
                target=data[f"target-{code}"],
                qualifier=data[f"qualifier-{code}"] or Qualifier.EXACT,
                note=data[f"note-{code}"],
            )
            for code in (i.code for i in self.indicators)
        }


def plain_number(number: Decimal | None) -> str:
    """As it is typed."""
    if number is None:
        return ""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class ReasonForm(Form):
    """Why something is given back."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class LateForm(Form):
    """An exception for one unit."""

    until = forms.DateField(label=_("Until"), widget=DateInput)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class SetForm(Form):
    """What units fill in together, and when."""

    code = forms.CharField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=80)
    periodicity = forms.ChoiceField(label=_("Filled in"), choices=Periodicity.choices)
    to_date = forms.BooleanField(label=_("Counted from January on"), required=False, initial=True)
    indicators = forms.ModelMultipleChoiceField(
        label=_("Indicators"), queryset=Indicator.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    unit_types = forms.MultipleChoiceField(
        label=_("Types of units"), choices=UnitType.choices, widget=forms.CheckboxSelectMultiple
    )
    opens_after = forms.IntegerField(
        label=_("Opens after working days"),
        min_value=0,
        max_value=60,
        initial=0,
        help_text=_("Counted from the period's last day."),
    )
    closes_after = forms.IntegerField(
        label=_("Closes after working days"), min_value=1, max_value=60, initial=5
    )
    remind_before = forms.IntegerField(
        label=_("Reminder before the end, working days"), min_value=0, max_value=60, initial=1
    )
    starts_on = forms.DateField(label=_("Since"), widget=DateInput)
    ends_on = forms.DateField(label=_("Until"), widget=DateInput, required=False)

    def __init__(
        self,
        *args: Any,
        zone_id: UUID,
        entry_set: EntrySet | None = None,
        chosen: Sequence[UUID] = (),
        **kwargs: Any,
    ) -> None:
        if entry_set is not None:
            names = [n for n in self.base_fields if n != "indicators"]
            kwargs["initial"] = {n: getattr(entry_set, n) for n in names} | {"indicators": list(chosen)}
        super().__init__(*args, **kwargs)
        self.fields["indicators"].queryset = Indicator.objects.filter(  # type: ignore[attr-defined]
            zone_id=zone_id, ledger=Ledger.DISPATCH
        )
        if entry_set is not None:
            del self.fields["code"]

    def terms(self) -> SetTerms:
        data = {name: value for name, value in self.cleaned_data.items() if name != "code"}
        return SetTerms(**(data | {"indicators": list(data["indicators"])}))


class RuleForm(Form):
    """A check of entered values."""

    code = forms.CharField(label=_("Code"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), choices=CheckKind.choices)
    left = forms.CharField(
        label=_("Left side"),
        max_length=300,
        help_text=_(
            "Codes of indicators, added or subtracted: export + import, gdp@previous, gdp@last_year, gdp@units."
        ),
    )
    operator = forms.ChoiceField(label=_("Operator"), choices=[("", "—"), *Operator.choices], required=False)
    right = forms.CharField(label=_("Right side"), max_length=300, required=False)
    limit = PercentField(label=_("Limit of the jump (%)"), required=False)
    severity = forms.ChoiceField(label=_("Weight"), choices=Severity.choices)
    instruction = forms.CharField(
        label=_("What to do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    instruction_en = forms.CharField(
        label=_("What to do, in English"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ended = forms.BooleanField(label=_("Not applied any more"), required=False)

    def __init__(self, *args: Any, rule: ValidationRule | None = None, **kwargs: Any) -> None:
        if rule is not None:
            names = [n for n in self.base_fields if n not in ("code", "limit")]
            kwargs["initial"] = {n: getattr(rule, n) for n in names} | {"limit": in_percent(rule.limit)}
        super().__init__(*args, **kwargs)
        if rule is not None:
            del self.fields["code"]

    def terms(self) -> RuleTerms:
        return RuleTerms(**{name: v for name, v in self.cleaned_data.items() if name != "code"})
