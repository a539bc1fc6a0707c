"""Forms of units."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.organization.choices import AliasKind, TerritoryKind, UnitType
from guatu.organization.forms.fields import UnitField
from guatu.organization.models import Unit
from guatu.organization.policies import UNITS
from guatu.organization.use_cases.edit_unit import Renaming
from guatu.ui.forms import Form

_UNDER_THE_ZONE = [choice for choice in UnitType.choices if choice[0] != UnitType.ZONE]


class UnitForm(Form):
    """A new unit."""

    name = forms.CharField(label=_("Name"), max_length=100)
    short_name = forms.CharField(label=_("Short name"), max_length=30, required=False)
    type = forms.ChoiceField(label=_("Type"), choices=_UNDER_THE_ZONE)
    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        required=False,
        help_text=_("Left empty, the unit is given the next number."),
    )
    order = forms.IntegerField(
        label=_("Place in the roster"),
        min_value=0,
        max_value=99_999,
        initial=0,
        help_text=_("Small numbers come first."),
    )
    opened_on = forms.DateField(
        label=_("Opened on"), required=False, help_text=_("Left empty, the roster shows it on any day.")
    )


class UnitEditForm(UnitForm):
    """A unit as it stands, and how its name changes."""

    renamed_on = forms.DateField(
        label=_("A new name counts from"),
        required=False,
        help_text=_("The old name stays on file up to the day before. Left empty: today."),
    )
    mistake = forms.BooleanField(
        label=_("The name was written wrongly; keep no trace of it among the names"), required=False
    )
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(unit), **kwargs)
        self.fields["code"].required = True
        self.fields["code"].help_text = ""
        if unit.parent_id is None:
            self.fields["type"] = forms.ChoiceField(
                label=_("Type"), choices=[(UnitType.ZONE.value, UnitType.ZONE.label)]
            )
            self.fields["type"].widget.attrs["class"] = "form-select"

    def values(self) -> dict[str, Any]:
        """What `edit_unit` takes."""
        data = self.cleaned_data
        return {
            **{
                name: data[name]
                for name in ("name", "short_name", "type", "code", "order", "opened_on", "reason")
            },
            "renaming": Renaming(on=data["renamed_on"], mistake=data["mistake"]),
        }


def _initial(unit: Unit) -> dict[str, Any]:
    names = ("name", "short_name", "type", "code", "order", "opened_on", "version")
    return {name: getattr(unit, name) for name in names}


class UnitMoveForm(Form):
    """Where a unit goes."""

    parent = UnitField(label=_("Under"))
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, initial={"parent": unit.parent_id, "version": unit.version}, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, UnitField)  # noqa: S101 – declared above
        field.offer(actor=actor, permission=UNITS, without=unit)


class UnitCloseForm(Form):
    """When a unit closes."""

    closed_on = forms.DateField(label=_("First day on which it is no more"))
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"closed_on": day, "version": unit.version}, **kwargs)


class UnitAliasForm(Form):
    """Another name of a unit."""

    name = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=AliasKind.choices,
        initial=AliasKind.OTHER,
        help_text=_(
            "A former name is shown for the days on which it was in force; any other stands beside the name."
        ),
    )
    valid_from = forms.DateField(label=_("From"), required=False)
    valid_to = forms.DateField(
        label=_("To"), required=False, help_text=_("The last day; left empty, it is in use.")
    )


class UnitAliasEndForm(Form):
    """The last day of another name."""

    valid_to = forms.DateField(label=_("Last day"))


class UnitTerritoryForm(Form):
    """Where a unit is registered, counted or managed."""

    kind = forms.ChoiceField(label=_("Kind"), choices=TerritoryKind.choices)
    code = forms.CharField(
        label=_("Division code"),
        max_length=12,
        help_text=_("Registration: 6 digits of GB/T 2260. Statistical and managing: 6, 9 or 12 digits."),
    )
    name = forms.CharField(
        label=_("Name of the place"),
        max_length=100,
        required=False,
        help_text=_("Left empty, GB/T 2260 is asked."),
    )
    valid_from = forms.DateField(label=_("From"))


class OnDateForm(Form):
    """Which day, and which unit; a GET form that is also valid empty."""

    on = forms.DateField(label=_("Date"), required=False)
    unit = UnitField(label=_("Unit"), required=False)
    only = forms.BooleanField(label=_("Without the units below"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101 – declared above
        field.offer(actor=actor, closed_too=True, empty=_("the whole zone"))
