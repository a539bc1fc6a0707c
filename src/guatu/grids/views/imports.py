"""Importing grids on a page: upload → every fault at its feature, or what would change → import; and export."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.grids.choices import GridType, ImportStatus
from guatu.grids.forms.grids import ImportForm
from guatu.grids.models import Grid
from guatu.grids.rules.geojson import GridDraft, write_grids
from guatu.grids.rules.rfc7946 import MEDIA_TYPE, Feature, area, written
from guatu.grids.selectors.grids import drawn, in_order, open_on, visible_grids, with_boundary
from guatu.grids.selectors.imports import content_of, get_grid_import, grid_imports, look_through
from guatu.grids.selectors.maps import GridMap, ToDraw, draw
from guatu.grids.use_cases.import_grids import import_grids
from guatu.grids.use_cases.upload_grids import upload_grids
from guatu.grids.views.pages import filters_in, require_view
from guatu.organization.requests import ZoneRequest

SHOWN_FAULTS = 200
SHOWN_GRIDS = 200
# Beyond this many shapes a map helps nobody.
DRAWN = 1000


@require_http_methods(["GET", "POST"])
def upload(request: ZoneRequest) -> HttpResponse:
    """Choose a file; a second look before anything changes."""
    earlier = grid_imports(actor=request.actor)[:20]
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = upload_grids(actor=request.actor, name=file.name, content=file.read())
        except InvalidInput as error:
            for fault in error.faults:
                form.add_error("file", fault.message)
        else:
            return redirect("grids:import-preview", request.zone.code, kept.id)
    return render(
        request,
        "grids/import.html",
        {"form": form, "earlier": earlier},
        status=422 if form.errors else 200,
    )


@require_GET
def preview(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    """What the file would do, or every fault in it."""
    kept = get_grid_import(import_id, actor=request.actor)
    if kept.status != ImportStatus.UPLOADED:
        return render(request, "grids/preview.html", {"upload": kept, "done": kept.result})
    look = look_through(content_of(kept), actor=request.actor, day=today(request.zone))
    drafts = look.drafts
    return render(
        request,
        "grids/preview.html",
        {
            "upload": kept,
            "look": look,
            "faults": look.faults[:SHOWN_FAULTS],
            "more_faults": max(0, len(look.faults) - SHOWN_FAULTS),
            "drafts": drafts[:SHOWN_GRIDS],
            "more_drafts": max(0, len(drafts) - SHOWN_GRIDS),
            "redrawn": {known.draft.index for known in look.changed},
            "maps": _maps(drafts[:DRAWN]) if not look.faults else [],
        },
        status=422 if look.faults else 200,
    )


def _maps(drafts: list[GridDraft]) -> list[tuple[GridType, GridMap]]:
    """One map for each type, since types lie over each other."""
    shown = [(kind, [draft for draft in drafts if draft.type == kind]) for kind in GridType]
    return [
        (kind, draw(ToDraw(kind, one.name, one.boundary, short=one.code) for one in of_kind))
        for kind, of_kind in shown
        if of_kind
    ]


@require_POST
def commit(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    """All of it, or none."""
    kept = get_grid_import(import_id, actor=request.actor)
    import_grids(actor=request.actor, upload=kept)
    messages.success(request, _("The grids are imported."))
    return redirect("grids:import-preview", request.zone.code, kept.id)


@require_GET
def export(request: ZoneRequest) -> HttpResponse:
    """The open grids as GeoJSON, narrowed as the list is: in CGCS2000 as it is read in again, or with `?crs=wgs84` as
    RFC 7946 has it."""
    require_view(request)
    day = today(request.zone)
    rows = filters_in(request).narrow(visible_grids(actor=request.actor).filter(open_on(day)))
    grids = with_boundary(in_order(rows.select_related("unit")), day)
    drawn_ones = [(grid, boundary) for grid in grids if (boundary := drawn(grid)) is not None]
    if request.GET.get("crs") == "wgs84":
        text = written(
            Feature(str(grid.id), area(boundary.geometry), _properties(grid)) for grid, boundary in drawn_ones
        )
    else:
        text = write_grids(
            {**_properties(grid), "boundary": boundary.geometry} for grid, boundary in drawn_ones
        )
    answer = HttpResponse(text, content_type=MEDIA_TYPE)
    name = f"{request.zone.code}-grids-{day.isoformat()}.geojson"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _properties(grid: Grid) -> dict[str, Any]:
    return {
        "code": grid.code,
        "name": grid.name,
        "type": grid.type,
        "unit": grid.unit.name,
        "households": grid.households,
    }
