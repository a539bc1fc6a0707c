"""Forms of the people in a grid and of what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.grids.choices import WorkerRole
from guatu.grids.forms.fields import DegreesField
from guatu.grids.models import Grid, GridWorker
from guatu.grids.rules.datum import cgcs2000_from_gcj02
from guatu.organization.forms.fields import PersonField
from guatu.ui.forms import Form


class Datum(TextChoices):
    """In which datum somebody read a place off."""

    CGCS2000 = "cgcs2000", _("CGCS2000 (survey, GPS)")
    GCJ02 = "gcj02", _("GCJ-02 (web maps such as Amap and Tencent)")


def _offer(form: Form, actor: Actor, day: date, name: str = "person") -> None:
    field = form.fields[name]
    if not isinstance(field, PersonField):
        raise TypeError(name)
    field.offer(actor=actor, day=day)


class AssignForm(Form):
    """Somebody's work in a grid."""

    person = PersonField(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=WorkerRole.choices, initial=WorkerRole.WORKER)
    valid_from = forms.DateField(label=_("From"))
    valid_to = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Empty: until further notice.")
    )
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_from": day, "role": WorkerRole.WORKER}, **kwargs)
        _offer(self, actor, day)


class EndForm(Form):
    """The last day of something, and why."""

    valid_to = forms.DateField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)

    def __init__(self, *args: Any, day: date, version: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_to": day, "version": version}, **kwargs)

    version = forms.IntegerField(widget=forms.HiddenInput)


class SubstituteForm(Form):
    """Who stands in, from when to when."""

    person = PersonField(label=_("Substitute"))
    valid_from = forms.DateField(label=_("First day of the leave"))
    valid_to = forms.DateField(label=_("Last day of the leave"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, worker: GridWorker, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_from": max(day, worker.valid_from)}, **kwargs)
        _offer(self, actor, day)


class PlaceFields(Form):
    """A place as two numbers in one of two datums."""

    lon = DegreesField(label=_("Longitude"), required=False)
    lat = DegreesField(label=_("Latitude"), required=False)
    datum = forms.ChoiceField(label=_("Read off in"), choices=Datum.choices, initial=Datum.CGCS2000)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        lon, lat, datum = values.pop("lon", None), values.pop("lat", None), values.pop("datum", "")
        if (lon is None) != (lat is None):
            self.add_error("lat", _("Longitude and latitude belong together."))
        values["point"] = None
        if lon is not None and lat is not None:
            point = (float(lon), float(lat))
            values["point"] = cgcs2000_from_gcj02(*point) if datum == Datum.GCJ02 else point
        return values


class ObjectForm(PlaceFields):
    """Something that belongs to a grid: what, where it lies or in which grid, and why."""

    subject = forms.ChoiceField(label=_("What"))
    grid = forms.ChoiceField(
        label=_("Grid"), required=False, help_text=_("Empty: the grid in which the place lies.")
    )
    on = forms.DateField(label=_("From"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Needed where the grid is chosen by hand."),
    )
    field_order = ["subject", "lon", "lat", "datum", "grid", "on", "reason"]

    def __init__(
        self,
        *args: Any,
        subjects: Sequence[tuple[str, Any]],
        grids: Sequence[Grid],
        day: date,
        grid: Grid | None = None,
        subject: str = "",
        **kwargs: Any,
    ) -> None:
        initial = {"on": day, "grid": str(grid.id) if grid else "", "subject": subject}
        super().__init__(*args, initial=initial, **kwargs)
        for name, choices in (
            ("subject", [("", ""), *subjects]),
            ("grid", [("", _("by the place")), *((str(g.id), f"{g.name} · {g.code}") for g in grids)]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class WhoForm(PlaceFields):
    """Who answers where, and when."""

    on = forms.DateField(label=_("On"), required=False)
    field_order = ["lon", "lat", "datum", "on"]
