"""Fields of grids: a boundary as text, a place as two numbers."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.grids.boundary_words import boundary_words
from guatu.grids.rules.boundaries import BoundaryFault, checked_boundary
from guatu.grids.rules.typed import geometry_from_text, text_from_geometry

_HELP = _(
    "One corner a line: longitude, latitude in degrees of CGCS2000. An empty line begins a hole. A GeoJSON geometry "
    "can be pasted in as well. What is typed here is drawn on the map, and the other way round."
)


class BoundaryField(forms.CharField):
    """A boundary typed as points or pasted as GeoJSON; the value is a checked GeoJSON geometry."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(
            attrs={
                "rows": 8,
                "spellcheck": "false",
                "autocomplete": "off",
                "data-boundary": "",
                "class": "mono",
            }
        )
        super().__init__(label=_("Boundary"), help_text=_HELP, widget=widget, strip=True, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return checked_boundary(geometry_from_text(text))
        except BoundaryFault as fault:
            raise forms.ValidationError(boundary_words(fault.code, fault.detail)) from fault

    def prepare_value(self, value: Any) -> Any:
        return text_from_geometry(value) if isinstance(value, dict) else value


class DegreesField(forms.DecimalField):
    """Degrees with a decimal point, full-width digits taken as well."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_digits=20, decimal_places=15, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(unicodedata.normalize("NFKC", str(value or "")).strip().rstrip("°"))
