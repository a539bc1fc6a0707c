"""Forms of briefings and their templates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.organization.models import Unit
from guatu.organization.selectors import open_units
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects
from guatu.reports.choices import Aim
from guatu.reports.models import BriefingTemplate
from guatu.reports.selectors.briefings import templates
from guatu.ui.forms import Form


class PeriodField(forms.CharField):
    """A period by its name; cleans to `Period`."""

    def clean(self, value: Any) -> Period:
        try:
            return Period.parse(str(super().clean(value)))
        except InvalidInput as error:
            raise forms.ValidationError([fault.message for fault in error.faults]) from error


class DraftForm(Form):
    template = forms.ModelChoiceField(label=_("Template"), queryset=BriefingTemplate.objects.none())
    period = PeriodField(
        label=_("Period"), max_length=12, help_text=_("2018H1, 2018Q2, 2018M06, 2018W23 or 2018")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("the whole zone")
    )
    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none(), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["template"].queryset = templates(actor=actor)
        fields["unit"].queryset = open_units(actor=actor)
        fields["project"].queryset = visible_projects(actor=actor).order_by("name")


_TEXT = forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "briefing-source"})


class EditForm(Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    heading = forms.CharField(label=_("Red heading"), max_length=60, required=False)
    addressee = forms.CharField(label=_("Addressed to"), max_length=200, required=False)
    text = forms.CharField(label=_("Text"), max_length=200_000, widget=_TEXT, strip=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TemplateForm(Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("for commands and links, such as half_year")
    )
    aim = forms.ChoiceField(label=_("About"), choices=Aim.choices)
    heading = forms.CharField(label=_("Red heading"), max_length=60, required=False)
    addressee = forms.CharField(label=_("Addressed to"), max_length=200, required=False)
    text = forms.CharField(label=_("Text"), max_length=200_000, widget=_TEXT, strip=False)


class ReturnForm(Form):
    reason = forms.CharField(
        label=_("What is to be mended"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class IssueForm(Form):
    number = forms.CharField(
        label=_("Document number"), max_length=40, required=False, help_text=_("as in 丹开发〔2018〕12号")
    )
    signature = forms.CharField(label=_("Signed by"), max_length=100, required=False)
