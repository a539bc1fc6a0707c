"""Forms of plan templates: the durations of the next version as a table, or the whole template as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.errors import InvalidInput
from guatu.projects.rules.plan_checks import MAX_DURATION
from guatu.projects.rules.plan_spec import LENGTH_FIELDS, MilestoneSpec, TemplateSpec
from guatu.projects.template_files import MAX_TEXT, parse_template
from guatu.ui.forms import Form

_LABELS = {
    "duration": _("Duration"),
    "statutory": _("Legal limit"),
    "promised": _("Promised"),
    "shortest": _("Shortest possible"),
}


class DurationsForm(Form):
    """Other durations for the milestones of a template, and why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, help_text=_("Such as the notice that promises shorter times.")
    )

    def __init__(self, *args: Any, template: TemplateSpec, **kwargs: Any) -> None:
        self.template = template
        super().__init__(*args, **kwargs)
        for milestone in template.plan.milestones:
            for name in LENGTH_FIELDS:
                widget = forms.NumberInput(
                    attrs={
                        "class": "form-control form-control-sm plan-days",
                        "inputmode": "numeric",
                        "aria-label": f"{milestone.name}: {_LABELS[name]}",
                    }
                )
                self.fields[f"{name}-{milestone.code}"] = forms.IntegerField(
                    label=_LABELS[name],
                    required=name == "duration",
                    min_value=0,
                    max_value=MAX_DURATION,
                    initial=getattr(milestone, name),
                    widget=widget,
                )

    def rows(self) -> Iterator[tuple[MilestoneSpec, list[forms.BoundField]]]:
        """Each milestone with its four fields."""
        for milestone in self.template.plan.milestones:
            yield milestone, [self[f"{name}-{milestone.code}"] for name in LENGTH_FIELDS]

    def changed(self) -> TemplateSpec:
        """The template with these durations."""
        milestones = tuple(
            replace(m, **{name: self.cleaned_data[f"{name}-{m.code}"] for name in LENGTH_FIELDS})
            for m in self.template.plan.milestones
        )
        return replace(self.template, plan=replace(self.template.plan, milestones=milestones))

    def add_faults(self, error: InvalidInput) -> None:
        """Faults of a plan stand at `<code>.<field>`."""
        for fault in error.faults:
            code, _dot, name = fault.place.rpartition(".")
            field = f"{name}-{code}" if code else fault.place
            self.add_error(field if field in self.fields else None, str(fault.message))


class TemplateTextForm(Form):
    """A whole template as text."""

    text = forms.CharField(
        label=_("Template"),
        max_length=MAX_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "plan-text"}),
        help_text=_("Milestones with their durations and what they come after, in TOML."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        help_text=_("Needed where there is a version of this template already."),
    )

    def clean(self) -> dict[str, Any]:
        """Reads the text; everything that is wrong with it stands at it."""
        data: dict[str, Any] = super().clean() or {}
        if "text" in data:
            try:
                data["template"] = parse_template(data["text"])
            except InvalidInput as error:
                for fault in error.faults:
                    said = str(fault.message) if fault.place == "text" else f"{fault.place}: {fault.message}"
                    self.add_error("text", said)
        return data
