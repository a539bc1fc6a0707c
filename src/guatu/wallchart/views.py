"""The wall chart and what it asks for."""

from django.http import HttpResponse
from django.shortcuts import render

from guatu.organization.requests import ZoneRequest


def chart(request: ZoneRequest) -> HttpResponse:
    return render(request, "wallchart/chart.html")
