"""Pages of what belongs to grids."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guatu.core.clock import today
from guatu.grids.forms.staff import EndForm, ObjectForm
from guatu.grids.models import Grid
from guatu.grids.policies import MANAGE, may_manage_grid, may_manage_grids, may_remove_object
from guatu.grids.selectors.grids import get_grid, get_object, in_order, open_on, visible_grids
from guatu.grids.subjects import subject_kinds
from guatu.grids.use_cases.place_object import place_object
from guatu.grids.use_cases.remove_object import remove_object
from guatu.grids.views.pages import FormPage, address, form_page, posted, require
from guatu.organization.requests import ZoneRequest

form_methods = require_http_methods(["GET", "POST"])


@form_methods
def place(request: ZoneRequest) -> HttpResponse:
    """Something into a grid: `?subject=` (kind:id) proposes what."""
    require(may_manage_grids(request.actor), MANAGE)
    return _place(request, None)


@form_methods
def place_in(request: ZoneRequest, grid_id: UUID) -> HttpResponse:
    """Something into this grid."""
    grid = get_grid(grid_id, actor=request.actor)
    require(may_manage_grid(request.actor, grid), MANAGE)
    return _place(request, grid)


def _place(request: ZoneRequest, grid: Grid | None) -> HttpResponse:
    day = today(request.zone)
    reach = request.actor.reach(MANAGE)
    grids = in_order(visible_grids(actor=request.actor).filter(open_on(day)))
    offered = [one for one in grids if reach.covers(one.unit_id)]
    form = ObjectForm(
        posted(request),
        subjects=_subjects(request),
        grids=offered,
        day=day,
        grid=grid,
        subject=request.GET.get("subject", ""),
    )
    back = address(request, "grid", grid.id) if grid is not None else address(request, "report")

    def act(values: dict[str, Any]) -> str:
        label, _colon, subject_id = values.pop("subject").partition(":")
        chosen = values.pop("grid")
        placed = place_object(
            actor=request.actor,
            subject_type=label,
            subject_id=UUID(subject_id),
            grid=next((one for one in offered if str(one.id) == chosen), None),
            **values,
        )
        words = {"object": placed.name, "grid": placed.grid.name}
        messages.success(request, _("“%(object)s” belongs to “%(grid)s”.") % words)
        return address(request, "grid", placed.grid_id)

    page = FormPage(
        _("Put something into a grid"),
        _("Put it there"),
        back,
        lead=_("Give its place, and the grid follows from it; or choose the grid by hand and say why."),
    )
    return form_page(request, form, page, act)


def _subjects(request: ZoneRequest) -> list[tuple[str, Any]]:
    """What can be chosen, by kind: those that the reader may see."""
    return [
        (str(kind.word), [(f"{kind.label}:{ref.id}", ref.name) for ref in kind.open_to(request.actor)])
        for kind in subject_kinds()
    ]


@form_methods
def remove(request: ZoneRequest, placed_id: UUID) -> HttpResponse:
    """Something no longer belongs to a grid."""
    placed = get_object(placed_id, actor=request.actor)
    require(may_remove_object(request.actor, placed), MANAGE)
    form = EndForm(posted(request), day=today(request.zone), version=placed.version)

    def act(values: dict[str, Any]) -> str:
        placed.version = values.pop("version")
        remove_object(actor=request.actor, placed=placed, **values)
        messages.success(request, _("“%s” no longer belongs to the grid.") % placed.name)
        return address(request, "grid", placed.grid_id)

    page = FormPage(
        _("Take “%(object)s” out of %(grid)s") % {"object": placed.name, "grid": placed.grid.name},
        _("Take it out"),
        address(request, "grid", placed.grid_id),
        danger=True,
    )
    return form_page(request, form, page, act)
