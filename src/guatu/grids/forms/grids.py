"""Forms of a grid itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.grids.forms.fields import BoundaryField
from guatu.grids.models import Grid, GridBoundary, ZoneOutline
from guatu.grids.policies import MANAGE
from guatu.organization.choices import TERRITORIAL
from guatu.organization.forms.fields import UnitField, unit_choices
from guatu.organization.models import Unit
from guatu.ui.forms import Form


class _NamedForm(Form):
    code = forms.CharField(label=pgettext_lazy("of a grid", "Code"), max_length=32)
    name = forms.CharField(label=_("Name"), max_length=100)
    unit = UnitField(label=_("Territorial unit"))
    households = forms.IntegerField(
        label=_("Households"),
        required=False,
        min_value=0,
        max_value=999_999,
        help_text=_("Their number only; for social grids."),
    )

    def offer_units(self, actor: Actor, now: Unit | None = None) -> None:
        """The territorial units within the actor's powers, and the one that the grid belongs to now."""
        territorial = set(
            Unit.objects.filter(zone_id=actor.zone_id, type__in=TERRITORIAL).values_list("id", flat=True)
        )
        offered = unit_choices(actor=actor, permission=MANAGE)
        choices = [(unit_id, text) for unit_id, text in offered if unit_id in territorial]
        if now is not None and now.id not in {unit_id for unit_id, _text in choices}:
            choices.append((now.id, now.name))
        field = self.fields["unit"]
        if isinstance(field, UnitField):
            field.queryset = Unit.objects.filter(zone_id=actor.zone_id, id__in=[one[0] for one in choices])
            field.choices = [("", ""), *choices]


class GridForm(_NamedForm):
    """A new grid; its type is chosen before, since the map shows the neighbours of that type."""

    opened_on = forms.DateField(label=_("Opens on"))
    boundary = BoundaryField()
    field_order = ["code", "name", "unit", "opened_on", "households", "boundary"]

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"opened_on": day}, **kwargs)
        self.offer_units(actor)


class GridEditForm(_NamedForm):
    """A grid as it stands."""

    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, grid: Grid, **kwargs: Any) -> None:
        names = ("code", "name", "households", "version")
        initial = {name: getattr(grid, name) for name in names} | {"unit": grid.unit_id}
        super().__init__(*args, initial=initial, **kwargs)
        self.offer_units(actor, grid.unit)


class RedrawForm(Form):
    """A new boundary, and from when it counts."""

    on = forms.DateField(label=_("Counts from"), help_text=_("Until then the grid lay as it did."))
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    boundary = BoundaryField()

    def __init__(self, *args: Any, boundary: GridBoundary | None, day: date, **kwargs: Any) -> None:
        drawn = boundary.geometry if boundary is not None else ""
        super().__init__(*args, initial={"boundary": drawn, "on": day}, **kwargs)


class OutlineForm(Form):
    """The outer boundary of the zone."""

    boundary = BoundaryField()
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)

    def __init__(self, *args: Any, outline: ZoneOutline | None, **kwargs: Any) -> None:
        initial = {"boundary": outline.geometry if outline is not None else ""}
        super().__init__(*args, initial=initial, **kwargs)


class CloseForm(Form):
    """The first day without the grid, and why."""

    closed_on = forms.DateField(label=_("First day without the grid"))
    reason = forms.CharField(label=_("Reason or document"), max_length=500)


class ImportForm(Form):
    """A GeoJSON file."""

    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_("A FeatureCollection in CGCS2000 (EPSG:4490), up to 20 MB and 10,000 grids."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )
