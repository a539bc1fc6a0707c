"""Forms of campaigns, targets, inspections, highlights and pace-setters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.figures.registry import figures_of
from guatu.indicators.choices import Direction, TargetKind, Verdict
from guatu.indicators.forms.entries import plain_number
from guatu.indicators.models.target import TargetItem
from guatu.indicators.use_cases.define_item import ItemTerms
from guatu.organization.models import Unit
from guatu.organization.selectors import open_units
from guatu.ui.fields import FilesField
from guatu.ui.forms import Form

_FILES = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"
QUARTERS = [(1, _("Q1")), (2, _("Q2")), (3, _("Q3")), (4, _("Q4"))]


class CampaignForm(Form):
    """A year's campaign."""

    name = forms.CharField(label=_("Name"), max_length=60)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    text = forms.CharField(
        label=_("What it is about"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


def reason_field() -> forms.CharField:
    """Why something is changed that values may have been reported by."""
    return forms.CharField(
        label=_("Reason of the change"),
        max_length=300,
        required=False,
        help_text=_("Needed once targets are set or values are reported."),
    )


class CampaignChangeForm(CampaignForm):
    """A campaign as it is, to be changed."""

    reason = reason_field()


class GoalForm(Form):
    """A goal and who leads."""

    name = forms.CharField(label=pgettext_lazy("of a campaign", "Goal"), max_length=80)
    lead_unit = forms.ModelChoiceField(label=_("Lead unit"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = open_units(actor=actor)  # type: ignore[attr-defined]


class PaceField(forms.CharField):
    """Four shares typed in percent: 20, 50, 75, 100."""

    def clean(self, value: Any) -> tuple[Decimal, ...]:
        text = super().clean(value)
        try:
            return tuple(Decimal(part.strip()) / 100 for part in text.replace("，", ",").split(","))
        except InvalidOperation as error:
            raise forms.ValidationError(
                _("Four shares in percent, separated by commas: 20, 50, 75, 100.")
            ) from error


class GoalChangeForm(GoalForm):
    """A goal as it is, to be changed."""

    reason = reason_field()


class ItemForm(Form):
    """What is to be reached."""

    name = forms.CharField(label=_("Item"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind of target"), choices=TargetKind.choices)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    figure = forms.ChoiceField(
        label=_("Actual values from"),
        required=False,
        help_text=_("Without a figure the lead unit reports them."),
    )
    measure = forms.CharField(
        label=_("Unit of measure"), max_length=20, required=False, help_text=_("Where there is no figure.")
    )
    adds_up = forms.BooleanField(
        label=_("The units' targets add up to the whole"), required=False, initial=True
    )
    pace = PaceField(
        label=_("Seasonal pace (%)"),
        initial="25, 50, 75, 100",
        help_text=_("Share of the year's task due at the end of each quarter."),
    )

    def __init__(self, *args: Any, zone_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f.name, f"{f.label} ({f.name})") for f in figures_of(zone_id)]
        self.fields["figure"].choices = [("", _("reported by the lead unit")), *choices]  # type: ignore[attr-defined]

    def terms(self) -> ItemTerms:
        return ItemTerms(**{name: v for name, v in self.cleaned_data.items() if name != "reason"})


class ItemChangeForm(ItemForm):
    """An item as it is, to be changed."""

    reason = reason_field()

    def __init__(self, *args: Any, item: TargetItem, **kwargs: Any) -> None:
        names = ("name", "kind", "direction", "figure", "measure", "adds_up")
        pace = ", ".join(plain_number(share * 100) for share in item.pace)
        kwargs["initial"] = {name: getattr(item, name) for name in names} | {"pace": pace}
        super().__init__(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The four quarters of the whole or of a unit."""

    unit: Unit | None
    cells: Sequence[forms.BoundField]


class TargetsForm(Form):
    """A row for the whole and one for each unit; cells are named `target-<unit or all>-<quarter>`."""

    reason = forms.CharField(
        label=_("Reason of a change"),
        max_length=300,
        required=False,
        help_text=_("Needed where a target that was set is changed."),
    )

    def __init__(
        self,
        *args: Any,
        units: Sequence[Unit],
        held: Mapping[tuple[UUID | None, int], Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units: list[Unit | None] = [None, *units]
        widget = {"class": "form-control num", "inputmode": "decimal", "autocomplete": "off"}
        for unit in self.units:
            for quarter, label in QUARTERS:
                self.fields[_cell(unit, quarter)] = forms.DecimalField(
                    label=label,
                    required=False,
                    max_digits=24,
                    decimal_places=6,
                    initial=plain_number(held.get((unit.id if unit else None, quarter))),
                    widget=forms.TextInput(attrs=widget),
                )

    def rows(self) -> Iterator[TargetRow]:
        for unit in self.units:
            yield TargetRow(unit, [self[_cell(unit, quarter)] for quarter, _label in QUARTERS])

    def values(self) -> dict[UUID | None, dict[int, Decimal | None]]:
        return {
            (unit.id if unit else None): {q: self.cleaned_data[_cell(unit, q)] for q, _label in QUARTERS}
            for unit in self.units
        }


def _cell(unit: Unit | None, quarter: int) -> str:
    return f"target-{unit.id if unit else 'all'}-{quarter}"


class QuarterForm(Form):
    """Which quarter is inspected."""

    quarter = forms.TypedChoiceField(label=_("Quarter"), choices=QUARTERS, coerce=int)


class ReportForm(Form):
    """What was done for an item, with its evidence."""

    text = forms.CharField(
        label=pgettext_lazy("for a target", "What was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    actual = forms.DecimalField(label=_("Actual value"), max_digits=24, decimal_places=6, required=False)
    evidence = FilesField(label=_("Evidence"), accept=_FILES, required=False)

    def __init__(self, *args: Any, has_figure: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_figure:
            del self.fields["actual"]


class JudgeForm(Form):
    """What the inspector found."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=[(v.value, v.label) for v in Verdict if v is not Verdict.OPEN],
        widget=forms.RadioSelect,
    )
    finding = forms.CharField(
        label=pgettext_lazy("an inspection", "Finding"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HighlightForm(Form):
    """Something worth showing."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    quarter = forms.TypedChoiceField(label=_("Quarter"), choices=QUARTERS, coerce=int)
    title = forms.CharField(label=_("Title"), max_length=80)
    text = forms.CharField(
        label=pgettext_lazy("for a target", "What was done"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence = FilesField(label=_("Evidence"), accept=_FILES, required=False)

    def __init__(self, *args: Any, actor: Actor, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach, units = actor.reach(permission), open_units(actor=actor)
        own = units if reach.whole_zone else units.filter(id__in=reach.unit_ids)
        self.fields["unit"].queryset = own  # type: ignore[attr-defined]


class PaceSetterForm(Form):
    """Which unit set the pace, and why."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    quarter = forms.TypedChoiceField(label=_("Quarter"), choices=QUARTERS, coerce=int)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = open_units(actor=actor)  # type: ignore[attr-defined]
