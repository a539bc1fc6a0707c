"""Forms of visits and reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.meetings.choices import Cause, VisitKind
from guatu.meetings.use_cases.file_visit import Finding
from guatu.organization.models import Person, Unit
from guatu.organization.selectors import open_units
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects
from guatu.ui.fields import FilesField
from guatu.ui.forms import DateInput, Form

_PHOTOS = "image/jpeg,image/png,image/webp"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """The fields of one finding."""

    text: forms.BoundField
    settled: forms.BoundField
    unit: forms.BoundField
    due: forms.BoundField


class VisitForm(Form):
    """A visit: photo first, then who and where, then what was found."""

    FINDINGS = 3

    photos = FilesField(label=_("Photos"), accept=_PHOTOS, camera=True, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=VisitKind.choices)
    day = forms.DateField(label=_("Day"), widget=DateInput)
    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none(), required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    leader = forms.ModelChoiceField(label=_("Led by"), queryset=Person.objects.none(), required=False)
    units = forms.ModelMultipleChoiceField(
        label=_("Departments (joint visit)"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.SelectMultiple,
    )
    note = forms.CharField(
        label=_("What was seen"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, actor: Actor, today: date, leaders: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        units = list(open_units(actor=actor))
        self._units = {str(unit.id): unit for unit in units}
        fields: dict[str, Any] = self.fields
        fields["day"].initial = today
        fields["day"].widget.attrs["max"] = today.isoformat()
        fields["project"].queryset = visible_projects(actor=actor).filter(withdrawn_on=None).order_by("name")
        fields["leader"].queryset = Person.objects.filter(
            zone_id=actor.zone_id, id__in=[leader.id for leader in leaders]
        )
        own = [leader for leader in leaders if leader.id == actor.person_id]
        fields["leader"].initial = own[0].id if own else None
        fields["units"].queryset = open_units(actor=actor)
        fields["units"].widget.attrs["size"] = 5
        choices = [("", _("to be dispatched")), *((str(unit.id), unit.name) for unit in units)]
        for number in range(self.FINDINGS):
            self._add_finding(number, choices)

    def _add_finding(self, number: int, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[f"text_{number}"] = forms.CharField(label=_("Finding"), max_length=500, required=False)
        self.fields[f"settled_{number}"] = forms.BooleanField(label=_("settled on the spot"), required=False)
        self.fields[f"unit_{number}"] = forms.ChoiceField(
            label=_("Lead unit"), choices=choices, required=False
        )
        self.fields[f"due_{number}"] = forms.DateField(label=_("Due on"), widget=DateInput, required=False)
        for name, css in (
            ("text", "form-control"),
            ("settled", "form-check-input"),
            ("unit", "form-select"),
            ("due", "form-control"),
        ):
            self.fields[f"{name}_{number}"].widget.attrs["class"] = css

    def finding_rows(self) -> Iterator[FindingRow]:
        for number in range(self.FINDINGS):
            yield FindingRow(*(self[f"{name}_{number}"] for name in ("text", "settled", "unit", "due")))

    def values(self) -> dict[str, Any]:
        """What `file_visit` takes."""
        data = self.cleaned_data
        names = ("photos", "kind", "day", "project", "place", "leader", "note")
        findings = [
            Finding(
                data[f"text_{number}"],
                data[f"settled_{number}"],
                self._units.get(data[f"unit_{number}"]),
                data[f"due_{number}"],
            )
            for number in range(self.FINDINGS)
            if data[f"text_{number}"].strip()
        ]
        return {name: data[name] for name in names} | {"units": list(data["units"]), "findings": findings}

    def add_faults(self, error: InvalidInput) -> None:
        """Faults of a finding stand at its text; those of the matter it becomes, above the form."""
        faults = [
            replace(fault, place=f"text_{fault.place.removeprefix('finding-')}")
            if fault.place.startswith("finding-")
            else fault
            for fault in error.faults
        ]
        super().add_faults(InvalidInput(faults))


class ReviewForm(Form):
    """The weekly review: plan, fact, cause, lesson, next."""

    week = forms.ChoiceField(label=_("Week"))
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none(), required=False)
    plan = forms.CharField(label=_("Planned"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    fact = forms.CharField(label=_("Done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    cause = forms.ChoiceField(label=_("Cause"), choices=Cause.choices)
    lesson = forms.CharField(
        label=_("Lesson"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    next_step = forms.CharField(
        label=_("Next"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, actor: Actor, weeks: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["week"].choices = [(week.text, f"{week.text}  {week.first}") for week in weeks]
        units = open_units(actor=actor)
        reach = actor.reach("meetings.file_review")
        fields["unit"].queryset = units if reach.whole_zone else units.filter(id__in=reach.unit_ids)
        fields["project"].queryset = visible_projects(actor=actor).filter(withdrawn_on=None).order_by("name")

    def values(self) -> dict[str, Any]:
        """What `file_review` takes."""
        return dict(self.cleaned_data) | {"week": Period.parse(self.cleaned_data["week"])}
