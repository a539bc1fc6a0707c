"""Forms of milestones: what a draft says of one, when it was really done, when it is expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.organization.forms.fields import UnitField
from guatu.projects.choices import DurationUnit, LinkType
from guatu.projects.models.plan import Milestone
from guatu.projects.rules.plan_checks import (
    DEPARTMENT_LENGTH,
    MAX_DURATION,
    NAME_LENGTH,
    SOURCE_LENGTH,
    STAGE_LENGTH,
)
from guatu.projects.rules.plan_edits import AddMilestone, ChangeMilestone, Edit, MoveMilestone
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec
from guatu.ui.fields import FilesField
from guatu.ui.forms import Form

MORE_LINKS = 2
_DOCUMENTS = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"
_NOT_GIVEN = _("none")
_PLAIN = (
    "name", "stage", "department", "unit_of_time", "duration", "statutory", "promised", "shortest", "source",
    "not_before", "not_after", "fixed_start", "target",
)  # fmt: skip


def _days(label: Any, **values: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MAX_DURATION, **values)


class MilestoneForm(Form):
    """One milestone of a draft, with what it waits for; new where `milestone` is None."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    stage = forms.CharField(label=_("Stage"), max_length=STAGE_LENGTH, required=False)
    department = forms.CharField(
        label=_("Department"),
        max_length=DEPARTMENT_LENGTH,
        required=False,
        help_text=_("Who approves or does it."),
    )
    unit = UnitField(
        label=_("Responsible unit"),
        required=False,
        help_text=_("In the zone; else the unit of the project answers."),
    )
    unit_of_time = forms.ChoiceField(label=_("Counted in"), choices=DurationUnit.choices)
    duration = _days(_("Duration"), help_text=_("0 for a moment, such as a permit that is handed over."))
    shortest = _days(
        _("Shortest possible"), required=False, help_text=_("Without it, it cannot be compressed.")
    )
    promised = _days(_("Promised"), required=False)
    statutory = _days(_("Legal limit"), required=False)
    source = forms.CharField(label=_("Source"), max_length=SOURCE_LENGTH, required=False)
    not_before = forms.DateField(label=_("Not before"), required=False)
    not_after = forms.DateField(label=_("Not after"), required=False)
    fixed_start = forms.DateField(
        label=_("Fixed start"), required=False, help_text=_("Starts on this day whatever it waits for.")
    )
    target = forms.DateField(
        label=_("Target"),
        required=False,
        help_text=_("Late dates count back from here; a plan may have several."),
    )
    after = forms.ChoiceField(label=_("Stands in the plan after"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        spec: PlanSpec,
        milestone: MilestoneSpec | None,
        actor: Actor,
        version: int,
        **kwargs: Any,
    ) -> None:
        self.spec, self.milestone = spec, milestone
        links = milestone.links if milestone is not None else ()
        kwargs["initial"] = {"version": version, **self._initial(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, UnitField):
            unit.offer(actor=actor)
        others = [m for m in spec.milestones if milestone is None or m.code != milestone.code]
        names: list[tuple[str, Any]] = [(m.code, m.name) for m in others]
        self.fields["after"].choices = [("", _("first")), *names]  # type: ignore[attr-defined]
        self.fields["duration"].widget.attrs["inputmode"] = "numeric"
        if milestone is not None and milestone.anchor == "completion":
            del self.fields["target"]  # the plan's own target is this one's
        self.link_count = len(links) + MORE_LINKS
        for at in range(self.link_count):
            self._add_link(at, names)

    def _add_link(self, at: int, names: list[tuple[str, Any]]) -> None:
        self.fields[f"link-{at}"] = forms.ChoiceField(
            label=_("Waits for"), choices=[("", _NOT_GIVEN), *names], required=False
        )
        self.fields[f"type-{at}"] = forms.ChoiceField(
            label=_("How"), choices=LinkType.choices, required=False
        )
        self.fields[f"lag-{at}"] = forms.IntegerField(
            label=_("Lag"), min_value=-MAX_DURATION, max_value=MAX_DURATION, required=False
        )
        self.fields[f"lag_unit-{at}"] = forms.ChoiceField(
            label=_("Lag counted in"), choices=DurationUnit.choices, required=False
        )
        for name in ("link", "type", "lag", "lag_unit"):
            widget = self.fields[f"{name}-{at}"].widget
            css = "form-control" if name == "lag" else "form-select"
            widget.attrs |= {"class": css, "aria-label": str(self.fields[f"{name}-{at}"].label)}

    def _initial(self) -> dict[str, Any]:
        if self.milestone is None:
            last = self.spec.milestones[-1].code if self.spec.milestones else ""
            return {"unit_of_time": DurationUnit.WORKING_DAY, "after": last}
        milestone = self.milestone
        place = self.spec.milestones.index(milestone)
        found: dict[str, Any] = {name: getattr(milestone, name) for name in _PLAIN}
        found |= {"unit": milestone.unit_id, "after": self.spec.milestones[place - 1].code if place else ""}
        for at, link in enumerate(milestone.links):
            found |= {
                f"link-{at}": link.predecessor, f"type-{at}": link.type, f"lag-{at}": link.lag or None,
                f"lag_unit-{at}": link.lag_unit,
            }  # fmt: skip
        return found

    def link_rows(self) -> Iterator[dict[str, forms.BoundField]]:
        """The four fields of each link."""
        for at in range(self.link_count):
            yield {name: self[f"{name}-{at}"] for name in ("link", "type", "lag", "lag_unit")}

    def spec_given(self, code: str) -> MilestoneSpec:
        """The milestone as the form describes it."""
        data = self.cleaned_data
        base = self.milestone or MilestoneSpec(code=code, name="", duration=0)
        unit = data["unit"]
        values = {name: data[name] for name in _PLAIN if name in data}
        return replace(
            base,
            **values | {"unit_of_time": DurationUnit(data["unit_of_time"])},
            unit_id=unit.id if unit is not None else None,
            links=tuple(self._links()),
        )

    def _links(self) -> Iterator[LinkSpec]:
        data = self.cleaned_data
        for at in range(self.link_count):
            if data[f"link-{at}"]:
                yield LinkSpec(
                    predecessor=data[f"link-{at}"],
                    type=LinkType(data[f"type-{at}"] or LinkType.FINISH_START),
                    lag=data[f"lag-{at}"] or 0,
                    lag_unit=DurationUnit(data[f"lag_unit-{at}"] or DurationUnit.WORKING_DAY),
                )

    def edits(self, code: str) -> list[Edit]:
        """What brings the draft to what the form says."""
        given, after = self.spec_given(code), self.cleaned_data["after"] or None
        if self.milestone is None:
            edits: list[Edit] = [AddMilestone(given, after)]
            return edits if after is not None else [*edits, MoveMilestone(code, None)]
        names = [*_PLAIN, "unit_id", "links"]
        changed = {n: getattr(given, n) for n in names if getattr(given, n) != getattr(self.milestone, n)}
        edits = [ChangeMilestone(code, changed)] if changed else []
        if after != (self._initial()["after"] or None):
            edits.append(MoveMilestone(code, after))
        return edits

    def add_faults(self, error: InvalidInput) -> None:
        """Faults of a plan stand at `<code>.<field>`; those of other milestones are said above the form."""
        own = self.milestone.code if self.milestone is not None else None
        for fault in error.faults:
            code, _dot, name = fault.place.rpartition(".")
            field = {"links": "link-0", "unit_id": "unit"}.get(name, name)
            elsewhere = code in self.spec.by_code and code != own
            if field in self.fields and not elsewhere:
                self.add_error(field, str(fault.message))
            else:
                said = f"{self.spec.by_code[code].name}: {fault.message}" if elsewhere else str(fault.message)
                self.add_error(None, said)


def new_code(spec: PlanSpec, taken: set[str]) -> str:
    """A code for a milestone that people only name."""
    number = len(spec.milestones) + 1
    while f"m{number}" in taken or f"m{number}" in spec.by_code:
        number += 1
    return f"m{number}"


class AchieveForm(Form):
    """When a milestone really started and finished, with papers that show it."""

    started_on = forms.DateField(label=_("Started on"), required=False)
    finished_on = forms.DateField(label=_("Finished on"), required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        help_text=_("Needed where a date that stands there becomes another one."),
    )
    documents = FilesField(label=_("Papers or photos that show it"), accept=_DOCUMENTS, required=False)

    @staticmethod
    def initial_of(milestone: Milestone) -> dict[str, Any]:
        return {"started_on": milestone.actual_start, "finished_on": milestone.actual_finish}


class ForecastForm(Form):
    """When somebody expects a milestone to be finished, and why then."""

    expected_finish = forms.DateField(
        label=_("Expected to finish on"),
        required=False,
        help_text=_("Leave it empty to go back to what was committed."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    @staticmethod
    def initial_of(milestone: Milestone, today: date) -> dict[str, Any]:
        known = milestone.expected_finish or milestone.forecast_finish
        return {
            "expected_finish": max(known, today) if known is not None else None,
            "reason": milestone.expected_reason,
        }
