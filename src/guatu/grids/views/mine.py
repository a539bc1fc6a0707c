"""For people in the field: my own grids, and who answers at a place."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guatu.core.clock import today
from guatu.grids.choices import GridType
from guatu.grids.forms.staff import WhoForm
from guatu.grids.selectors.grids import drawn, open_on, own_grids, with_boundary
from guatu.grids.selectors.maps import ToDraw, draw
from guatu.grids.selectors.places import grids_at, responsible_in
from guatu.grids.selectors.staff import staff_on
from guatu.grids.views.pages import require_view
from guatu.organization.requests import ZoneRequest


@require_GET
def show(request: ZoneRequest) -> HttpResponse:
    """The grids in which the reader works today or stands in for somebody, each with its people and objects."""
    day = today(request.zone)
    rows = own_grids(request.actor, day).filter(open_on(day)).select_related("unit")
    grids = list(with_boundary(rows.prefetch_related("objects_in"), day))
    staff = staff_on(day, zone_id=request.zone.id, grid_ids=[grid.id for grid in grids])
    cards: list[dict[str, Any]] = []
    for grid in grids:
        works = staff.works.get(grid.id, [])
        boundary = drawn(grid)
        cards.append(
            {
                "grid": grid,
                "answering": staff.answering(grid.id),
                "people": [(work, staff.resolved(work)) for work in works],
                "own": next((work for work in works if work.person_id == request.actor.person_id), None),
                "standing_in": next(
                    (
                        one
                        for one in staff.substitutes
                        if one.person_id == request.actor.person_id and one.worker.grid_id == grid.id
                    ),
                    None,
                ),
                "objects": [one for one in grid.objects_in.all() if one.valid_to is None],
                "map": draw([ToDraw(grid.type, grid.name, boundary.geometry)]) if boundary else None,
            }
        )
    return render(request, "grids/mine.html", {"cards": cards, "day": day})


@require_GET
def who(request: ZoneRequest) -> HttpResponse:
    """Who answers at `?lon=&lat=` on `?on=`, in each type of grid."""
    require_view(request)
    asked = bool(request.GET.get("lon") or request.GET.get("lat"))
    form = WhoForm(request.GET if asked else None, initial={"on": today(request.zone)})
    context: dict[str, Any] = {"form": form, "asked": False}
    if asked and form.is_valid() and form.cleaned_data["point"] is not None:
        point = form.cleaned_data["point"]
        day = form.cleaned_data["on"] or today(request.zone)
        there = grids_at(request.zone.id, point[0], point[1], day)
        context |= {
            "asked": True,
            "day": day,
            "point": point,
            "answers": [
                (kind, responsible_in(there[kind], day) if kind in there else None) for kind in GridType
            ],
        }
    return render(request, "grids/who.html", context, status=422 if form.errors else 200)
