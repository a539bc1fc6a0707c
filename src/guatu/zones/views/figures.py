"""Where a number opens: over all zones below, and in one of them down to its rows."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guatu.core.errors import NotFound
from guatu.core.models import Zone
from guatu.core.walls import closed, zone_open
from guatu.figures.asking import Wanted
from guatu.figures.reading import Reading
from guatu.figures.registry import get_defined
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest
from guatu.reports.rules.flags import EXPLAINED
from guatu.reports.selectors.figure_page import FigurePage
from guatu.reports.views.figures import periods_around
from guatu.reports.views.questions import history_in, moment_in, period_in
from guatu.zones.selectors.figure import across_page, figure_of_zone, named_rows
from guatu.zones.views.asking import below_in, city_in, local_text

ROWS = 50


@require_GET
def figure(request: ZoneRequest, name: str) -> HttpResponse:
    """A figure over all zones below or (`?within=`) those of a city: the whole, zone by zone, over time."""
    below = below_in(request)
    city = city_in(request, below)
    page = across_page(name, period_in(request), below, city=city, as_of=moment_in(request))
    context = {
        "below": below,
        "shown": page,
        "figure": page.figure,
        "reading": page.reading,
        "explained": [(remark, EXPLAINED[remark.flag]) for remark in page.reading.remarks],
        "as_of_local": local_text(page.as_of),
        **periods_around(request, page.figure.periods),
    }
    return render(request, "zones/figure.html", context)


@require_GET
def zone_figure(request: ZoneRequest, below_code: str, name: str) -> HttpResponse:
    """The figure of one zone below, as that zone itself has it, with the rows that may be named above it."""
    zone = below_in(request).zone(below_code)
    moment = moment_in(request)
    wanted = Wanted(name, period_in(request), unit_of(request, zone))
    page = figure_of_zone(wanted, zone, as_of=moment, by=history_in(request))
    base, place = _base(request, page)
    rows = named_rows(base, zone, as_of=moment) if base else []
    counted = base.row_count if base else None
    context = {
        "below_zone": zone,
        "shown": page,
        "figure": page.figure,
        "reading": page.reading,
        "wanted": wanted,
        "explained": [(remark, EXPLAINED[remark.flag]) for remark in page.reading.remarks],
        "base": base,
        "place": place,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "row_count": len(rows),
        "unnamed": max((counted or 0) - len(rows), 0),
        "has_amounts": any(row.amount is not None for row in rows),
        "as_of_local": local_text(moment),
        **periods_around(request, get_defined(name).periods),
    }
    return render(request, "zones/zone_figure.html", context)


def unit_of(request: ZoneRequest, zone: Zone) -> UUID | None:
    """`?unit=`: a unit of that zone; None is the whole. Raises `NotFound` for anything else."""
    text = request.GET.get("unit", "").strip()
    if not text:
        return None
    try:
        unit_id = UUID(text)
    except ValueError as error:
        raise NotFound("unit") from error
    with closed(), zone_open(zone.id):
        if not Unit.objects.filter(zone_id=zone.id, id=unit_id).exists():
            raise NotFound("unit")
    return unit_id


def _base(request: ZoneRequest, page: FigurePage) -> tuple[Reading | None, int]:
    """Of the counts behind the figure, the one whose rows are shown: `?of=`, else the last."""
    text, last = request.GET.get("of", ""), len(page.bases) - 1
    if last < 0:
        return None, 0
    place = int(text) if text.isascii() and text.isdigit() and int(text) <= last else last
    return page.bases[place], place
