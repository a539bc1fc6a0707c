"""Forms of project lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.projects.choices import ListLevel
from guatu.projects.details import YEARS
from guatu.projects.models.lists import ProjectList
from guatu.projects.models.project import Project
from guatu.projects.use_cases.enter_list import LONGEST_REASON
from guatu.ui.forms import Form


class ListForm(Form):
    """A list's definition."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_(
            "Exactly as the document words it: “municipal” is another list than “municipal and above”."
        ),
    )
    level = forms.ChoiceField(label=_("Level"), choices=ListLevel.choices)
    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[-1])
    cutoff = forms.DateField(
        label=_("Cut-off"), required=False, help_text=_("Often the end of the year before.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, project_list: ProjectList | None = None, year: int | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"year": year, "level": ListLevel.MUNICIPAL}
        if project_list is not None:
            fields = ("name", "level", "year", "cutoff", "version")
            kwargs["initial"] = {name: getattr(project_list, name) for name in fields}
        super().__init__(*args, **kwargs)


class EnterForm(Form):
    """Projects to put on a list. They are drawn as a table by the page."""

    projects = forms.TypedMultipleChoiceField(
        label=_("Projects"), coerce=UUID, error_messages={"required": _("Choose at least one project.")}
    )
    on = forms.DateField(label=_("On the list from"))
    reason = forms.CharField(label=_("Reason or document"), max_length=LONGEST_REASON, required=False)

    def __init__(self, *args: Any, offered: Sequence[Project], frozen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["projects"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(str(project.id), project.name) for project in offered]
        self.fields["reason"].required = frozen


class LeaveForm(Form):
    """A project's last day on a list, and why."""

    on = forms.DateField(label=_("Last day on the list"))
    reason = forms.CharField(label=_("Reason or document"), max_length=LONGEST_REASON, required=False)

    def __init__(self, *args: Any, frozen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = frozen
