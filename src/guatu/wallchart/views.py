"""The wall chart: the page, and the data it asks for."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.json import encode
from guatu.organization.requests import ZoneRequest
from guatu.projects.choices import StartClass, WithMatters
from guatu.projects.selectors.filters import LIGHTS, filter_choices
from guatu.projects.selectors.years import current_year
from guatu.wallchart.filters import GROUPS, ChartFilters, read_chart_filters
from guatu.wallchart.rows import ChartRow
from guatu.wallchart.selectors import chart as read_chart

MAX_WINDOW = 500
VIEW = "wallchart.view_chart"


def require_chart(request: ZoneRequest) -> None:
    """Raises `NotAllowed` for whoever reads no chart."""
    if not request.actor.may(VIEW):
        raise NotAllowed(VIEW)


@require_safe
def chart(request: ZoneRequest) -> HttpResponse:
    require_chart(request)
    filters = read_chart_filters(request.GET, year=current_year(request.zone))
    choices = filter_choices(actor=request.actor, year=filters.year)
    return render(
        request,
        "wallchart/chart.html",
        {
            "filters": filters,
            "why_url": _with_id("projects:light-why", request.zone.code),
            "years": choices.years,
            "groups": _group_labels(),
            "lights": LIGHTS,
            "classes": StartClass.choices,
            "orders": [("list", _("as listed")), ("matters", _("most urgent matters first"))],
            "with_matters": WithMatters.choices,
            "units": choices.units,
            "leads": choices.leads,
            "lists": choices.lists,
            "may_import": request.actor.may("projects.import_projects"),
            "may_export": request.actor.may("projects.export_projects"),
        },
    )


def _with_id(name: str, zone_code: str) -> str:
    """The address of a page of one project, with `{id}` in the place of the project's id."""
    some = str(uuid4())
    return reverse(name, args=[zone_code, some]).replace(some, "{id}")


def _group_labels() -> list[tuple[str, str]]:
    labels = {
        "unit": _("responsible unit"),
        "park": _("park"),
        "lead": _("lead official"),
        "list": _("list"),
        "class": _("class"),
        "none": _("none"),
    }
    return [(key, labels[key]) for key in GROUPS]


@require_safe
def data(request: ZoneRequest) -> HttpResponse:
    """One window of rows as JSON; see the contract in frontend/src/chart/contract.ts."""
    require_chart(request)
    filters = read_chart_filters(request.GET, year=current_year(request.zone))
    offset = _number(request.GET.get("offset", "0"), "offset", 10**6)
    limit = _number(request.GET.get("limit", "200"), "limit", MAX_WINDOW)
    shown, total = read_chart(
        actor=request.actor, zone=request.zone, filters=filters, offset=offset, limit=limit
    )
    address = _with_id("projects:project", request.zone.code)
    document = {
        "title": shown.title,
        "today": shown.today,
        "as_of": shown.as_of,
        "first_day": shown.first_day,
        "last_day": shown.last_day,
        "total": total,
        "groups": shown.groups,
        "offset": offset,
        "rows": [_row(row, address) for row in shown.rows],
    }
    return HttpResponse(encode(document), content_type="application/json")


def _row(row: ChartRow, address: str) -> dict[str, Any]:
    found = row.matters
    return {
        "id": row.id,
        "name": row.name,
        "code": row.code,
        "url": address.replace("{id}", row.id),
        "group": row.group,
        "light": row.light,
        "reason": row.reason,
        "days_to_red": row.days_to_red,
        "unit": row.unit,
        "lead_official": row.lead_official,
        "liaison": row.liaison,
        "total_cny": row.total_cny,
        "annual_plan_cny": row.annual_plan_cny,
        "year_to_date_cny": row.year_to_date_cny,
        "committed": (row.committed_start, row.committed_finish),
        "forecast": (row.forecast_start, row.forecast_finish),
        "actual": (row.actual_start, row.actual_finish),
        "milestones": row.milestones,
        # Most projects have none: left out, it costs them no byte.
        **({"matters": [found.count, found.late, found.critical, found.slip]} if found else {}),
    }


def _number(text: str, name: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= most):
        raise InvalidInput({name: _("expected a whole number up to %s") % most})
    return int(text)


def whole_chart(request: ZoneRequest) -> tuple[Any, ChartFilters]:
    """The chart with all rows, for printing."""
    filters = read_chart_filters(request.GET, year=current_year(request.zone))
    shown, _total = read_chart(actor=request.actor, zone=request.zone, filters=filters)
    return shown, filters
