"""The list of figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from guatu.figures.registry import figures_of, get_figure
from guatu.organization.requests import ZoneRequest


def figures(request: ZoneRequest) -> HttpResponse:
    zone = request.zone
    return render(request, "reports/figures.html", {"figures": figures_of(zone.id)})


def figure(request: ZoneRequest, name: str) -> HttpResponse:
    return render(request, "reports/figures.html", {"figures": [get_figure(name, request.zone.id)]})
