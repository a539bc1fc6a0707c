"""Pages of grids: the list, one grid, and what changes it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.grids.choices import GridType
from guatu.grids.forms.grids import CloseForm, GridEditForm, GridForm, RedrawForm
from guatu.grids.policies import MANAGE, may_manage_grid, may_manage_grids
from guatu.grids.rules.boundaries import in_mu
from guatu.grids.selectors.grids import (
    boundary_on,
    drawn,
    get_grid,
    in_order,
    open_on,
    visible_grids,
    with_boundary,
)
from guatu.grids.selectors.maps import ToDraw, draw
from guatu.grids.selectors.staff import staff_on, workers_of
from guatu.grids.subjects import kind_by_label
from guatu.grids.use_cases.close_grid import close_grid
from guatu.grids.use_cases.define_grid import define_grid
from guatu.grids.use_cases.edit_grid import edit_grid
from guatu.grids.use_cases.redraw_grid import redraw_grid
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

PAGE = 100
form_methods = require_http_methods(["GET", "POST"])


@require_GET
def index(request: ZoneRequest) -> HttpResponse:
    """The open grids, by type and unit, each with its people and area."""
    require_view(request)
    day, filters = today(request.zone), filters_in(request)
    open_ones = visible_grids(actor=request.actor).filter(open_on(day))
    counts = dict(open_ones.order_by().values_list("type").annotate(Count("id")))
    rows = in_order(filters.narrow(open_ones).select_related("unit"))
    objects = Count("objects_in", filter=Q(objects_in__valid_to__isnull=True))
    page = Paginator(with_boundary(rows.annotate(object_count=objects), day), PAGE).get_page(
        request.GET.get("page")
    )
    grids = list(page.object_list)
    staff = staff_on(day, zone_id=request.zone.id, grid_ids=[grid.id for grid in grids])
    lines = [
        {
            "grid": grid,
            "mu": in_mu(boundary.area) if (boundary := drawn(grid)) else None,
            "area": boundary.area if boundary else None,
            "answering": staff.answering(grid.id),
            "people": len(staff.works.get(grid.id, ())),
        }
        for grid in grids
    ]
    return render(
        request,
        "grids/grids.html",
        {
            "lines": lines,
            "page": page,
            "filters": filters,
            "types": [(kind, counts.get(kind, 0)) for kind in GridType],
            "total": sum(counts.values()),
            "units": units_with_grids(request),
            "may_manage": may_manage_grids(request.actor),
        },
    )


@require_GET
def show(request: ZoneRequest, grid_id: UUID) -> HttpResponse:
    """One grid: where it lies, who works there, who stands in, what belongs to it, its history."""
    grid = get_grid(grid_id, actor=request.actor)
    day = today(request.zone)
    shown_on = day if grid.closed_on is None else grid.opened_on
    boundary = boundary_on(grid, shown_on)
    staff = staff_on(day, zone_id=grid.zone_id, grid_ids=[grid.id])
    placed = list(grid.objects_in.filter(valid_to__isnull=True))
    return render(
        request,
        "grids/grid.html",
        {
            "grid": grid,
            "day": day,
            "boundary": boundary,
            "mu": in_mu(boundary.area) if boundary else None,
            "boundaries": list(grid.boundaries.order_by("-valid_from")),
            "map": draw([ToDraw(grid.type, grid.name, boundary.geometry)]) if boundary else None,
            "answering": staff.answering(grid.id),
            "workers": workers_of(grid),
            "placed": placed,
            "pages": _pages_of(request, placed),
            "history": history_of(grid.id, zone_id=grid.zone_id)[:30],
            "may_manage": may_manage_grid(request.actor, grid) and grid.closed_on is None,
        },
    )


def _pages_of(request: ZoneRequest, placed: list[Any]) -> dict[UUID, str]:
    """Object id → the name of its page, for those that the reader may open."""
    found: dict[UUID, str] = {}
    for label in {one.subject_type for one in placed}:
        kind = kind_by_label(label)
        if kind is not None:
            ids = [one.subject_id for one in placed if one.subject_type == label]
            found |= dict.fromkeys(kind.named(ids, actor=request.actor), kind.url_name)
    return found


@form_methods
def define(request: ZoneRequest) -> HttpResponse:
    """A new grid of `?type=`, drawn on the map among its neighbours or typed."""
    require(may_manage_grids(request.actor), MANAGE)
    type_ = GridType(filters_in(request).type or GridType.SOCIAL)
    form = GridForm(posted(request), actor=request.actor, day=today(request.zone))

    def act(values: dict[str, Any]) -> str:
        grid = define_grid(actor=request.actor, type=type_, **values)
        messages.success(request, _("The grid “%s” is defined. Say now who works there.") % grid.name)
        return address(request, "grid", grid.id)

    page = FormPage(_("New grid"), _("Define the grid"), address(request, "grids"))
    around = drawing_map(request, type_)
    return form_page(
        request, form, page, act, template="grids/draw.html", map=around, types=list(GridType), type=type_
    )


@form_methods
def edit(request: ZoneRequest, grid_id: UUID) -> HttpResponse:
    """Code, name, unit, households."""
    grid = get_grid(grid_id, actor=request.actor)
    require(may_manage_grid(request.actor, grid), MANAGE)
    form = GridEditForm(posted(request), actor=request.actor, grid=grid)

    def act(values: dict[str, Any]) -> str:
        grid.version = values.pop("version")
        edit_grid(actor=request.actor, grid=grid, **values)
        return address(request, "grid", grid.id)

    page = FormPage(_("Edit the grid %s") % grid.name, _("Save"), address(request, "grid", grid.id))
    return form_page(request, form, page, act)


@form_methods
def redraw(request: ZoneRequest, grid_id: UUID) -> HttpResponse:
    """A new boundary from a day on."""
    grid = get_grid(grid_id, actor=request.actor)
    require(may_manage_grid(request.actor, grid), MANAGE)
    day = today(request.zone)
    form = RedrawForm(posted(request), boundary=boundary_on(grid, day), day=day)

    def act(values: dict[str, Any]) -> str:
        redraw_grid(actor=request.actor, grid=grid, **values)
        messages.success(request, _("The boundary of “%s” is drawn anew.") % grid.name)
        return address(request, "grid", grid.id)

    page = FormPage(
        _("Draw the boundary of %s anew") % grid.name,
        _("Save the boundary"),
        address(request, "grid", grid.id),
    )
    around = drawing_map(request, GridType(grid.type), grid)
    return form_page(request, form, page, act, template="grids/draw.html", map=around)


@form_methods
def close(request: ZoneRequest, grid_id: UUID) -> HttpResponse:
    """The grid is no more."""
    grid = get_grid(grid_id, actor=request.actor)
    require(may_manage_grid(request.actor, grid), MANAGE)
    form = CloseForm(posted(request), initial={"closed_on": today(request.zone)})

    def act(values: dict[str, Any]) -> str:
        close_grid(actor=request.actor, grid=grid, **values)
        messages.success(request, _("The grid “%s” is closed.") % grid.name)
        return address(request, "grid", grid.id)

    page = FormPage(
        _("Close the grid %s") % grid.name,
        _("Close the grid"),
        address(request, "grid", grid.id),
        lead=_("People’s work there and what belongs to it end the day before. All of it stays on file."),
        danger=True,
    )
    return form_page(request, form, page, act)
