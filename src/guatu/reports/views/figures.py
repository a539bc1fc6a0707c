"""The catalogue of figures, and the page of one of them."""

from __future__ import annotations

from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guatu.core.clock import CHINA, today
from guatu.core.errors import InvalidInput, NotFound
from guatu.core.periods import PeriodType
from guatu.figures.addresses import figure_query
from guatu.figures.reading import Reading
from guatu.organization.requests import ZoneRequest
from guatu.reports.rules.flags import EXPLAINED
from guatu.reports.rules.periods_around import after, before, others
from guatu.reports.selectors.catalogue import catalogue
from guatu.reports.selectors.figure_page import FigurePage, figure_page, rows_of
from guatu.reports.views.questions import history_in, moment_in, period_in, wanted_in

ROWS = 50


@require_GET
def figures(request: ZoneRequest) -> HttpResponse:
    """Every figure with its value for the zone; `?period=`, `?q=` narrows them down."""
    period, words = period_in(request), request.GET.get("q", "").strip()
    groups = catalogue(actor=request.actor, zone=request.zone, period=period, words=words)
    return render(
        request,
        "reports/figures.html",
        {
            "groups": groups,
            "count": sum(len(group.lines) for group in groups),
            "words": words,
            **periods_around(request),
        },
    )


@require_GET
def figure(request: ZoneRequest, name: str) -> HttpResponse:
    """One figure: what it says, how it is worked out, by unit, over time, and the rows behind it."""
    page = page_of(request, name)
    base, place = _base(request, page)
    rows = rows_of(base, actor=request.actor, zone=request.zone, as_of=page.as_of) if base else []
    shown = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    amounts = [row.amount for row in rows if row.amount is not None]
    total = sum(amounts, Decimal(0))
    return render(
        request,
        "reports/figure.html",
        {
            "shown": page,
            "figure": page.figure,
            "reading": page.reading,
            "wanted": page.reading.wanted,
            "explained": [(remark, EXPLAINED[remark.flag]) for remark in page.reading.remarks],
            "base": base,
            "place": place,
            "page": shown,
            "row_count": len(rows),
            "has_amounts": bool(amounts),
            "foot": base.figure.unit.number(total) if base else "",
            "adds_up": base is not None and total == base.value,
            "question": figure_query(page.reading.wanted, page.as_of),
            "as_of_local": page.as_of.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M") if page.as_of else "",
            **periods_around(request, page.figure.periods),
        },
    )


def page_of(request: ZoneRequest, name: str) -> FigurePage:
    """The page that the address asks for. A figure that there is not is 404."""
    wanted = wanted_in(request, name)
    try:
        return figure_page(
            wanted, actor=request.actor, zone=request.zone, as_of=moment_in(request), by=history_in(request)
        )
    except InvalidInput as error:
        if any(fault.place == "figure" for fault in error.faults):
            raise NotFound("figure") from error
        raise


def _base(request: ZoneRequest, page: FigurePage) -> tuple[Reading | None, int]:
    """Of the counts behind the figure, the one whose rows are shown: `?of=`, else the last (of a ratio, the whole)."""
    if not page.bases:
        return None, 0
    text = request.GET.get("of", "")
    place = (
        int(text)
        if text.isascii() and text.isdigit() and int(text) < len(page.bases)
        else len(page.bases) - 1
    )
    return page.bases[place], place


def periods_around(
    request: ZoneRequest, allowed: frozenset[PeriodType] = frozenset(PeriodType)
) -> dict[str, object]:
    """The period of the address with those that its chips lead to."""
    period = period_in(request)
    return {
        "period": period,
        "earlier_period": before(period),
        "later_period": after(period) if period.last < today(request.zone) else None,
        "other_periods": others(period, allowed, today(request.zone)),
    }
