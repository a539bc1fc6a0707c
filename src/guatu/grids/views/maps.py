"""The map of grids, and the outer boundary of the zone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.core.clock import today
from guatu.grids.choices import GridType
from guatu.grids.forms.grids import OutlineForm
from guatu.grids.models import Grid
from guatu.grids.policies import MANAGE, may_draw_outline, may_manage_grids
from guatu.grids.selectors.grids import (
    GridFilters,
    open_on,
    outline_of,
    visible_grids,
    with_boundary,
)
from guatu.grids.selectors.maps import draw, grids_to_draw
from guatu.grids.selectors.staff import staff_on
from guatu.grids.use_cases.draw_zone_outline import draw_zone_outline
from guatu.grids.views.drawing import drawing_map
from guatu.grids.views.pages import (
    FormPage,
    address,
    filters_in,
    form_page,
    posted,
    require,
    require_view,
    units_with_grids,
)
from guatu.organization.requests import ZoneRequest


@require_GET
def show(request: ZoneRequest) -> HttpResponse:
    """The open grids of one type on one sheet; `?type=` and `?unit=` choose."""
    require_view(request)
    day, asked = today(request.zone), filters_in(request)
    open_ones = visible_grids(actor=request.actor).filter(open_on(day))
    there = set(open_ones.order_by().values_list("type", flat=True).distinct())
    # Types lie over each other, so one at a time is shown.
    type_ = asked.type or next((kind for kind in GridType if kind in there), GridType.SOCIAL)
    filters = GridFilters(type_, asked.unit_id, asked.words)
    grids = list(with_boundary(filters.narrow(open_ones).order_by("code"), day))
    staff = staff_on(day, zone_id=request.zone.id, grid_ids=[grid.id for grid in grids])
    notes = {grid.id: _note(grid, staff.answering(grid.id)) for grid in grids}
    urls = {grid.id: address(request, "grid", grid.id) for grid in grids}
    outline = outline_of(request.zone.id)
    return render(
        request,
        "grids/map.html",
        {
            "map": draw(
                grids_to_draw(grids, notes, urls),
                outline=outline.geometry if outline is not None and asked.unit_id is None else None,
            ),
            "filters": filters,
            "types": [kind for kind in GridType if kind in there],
            "units": units_with_grids(request),
            "day": day,
            "may_draw_outline": may_draw_outline(request.actor),
            "may_manage": may_manage_grids(request.actor),
        },
    )


def _note(grid: Grid, answering: Any) -> str:
    who = answering.person.name if answering is not None else _("nobody answers")
    return f"{grid.code} · {who}"


@require_http_methods(["GET", "POST"])
def outline(request: ZoneRequest) -> HttpResponse:
    """Draw the outer boundary of the zone."""
    require(may_draw_outline(request.actor), MANAGE)
    form = OutlineForm(posted(request), outline=outline_of(request.zone.id))

    def act(values: dict[str, Any]) -> str:
        draw_zone_outline(actor=request.actor, **values)
        messages.success(request, _("The outer boundary is drawn; gaps are looked for within it."))
        return address(request, "report")

    page = FormPage(
        _("Outer boundary of the zone"),
        _("Save the boundary"),
        address(request, "report"),
        lead=_("Ground within it that no grid of a type covers is a gap."),
    )
    return form_page(request, form, page, act, template="grids/draw.html", map=drawing_map(request, None))
