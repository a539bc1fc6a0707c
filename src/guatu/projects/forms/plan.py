"""Forms of plans: drafting one, tuning its durations, deciding on it, beginning another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.errors import InvalidInput
from guatu.projects.choices import Anchor
from guatu.projects.models.project import Project
from guatu.projects.rules.plan_checks import MAX_DURATION
from guatu.projects.rules.plan_edits import ChangeMilestone, Edit, SetTarget
from guatu.projects.rules.plan_network import Facts
from guatu.projects.rules.plan_spec import MilestoneSpec, PlanSpec
from guatu.ui.forms import Form

DAYS_CLASS = "form-control form-control-sm plan-days"


class InstantiateForm(Form):
    """A first plan: the target, and which of the template's milestones the project needs."""

    target = forms.DateField(label=_("Complete by"), help_text=_("The plan is scheduled back from this day."))
    start_by = forms.DateField(
        label=_("Start construction by"),
        required=False,
        help_text=_("Leave it empty if only the end counts."),
    )
    milestones = forms.MultipleChoiceField(
        label=_("Milestones of this project"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, spec: PlanSpec, project: Project, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self.initial_of(spec, project, today))
        super().__init__(*args, **kwargs)
        self.spec = spec
        choices: Any = [(m.code, m.name) for m in spec.milestones if not m.anchor]
        self.fields["milestones"].choices = choices  # type: ignore[attr-defined]
        if project.actual_start is not None:
            del self.fields["start_by"]

    @staticmethod
    def initial_of(spec: PlanSpec, project: Project, today: date) -> dict[str, Any]:
        """Optional milestones are left out, and so is what had to come before a start that has come."""
        start = spec.anchored(Anchor.START)
        past = (
            spec.before([start.code])
            if project.actual_start is not None and start is not None
            else frozenset()
        )
        starts_ahead = project.committed_start is not None and project.committed_start >= today
        return {
            "target": project.committed_finish,
            "start_by": project.committed_start if starts_ahead else None,
            "milestones": [m.code for m in spec.milestones if not m.optional and m.code not in past],
        }

    def stages(self) -> Iterator[tuple[str, list[tuple[MilestoneSpec, Any]]]]:
        """Each stage with its milestones and their boxes; an anchor has none, as it always stays."""
        boxes = {box.data["value"]: box for box in self["milestones"]}
        stages: dict[str, list[tuple[MilestoneSpec, Any]]] = {}
        for milestone in self.spec.milestones:
            stages.setdefault(milestone.stage, []).append((milestone, boxes.get(milestone.code)))
        yield from stages.items()

    def leave_out(self) -> list[str]:
        """The codes of the milestones whose boxes are empty."""
        kept = set(self.cleaned_data["milestones"])
        return [m.code for m in self.spec.milestones if not m.anchor and m.code not in kept]


class TuneForm(Form):
    """A draft's target and the duration of each milestone that is not finished."""

    target = forms.DateField(label=_("Complete by"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, spec: PlanSpec, facts: Facts, version: int, **kwargs: Any) -> None:
        self.spec = spec
        self.open = [m for m in spec.milestones if not (m.code in facts and facts[m.code].finished)]
        initial = {duration_field(m.code): m.duration for m in self.open}
        super().__init__(*args, initial={"target": spec.target, "version": version, **initial}, **kwargs)
        for milestone in self.open:
            field = forms.IntegerField(
                label=milestone.name,
                min_value=0,
                max_value=MAX_DURATION,
                widget=forms.NumberInput(
                    attrs={"class": "form-control form-control-sm plan-days", "inputmode": "numeric"}
                ),
            )
            self.fields[duration_field(milestone.code)] = field

    def durations(self) -> dict[str, Any]:
        """Code → the field of its duration."""
        return {m.code: self[duration_field(m.code)] for m in self.open}

    def edits(self) -> list[Edit]:
        """What the form says that the draft does not."""
        edits: list[Edit] = []
        if self.cleaned_data["target"] != self.spec.target:
            edits.append(SetTarget(self.cleaned_data["target"]))
        for milestone in self.open:
            duration = self.cleaned_data[duration_field(milestone.code)]
            if duration != milestone.duration:
                edits.append(ChangeMilestone(milestone.code, {"duration": duration}))
        return edits

    def add_faults(self, error: InvalidInput) -> None:
        """Faults of a plan stand at `<code>.duration`."""
        for fault in error.faults:
            code, _dot, name = fault.place.rpartition(".")
            field = duration_field(code) if name == "duration" else fault.place
            self.add_error(
                field if field in self.fields else None, self._said(code, str(fault.message), field)
            )

    def _said(self, code: str, message: str, field: str) -> str:
        milestone = self.spec.by_code.get(code)
        return message if field in self.fields or milestone is None else f"{milestone.name}: {message}"


def duration_field(code: str) -> str:
    """The name of the field for a milestone's duration."""
    return f"days-{code}"


class DecisionForm(Form):
    """Approving or returning a plan: in which meeting, and why."""

    meeting = forms.CharField(
        label=_("Meeting"),
        max_length=150,
        required=False,
        help_text=_("Where it was decided, such as the 24th weekly meeting."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "To return the plan: what has to change. To approve shortened durations: who has agreed."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(Form):
    """Why a plan has to change, or a draft goes."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
