"""Dashboards: the zone, a unit, a lead official, a list; and the big screen."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guatu.organization.requests import ZoneRequest
from guatu.projects.selectors.filters import ProjectFilters
from guatu.projects.selectors.lists import get_list
from guatu.reports.rules.chosen import AREAS, Area
from guatu.reports.rules.chosen import PROJECTS as PROJECTS_AREA
from guatu.reports.selectors.dashboards import (
    Dashboard,
    get_lead,
    overview,
    project_lines,
    sliced_dashboard,
    unit_dashboard,
    year_filters,
)
from guatu.reports.selectors.screen import big_screen
from guatu.reports.views.figures import periods_around
from guatu.reports.views.questions import period_in

PROJECTS = 50


@require_GET
def show(request: ZoneRequest) -> HttpResponse:
    """The zone, and the way down to units, lead officials and lists."""
    board = overview(
        actor=request.actor, zone=request.zone, period=period_in(request), area=_area_in(request)
    )
    return _page(request, board, request.zone.name, _("the whole zone"), areas=AREAS)


@require_GET
def unit(request: ZoneRequest, unit_id: UUID) -> HttpResponse:
    """One unit with all below it, and its projects."""
    period = period_in(request)
    tree, board = unit_dashboard(
        unit_id, actor=request.actor, zone=request.zone, period=period, area=_area_in(request)
    )
    filters = year_filters(request.zone, period, unit_id=unit_id)
    return _page(request, board, tree.names[unit_id], _("unit with all below it"), filters, areas=AREAS)


@require_GET
def lead(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """The projects of one lead official."""
    person, period = get_lead(person_id, actor=request.actor), period_in(request)
    where = (("lead", (person.name,)),)
    board = sliced_dashboard(where, actor=request.actor, zone=request.zone, period=period)
    filters = year_filters(request.zone, period, lead_id=person.id)
    return _page(request, board, person.name, _("lead official"), filters)


@require_GET
def project_list(request: ZoneRequest, list_id: UUID) -> HttpResponse:
    """The projects of one list."""
    one, period = get_list(list_id, actor=request.actor), period_in(request)
    where = (("list", (one.name,)),)
    board = sliced_dashboard(where, actor=request.actor, zone=request.zone, period=period)
    filters = year_filters(request.zone, period, list_id=one.id)
    return _page(request, board, one.name, _("list"), filters)


@require_GET
def screen(request: ZoneRequest) -> HttpResponse:
    """The big screen of the hall; it fetches itself anew every minute."""
    return render(
        request, "reports/screen.html", {"screen": big_screen(actor=request.actor, zone=request.zone)}
    )


def _area_in(request: ZoneRequest) -> str:
    return request.GET.get("area") or PROJECTS_AREA


def _page(
    request: ZoneRequest,
    board: Dashboard,
    title: str,
    kind: str,
    filters: ProjectFilters | None = None,
    areas: Mapping[str, Area] | None = None,
) -> HttpResponse:
    lines = project_lines(filters, actor=request.actor) if filters else []
    return render(
        request,
        "reports/dashboard.html",
        {
            "board": board,
            "title": title,
            "kind": kind,
            "is_zone": filters is None,
            "area": _area_in(request),
            "areas": areas or {},
            "project_count": len(lines),
            "page": Paginator(lines, PROJECTS).get_page(request.GET.get("page")),
            **periods_around(request),
        },
    )
