"""Where a number opens: its figure's page, with the period, unit, slice and moment it was asked for."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from guatu.figures.asking import Wanted


def figure_address(zone_code: str, wanted: Wanted, as_of: datetime | None = None) -> str:
    """The address of the figure's page for one question; `as_of`: an aware moment, None for now."""
    asked: list[tuple[str, str]] = [("period", wanted.period.text)]
    if wanted.unit_id is not None:
        asked.append(("unit", str(wanted.unit_id)))
    asked += [(dimension, ",".join(values)) for dimension, values in wanted.where]
    if as_of is not None:
        asked.append(("as_of", as_of.isoformat()))
    address = reverse("reports:figure", kwargs={"zone_code": zone_code, "name": wanted.name})
    return f"{address}?{urlencode(asked)}"
