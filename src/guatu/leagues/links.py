"""Where the rows behind a number open: the page of its figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from guatu.core.periods import Period


def figure_address(
    zone_code: str,
    name: str,
    *,
    period: Period,
    unit_id: UUID | None = None,
    where: Iterable[tuple[str, Iterable[str]]] = (),
    as_of: datetime | None = None,
) -> str:
    """The page of the figure `name` for a period, a unit and a slice, as of a moment."""
    asked = {"period": period.text}
    if unit_id is not None:
        asked["unit"] = str(unit_id)
    asked |= {dimension: ",".join(values) for dimension, values in where}
    if as_of is not None:
        asked["as_of"] = as_of.isoformat()
    return f"{reverse('reports:figure', args=[zone_code, name])}?{urlencode(asked)}"
