"""The addresses where numbers over zones open."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from guatu.figures.addresses import figure_query
from guatu.figures.asking import Wanted
from guatu.zones.models import ZoneRanking


def zone_figure_address(
    upper_code: str, below_code: str, wanted: Wanted, as_of: datetime | None = None
) -> str:
    """The figure's page of one zone below; `wanted.unit_id` is a unit of that zone."""
    place = reverse("zones:zone-figure", args=[upper_code, below_code, wanted.name])
    return f"{place}?{figure_query(wanted, as_of)}"


def draft_address(upper_code: str, ranking: ZoneRanking) -> str:
    """The draft of a ranking that takes the place of a withdrawn one: its period and its rules, read anew."""
    book = ranking.book
    first = book.criteria[0]
    parts = [
        ("period", ranking.period),
        ("corrects", str(ranking.id)),
        ("title", ranking.title),
        ("method", first.method.value),
        ("minimum", str(first.minimum)),
    ]
    for number, one in enumerate(book.criteria, 1):
        parts += [(f"c{number}-figure", one.figure), (f"c{number}-weight", f"{one.weight.normalize():f}")]
        if not one.higher_is_better:
            parts.append((f"c{number}-least", "on"))
    return f"{reverse('zones:ranking-draft', args=[upper_code])}?{urlencode(parts)}"


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
