"""The addresses where numbers over zones open."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from guatu.figures.addresses import figure_query
from guatu.figures.asking import Wanted


def zone_figure_address(
    upper_code: str, below_code: str, wanted: Wanted, as_of: datetime | None = None
) -> str:
    """The figure's page of one zone below; `wanted.unit_id` is a unit of that zone."""
    place = reverse("zones:zone-figure", args=[upper_code, below_code, wanted.name])
    return f"{place}?{figure_query(wanted, as_of)}"


def across_address(
    upper_code: str, wanted: Wanted, city_code: str = "", as_of: datetime | None = None
) -> str:
    """The figure's page over all zones below, or those of a city."""
    parts = [("period", wanted.period.text)]
    if city_code:
        parts.append(("within", city_code))
    if as_of is not None:
        parts.append(("as_of", as_of.isoformat()))
    return f"{reverse('zones:figure', args=[upper_code, wanted.name])}?{urlencode(parts)}"
