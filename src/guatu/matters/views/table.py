"""The list of matters: filters in the address, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guatu.core.clock import today
from guatu.matters.choices import MatterStatus, SlipColour, Urgency
from guatu.matters.policies import RAISE, VIEW
from guatu.matters.selectors.filters import (
    ALL,
    ENDED_GROUP,
    NEARLY_DUE,
    OPEN,
    OVERDUE,
    STOPPED,
    MatterFilters,
    filter_choices,
    read_filters,
)
from guatu.matters.selectors.table import SORTS, matter_table
from guatu.matters.views.pages import require
from guatu.matters.words import AGE_WORDS, FIGURE_WORDS
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest

_GROUPS = (
    (OPEN, gettext_lazy("open")),
    (ENDED_GROUP, gettext_lazy("ended")),
    (ALL, gettext_lazy("all matters")),
)
_CLOCKS = (
    (OVERDUE, gettext_lazy("overdue")),
    (NEARLY_DUE, gettext_lazy("nearly due")),
    (STOPPED, gettext_lazy("clock stopped")),
)
_SORT_WORDS = {
    "due": gettext_lazy("due first"),
    "-due": gettext_lazy("due last"),
    "raised": gettext_lazy("oldest first"),
    "-raised": gettext_lazy("newest first"),
    "closed": gettext_lazy("ended first"),
    "-closed": gettext_lazy("ended last"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force that only a link sets; `href` is the page without it."""

    name: str
    value: str
    label: Any
    href: str


@require_safe
def show(request: ZoneRequest) -> HttpResponse:
    """`?sort=` one of `SORTS`; `?page=` one of fifty rows each."""
    require(request.actor.may(VIEW) or request.actor.may(RAISE), VIEW)
    filters = read_filters(request.GET)
    table = matter_table(
        request.zone,
        filters,
        actor=request.actor,
        sort=request.GET.get("sort", ""),
        number=request.GET.get("page", "1"),
    )
    context = {
        "table": table,
        "page": table.page,
        "filters": filters,
        "choices": filter_choices(actor=request.actor),
        "chips": chips(request, filters),
        "groups": _GROUPS,
        "clocks": _CLOCKS,
        "colours": [(c.value, c.label) for c in SlipColour if c],
        "urgencies": Urgency.choices,
        "sorts": [(sort, _SORT_WORDS[sort]) for sort in SORTS],
        "may_raise": request.actor.may(RAISE),
    }
    return render(request, "matters/matters.html", context)


def chips(request: ZoneRequest, filters: MatterFilters) -> list[Chip]:
    """The filters in force that have no field of their own in the bar."""
    found: list[Chip] = []

    def add(name: str, value: Any, label: Any, *also: str) -> None:
        found.append(Chip(name, str(value), label, _without(request, name, *also)))

    if filters.status:
        add("status", filters.status, MatterStatus(filters.status).label)
    if filters.subject_id is not None:
        add("about", filters.subject_id, _("About one object"))
    if filters.figure is not None:
        add("figure", filters.figure.value, FIGURE_WORDS[filters.figure], "period", "of")
    if filters.age is not None:
        add("age", filters.age, AGE_WORDS[filters.age], "period", "of")
    if filters.figure is not None or filters.age is not None:
        period = filters.scope(today(request.zone))
        if filters.period is not None and filters.figure is not None:
            add("period", filters.period.text, f"{period.first:%Y-%m-%d} – {period.last:%Y-%m-%d}")
        if filters.of_unit is not None:
            unit = Unit.objects.filter(zone_id=request.zone.id, id=filters.of_unit).first()
            add("of", filters.of_unit, unit.name if unit else "—")
    return found


def _without(request: ZoneRequest, *names: str) -> str:
    query = request.GET.copy()
    for gone in (*names, "page"):
        query.pop(gone, None)
    return f"?{query.urlencode()}"
