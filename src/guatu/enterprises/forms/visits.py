"""Forms of visits: planning, joining, recording, cancelling, and the limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.enterprises.choices import VisitGround
from guatu.enterprises.policies import VISIT
from guatu.enterprises.use_cases.plan_visit import TakesPart
from guatu.enterprises.use_cases.record_visit import MAX_FINDING, MAX_TEXT, Found
from guatu.matters.models.kinds import MatterCategory
from guatu.organization.forms.fields import UnitField
from guatu.ui.fields import FilesField
from guatu.ui.forms import Form

PHOTOS = "image/jpeg,image/png,image/webp"
FINDINGS = 5
_UNITS = ("unit", "second_unit", "third_unit")


class VisitForm(Form):
    """A visit with up to three units at once; more join it afterwards."""

    day = forms.DateField(label=_("Day"))
    purpose = forms.CharField(label=_("Purpose"), max_length=200)
    unit = UnitField(label=_("Unit"))
    visitors = forms.CharField(label=_("Visitors"), max_length=200, required=False)
    second_unit = UnitField(label=_("Together with"), required=False)
    third_unit = UnitField(label=_("and with"), required=False)
    ground = forms.ChoiceField(
        label=_("Ground"), choices=VisitGround.choices, initial=VisitGround.ROUTINE, widget=forms.RadioSelect
    )
    ground_reason = forms.CharField(
        label=_("Who asked for it, why it is urgent, or by which law"), max_length=300, required=False
    )

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"day": day})
        super().__init__(*args, **kwargs)
        for name in _UNITS:
            field = self.fields[name]
            assert isinstance(field, UnitField)  # noqa: S101 - declared above
            field.offer(actor=actor, permission=VISIT if name == "unit" else None)
            if name == "unit" and field.queryset is not None and len(field.queryset) == 1:
                field.initial = field.queryset[0].id  # nothing to choose

    def taking_part(self) -> list[TakesPart]:
        data = self.cleaned_data
        first = TakesPart(data["unit"], data["visitors"])
        return [first, *(TakesPart(data[name]) for name in _UNITS[1:] if data[name] is not None)]


class JoinForm(Form):
    unit = UnitField(label=_("Unit"))
    visitors = forms.CharField(label=_("Visitors"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101 - declared above
        field.offer(actor=actor, permission=VISIT)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """The three fields of one finding."""

    text: forms.BoundField
    solved: forms.BoundField
    category: forms.BoundField


class RecordForm(Form):
    """Photo and words first; then what came up, each solved on the spot or raised as a demand."""

    photos = FilesField(label=_("Photos"), accept=PHOTOS, camera=True, required=False)
    made_on = forms.DateField(label=_("Made on"))
    summary = forms.CharField(
        label=_("What was seen and said"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, day: date, categories: list[MatterCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._categories = {str(category.id): category for category in categories}
        self.fields["made_on"].initial = day
        self.fields["made_on"].widget.attrs["max"] = day.isoformat()
        for number in range(FINDINGS):
            self.fields |= _finding_fields(number, categories)

    def rows(self) -> Iterator[FindingRow]:
        for number in range(FINDINGS):
            yield FindingRow(self[f"finding_{number}"], self[f"solved_{number}"], self[f"category_{number}"])

    def findings(self) -> list[Found]:
        data = self.cleaned_data
        return [
            Found(
                data[f"finding_{number}"],
                data[f"solved_{number}"],
                self._categories.get(data[f"category_{number}"]),
            )
            for number in range(FINDINGS)
            if data[f"finding_{number}"].strip()
        ]


def _finding_fields(number: int, categories: list[MatterCategory]) -> dict[str, forms.Field]:
    names = {"number": number + 1}
    return {
        f"finding_{number}": forms.CharField(
            label=_("Finding %(number)s") % names,
            max_length=MAX_FINDING,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        ),
        f"solved_{number}": forms.BooleanField(
            label=_("Solved on the spot"),
            required=False,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        ),
        f"category_{number}": forms.ChoiceField(
            label=_("Category of the demand"),
            choices=[("", "—"), *((str(c.id), c.name) for c in categories)],
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        ),
    }


class CancelForm(Form):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class LimitForm(Form):
    visits = forms.IntegerField(label=_("Routine visits at most"), min_value=1, max_value=30)
    days = forms.IntegerField(label=_("within days"), min_value=1, max_value=366)
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
