"""The address of the page where a number opens. Every page that shows a figure links to it by this one function."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from guatu.figures.asking import Wanted


def figure_query(wanted: Wanted, as_of: datetime | None = None) -> str:
    """Period, unit, slice (`where=class:new_start`, once for each value) and moment as a query string."""
    parts: list[tuple[str, str]] = [("period", wanted.period.text)]
    if wanted.unit_id is not None:
        parts.append(("unit", str(wanted.unit_id)))
    parts += [("where", f"{dimension}:{value}") for dimension, values in wanted.where for value in values]
    if as_of is not None:
        parts.append(("as_of", as_of.isoformat()))
    return urlencode(parts)


def figure_address(zone_code: str, wanted: Wanted, as_of: datetime | None = None) -> str:
    """The figure's page for that question."""
    return f"{reverse('reports:figure', args=[zone_code, wanted.name])}?{figure_query(wanted, as_of)}"
