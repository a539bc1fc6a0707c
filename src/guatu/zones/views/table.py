"""The table of the zones below, on the page and as a file."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guatu.core.errors import InvalidInput
from guatu.organization.requests import ZoneRequest
from guatu.reports.rules.chosen import AREAS
from guatu.reports.rules.chosen import PROJECTS as FIRST_AREA
from guatu.reports.selectors.catalogue import GROUPS
from guatu.reports.views.figures import periods_around
from guatu.reports.views.questions import moment_in, period_in
from guatu.reports.views.workbook import XLSX
from guatu.zones.selectors.below import Below
from guatu.zones.selectors.table import Table, chosen_figures, figures_across, zone_table
from guatu.zones.sheets.table import write_csv, write_table
from guatu.zones.views.asking import below_in, city_in, local_text


@require_GET
def table(request: ZoneRequest) -> HttpResponse:
    """Chosen figures of every zone below, by city."""
    below = below_in(request)
    shown = table_of(request, below)
    period, chosen = period_in(request), {figure.name for figure in shown.figures}
    groups: dict[str, list[tuple[object, bool]]] = {}
    for figure in figures_across(period):
        groups.setdefault(str(GROUPS.get(figure.app, figure.app)), []).append((figure, figure.name in chosen))
    context = {
        "below": below,
        "shown": shown,
        "city": city_in(request, below),
        "areas": AREAS,
        "area": "" if request.GET.getlist("figure") else _area_in(request),
        "groups": groups,
        "sort": request.GET.get("sort", ""),
        "ascending": request.GET.get("order") == "asc",
        "as_of_local": local_text(shown.as_of),
        "question": request.GET.urlencode(),
        **periods_around(request),
    }
    return render(request, "zones/table.html", context)


@require_GET
def workbook(request: ZoneRequest) -> HttpResponse:
    """The table at the same question as a workbook."""
    target = BytesIO()
    write_table(target, table_of(request, below_in(request)), title=request.zone.name)
    return _file(request, target.getvalue(), XLSX, "xlsx")


@require_GET
def csv(request: ZoneRequest) -> HttpResponse:
    """The same as CSV, for Excel."""
    text = write_csv(table_of(request, below_in(request)))
    return _file(request, text.encode("utf-8-sig"), "text/csv; charset=utf-8", "csv")


def _file(request: ZoneRequest, content: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = quote(f"{request.zone.name} {period_in(request).label}.{ending}")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def table_of(request: ZoneRequest, below: Below) -> Table:
    """The table that the address asks for."""
    period = period_in(request)
    figures = chosen_figures(request.GET.getlist("figure"), _area_in(request), period)
    sort = request.GET.get("sort", "")
    return zone_table(
        below,
        figures,
        period,
        city=city_in(request, below),
        as_of=moment_in(request),
        sort=sort if sort in {figure.name for figure in figures} else "",
        descending=request.GET.get("order") != "asc",
    )


def _area_in(request: ZoneRequest) -> str:
    area = request.GET.get("area") or FIRST_AREA
    if area not in AREAS:
        raise InvalidInput({"area": ", ".join(AREAS)})
    return area
