"""Forms of series: what it is, and its new name."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.meetings.choices import Cadence, SeriesKind
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.use_cases.define_series import SeriesTerms
from guatu.organization.models import Person, Unit
from guatu.organization.selectors import open_units, people
from guatu.ui.forms import DateInput, Form

_NAMES = ("name", "kind", "cadence", "weekday", "month_day", "starts_at", "starts_on", "first_number")


def split_names(text: str) -> list[str]:
    """Names separated by commas, semicolons or line breaks, Chinese or Latin."""
    return [part.strip() for part in re.split(r"[,，、;；\n]", text) if part.strip()]


class SeriesForm(Form):
    """A series and its terms. The name is set once; later it is renamed from a day on."""

    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=SeriesKind.choices)
    unit = forms.ModelChoiceField(label=_("Convened by"), queryset=Unit.objects.none())
    cadence = forms.ChoiceField(label=_("Meets"), choices=Cadence.choices)
    weekday = forms.TypedChoiceField(
        label=_("Weekday"),
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        help_text=_("For a weekly meeting."),
    )
    month_day = forms.IntegerField(
        label=_("Day of the month"),
        min_value=1,
        max_value=31,
        initial=1,
        help_text=_("For a monthly meeting."),
    )
    starts_at = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), initial="09:00"
    )
    starts_on = forms.DateField(label=_("Since"), widget=DateInput)
    first_number = forms.IntegerField(
        label=_("Number of the first meeting kept here"),
        min_value=1,
        initial=1,
        help_text=_("A series that met before is counted on."),
    )
    ends_on = forms.DateField(label=_("Until"), widget=DateInput, required=False)
    venue = forms.CharField(label=_("Main venue"), max_length=80)
    branch_venues = forms.CharField(
        label=_("Branch venues"),
        max_length=800,
        required=False,
        help_text=_("Separated by commas, for a video meeting."),
    )
    chair = forms.ModelChoiceField(label=_("Chair"), queryset=Person.objects.none(), required=False)
    attending = forms.ModelMultipleChoiceField(
        label=_("Units that attend"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.SelectMultiple,
    )
    sitting_in = forms.ModelMultipleChoiceField(
        label=_("Units that sit in"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.SelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, actor: Actor, today: date, series: MeetingSeries | None = None, **kwargs: Any
    ) -> None:
        if series is not None:
            kwargs["initial"] = _stored(series)
        super().__init__(*args, **kwargs)
        units = open_units(actor=actor)
        for name in ("unit", "attending", "sitting_in"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
        for name in ("attending", "sitting_in"):
            self.fields[name].widget.attrs["size"] = 8
        self.fields["chair"].queryset = people(actor=actor)  # type: ignore[attr-defined]
        if series is not None:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("Renamed on a page of its own, from a day on.")
        else:
            self.fields["starts_on"].initial = today

    def terms(self) -> SeriesTerms:
        """What `define_series` takes."""
        data = dict(self.cleaned_data)
        for name in ("name", "unit", "version"):
            data.pop(name)
        data["branch_venues"] = split_names(data["branch_venues"])
        return SeriesTerms(**data)


def _stored(series: MeetingSeries) -> dict[str, Any]:
    members = list(series.members.all())
    names = [*_NAMES, "ends_on", "venue", "version"]
    return {name: getattr(series, name) for name in names} | {
        "unit": series.unit_id,
        "chair": series.chair_id,
        "branch_venues": "、".join(series.branch_venues),
        "attending": [m.unit_id for m in members if not m.sits_in],
        "sitting_in": [m.unit_id for m in members if m.sits_in],
    }


class RenameForm(Form):
    name = forms.CharField(label=_("New name"), max_length=80)
    valid_from = forms.DateField(label=_("From"), widget=DateInput)


class CallForm(Form):
    """The next meeting; without a day it is the next one by the rhythm."""

    day = forms.DateField(label=_("Day"), widget=DateInput, required=False)
