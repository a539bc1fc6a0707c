"""Forms of a table: what it is, who is compared, what is left out, objections and their answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.core.periods import PeriodType
from guatu.leagues.choices import Audience
from guatu.leagues.models import LeagueTable
from guatu.leagues.use_cases.define_table import TableTerms
from guatu.organization.models import Unit
from guatu.organization.selectors import open_units
from guatu.ui.forms import DateInput, Form

_CADENCES = [choice for choice in PeriodType.choices if choice[0] != PeriodType.SPAN]


class TableForm(Form):
    """A table and its terms."""

    name = forms.CharField(label=_("Name"), max_length=80)
    purpose = forms.CharField(
        label=_("What the ranking is for"), max_length=400, widget=forms.Textarea({"rows": 2})
    )
    audience = forms.ChoiceField(label=_("Who may read it"), choices=Audience.choices)
    cadence = forms.ChoiceField(label=_("Ranked every"), choices=_CADENCES, initial=PeriodType.QUARTER)
    objection_days = forms.IntegerField(
        label=_("Objection period"), min_value=0, max_value=30, initial=5, help_text=_("Working days.")
    )
    awards = forms.IntegerField(
        label=_("Awards in each group"),
        min_value=0,
        max_value=20,
        initial=0,
        help_text=_("Of a race: how many win. 0 where nothing is awarded."),
    )
    award_title = forms.CharField(label=_("Name of the award"), max_length=80, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, table: LeagueTable | None = None, **kwargs: Any) -> None:
        if table is not None:
            kwargs["initial"] = {
                name: getattr(table, name)
                for name in (
                    *("name", "purpose", "audience", "cadence"),
                    *("objection_days", "awards", "award_title", "version"),
                )
            }
        super().__init__(*args, **kwargs)

    def terms(self) -> TableTerms:
        return TableTerms(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class UnitForm(Form):
    """Base: a unit that can be ranked."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = open_units(actor=actor).filter(parent__isnull=False)  # type: ignore[attr-defined]


class GroupForm(UnitForm):
    group = forms.CharField(
        label=_("Group"), max_length=40, required=False, help_text=_("Left empty, the unit is taken out.")
    )
    valid_from = forms.DateField(label=_("From"), widget=DateInput)


class ExclusionForm(UnitForm):
    period = forms.CharField(label=_("Period"), max_length=16)
    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea({"rows": 2}))
    dimension = forms.CharField(
        label=_("Rows told apart by"),
        max_length=40,
        required=False,
        help_text=_("Such as “project”. Left empty, the whole unit is left out."),
    )
    values = forms.CharField(
        label=_("Which of them"), max_length=800, required=False, help_text=_("Separated by commas.")
    )


class DecisionForm(Form):
    """Yes or no, with words."""

    granted = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("Grant")), ("no", _("Refuse"))], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"), max_length=400, required=False, widget=forms.Textarea({"rows": 2})
    )


class ObjectionForm(Form):
    criterion = forms.ChoiceField(label=_("Which number is wrong"))
    text = forms.CharField(
        label=_("What is wrong, and what it should be"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(Form):
    accepted = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            ("yes", _("Accept: this number is read anew, everything else stays as published")),
            ("no", _("Refuse")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 4}))
