"""What the pages of this app ask of their address."""

from __future__ import annotations

from datetime import datetime

from guatu.core.clock import CHINA
from guatu.core.models import Zone
from guatu.organization.requests import ZoneRequest
from guatu.zones.selectors.below import Below, zones_below


def below_in(request: ZoneRequest) -> Below:
    """The zones below the request's. Raises `NotFound` for whoever's post is not above them."""
    return zones_below(actor=request.actor, upper=request.zone)


def city_in(request: ZoneRequest, below: Below) -> Zone | None:
    """`?within=`: the code of a city; None is all zones. Raises `NotFound`."""
    return below.city(request.GET.get("within", "").strip())


def local_text(moment: datetime | None) -> str:
    """As a field for a moment takes it."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M") if moment else ""
