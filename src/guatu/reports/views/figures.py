"""The list of figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from guatu.figures.registry import figures_of
from guatu.organization.requests import ZoneRequest


def figures(request: ZoneRequest, zone_code: str) -> HttpResponse:
    zone = request.zone
    return render(request, "reports/figures.html", {"figures": figures_of(zone.id)})
