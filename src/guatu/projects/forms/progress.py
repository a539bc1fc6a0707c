"""Forms of progress: the report from the site, the buildings and lines, the proof of start and its verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.core.money import trimmed
from guatu.notifications.forms import GroupField
from guatu.projects.choices import STAGES, LineProcess, LineProduct, StartKind, WorkKind
from guatu.projects.forms.fields import PercentField
from guatu.projects.models.progress import WorkItem
from guatu.projects.use_cases.describe_works import WorkDescription
from guatu.projects.use_cases.file_progress_report import MAX_TEXT, WorkTold
from guatu.ui.fields import FilesField
from guatu.ui.forms import DateInput, Form

_PHOTOS = "image/jpeg,image/png,image/webp"
_DOCUMENTS = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """The three fields of one building or line in the report's form."""

    work: WorkItem
    stage: forms.BoundField
    share: forms.BoundField
    floor: forms.BoundField | None


class ProgressReportForm(Form):
    """The report from the site: photo and text first, the rest when there is time."""

    photos = FilesField(label=_("Photos"), accept=_PHOTOS, camera=True, required=False)
    text = forms.CharField(
        label=_("What stands today"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_plan = forms.CharField(
        label=_("Next week's plan"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    difficulty = forms.CharField(
        label=_("Difficulties"), max_length=MAX_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    share = PercentField(label=_("Whole project done, %"), required=False)
    day = forms.DateField(label=_("As of"), required=False)
    regress_reason = forms.CharField(
        label=_("Why is it less than before?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, works: Sequence[WorkItem], today: date, **kwargs: Any) -> None:
        self._works = list(works)
        super().__init__(*args, **kwargs)
        for work in self._works:
            self.fields |= _work_fields(work)
        self.fields["day"].initial = today
        self.fields["day"].widget.attrs["max"] = today.isoformat()

    def work_rows(self) -> Iterator[WorkRow]:
        """The fields of each building and line, in order."""
        for work in self._works:
            floor = f"floor_{work.id}"
            yield WorkRow(
                work,
                self[f"stage_{work.id}"],
                self[f"share_{work.id}"],
                self[floor] if floor in self.fields else None,
            )

    @property
    def works_touched(self) -> bool:
        """Whether anything is filled in for a building or line, so that their part is shown open."""
        return any(name.startswith(("stage_", "share_", "floor_")) for name in self.changed_data)

    def values(self) -> dict[str, Any]:
        """What `file_progress_report` takes, but for the key."""
        data = self.cleaned_data
        names = ("text", "next_plan", "difficulty", "share", "day", "photos", "regress_reason")
        return {name: data[name] for name in names} | {"works": list(self._told())}

    def _told(self) -> Iterator[WorkTold]:
        for work in self._works:
            fields = [f"{name}_{work.id}" for name in ("stage", "floor", "share")]
            if not set(fields) & set(self.changed_data):
                continue
            stage, floor, share = (self.cleaned_data.get(name) for name in fields)
            yield WorkTold(work.id, stage or work.stage, floor, share)

    def add_faults(self, error: InvalidInput) -> None:
        """Faults of a building or line stand at its stage."""
        faults = [_at_stage(fault) for fault in error.faults]
        super().add_faults(InvalidInput(faults))


def _work_fields(work: WorkItem) -> dict[str, forms.Field]:
    """Stage, share and (of a building) floor. Only the stage is filled in: the others are told anew or not."""
    kind, names = WorkKind(work.kind), {"name": work.name}
    share = PercentField(label=_("%(name)s: done, %%") % names, required=False)
    share.widget.attrs["class"] = "form-control"
    share.widget.attrs["placeholder"] = "%" if work.share is None else f"{trimmed(work.share * 100)} %"
    found: dict[str, forms.Field] = {
        # The stage as it was shown travels with the form, so that what nobody touched is not reported.
        f"stage_{work.id}": forms.ChoiceField(
            label=_("%(name)s: stage") % names,
            choices=[(stage.value, stage.label) for stage in STAGES[kind]],
            initial=work.stage,
            required=False,
            show_hidden_initial=True,
            widget=forms.Select(attrs={"class": "form-select"}),
        ),
        f"share_{work.id}": share,
    }
    if kind == WorkKind.BUILDING:
        floor = forms.IntegerField(
            label=_("%(name)s: floor reached") % names,
            min_value=1,
            max_value=200,
            required=False,
            widget=forms.TextInput(
                attrs={"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}
            ),
        )
        floor.widget.attrs["placeholder"] = _("floor") if work.floor is None else str(work.floor)
        found[f"floor_{work.id}"] = floor
    return found


def _at_stage(fault: Fault) -> Fault:
    work_id = fault.place.removeprefix("work-")
    return fault if work_id == fault.place else replace(fault, place=f"stage_{work_id}")


class WorkForm(Form):
    """Buildings or lines: several new ones by name, or one that is there already."""

    kind = forms.ChoiceField(label=_("Kind"), choices=WorkKind.choices)
    names = forms.CharField(
        label=_("Name"),
        max_length=500,
        help_text=_("Several at once: separate them with commas, such as Workshop 1, Workshop 2."),
    )
    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    process = forms.ChoiceField(
        label=_("Process (lines)"), choices=[("", "—"), *LineProcess.choices], required=False
    )
    product = forms.ChoiceField(
        label=_("Product (lines)"), choices=[("", "—"), *LineProduct.choices], required=False
    )

    def __init__(self, *args: Any, work: WorkItem | None = None, **kwargs: Any) -> None:
        self._work = work
        if work is not None:
            kwargs["initial"] = {
                "kind": work.kind,
                "names": work.name,
                "place": work.place,
                "process": work.process,
                "product": work.product,
            }
        super().__init__(*args, **kwargs)
        if work is not None:
            self.fields["names"].help_text = ""
            self.fields["kind"].disabled = True

    def descriptions(self) -> list[WorkDescription]:
        """What `describe_works` takes."""
        data = self.cleaned_data
        of_lines = data["kind"] == WorkKind.LINE
        first = WorkDescription(
            kind=data["kind"],
            name=data["names"],
            place=data["place"],
            process=data["process"] if of_lines else "",
            product=data["product"] if of_lines else "",
            work_id=self._work.id if self._work is not None else None,
        )
        if self._work is not None:
            return [first]
        names = [name.strip() for name in re.split(r"[,，、;；\n]", data["names"])]
        return [replace(first, name=name) for name in names if name] or [first]

    def add_faults(self, error: InvalidInput) -> None:
        """Faults of the described ones stand at the form's own fields."""
        faults = []
        for fault in error.faults:
            field = fault.place.rpartition(".")[2]
            faults.append(replace(fault, place="names" if field == "name" else field))
        super().add_faults(InvalidInput(faults))


class StartProofForm(Form):
    """The proof of start: photo first, then what was done on which day."""

    photos = FilesField(
        label=_("Photos of it"),
        accept=_PHOTOS,
        camera=True,
        help_text=_("At least one, taken on the site on that day."),
    )
    kind = forms.ChoiceField(label=_("What was done"), choices=StartKind.choices, widget=forms.RadioSelect)
    day = forms.DateField(label=_("On which day"), widget=DateInput)
    permit_number = forms.CharField(label=_("Construction permit number"), max_length=60, required=False)
    description = forms.CharField(
        label=_("Description, or why there is no permit yet"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    documents = FilesField(
        label=_("Contract, permit, proof of payment"),
        accept=_DOCUMENTS,
        required=False,
        help_text=_("PDF, Word, Excel or photos, up to 20 MB each."),
    )


class VerdictForm(Form):
    """A word on a proof: free when it is verified, needed when it is rejected."""

    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed for a rejection: what is wrong or missing."),
    )


class BroadcastForm(Form):
    """Which group is told."""

    channel = GroupField()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].offer(actor=actor)  # type: ignore[attr-defined]
