"""The big screen of a city or a province."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guatu.organization.requests import ZoneRequest
from guatu.zones.selectors.screen import zone_screen
from guatu.zones.views.asking import below_in


@require_GET
def screen(request: ZoneRequest) -> HttpResponse:
    """A tile for each zone below. It fetches itself anew; of more zones than there is room for, the next part
    (`?part=`)."""
    text = request.GET.get("part", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    return render(request, "zones/screen.html", {"screen": zone_screen(below_in(request), number)})
