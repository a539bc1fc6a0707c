"""Take in the grids of an uploaded file: all of them, or none."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.bulk import copy_rows, many_objects
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.grids.choices import ImportStatus
from guatu.grids.drawing import boundary_row
from guatu.grids.events import GridImported, GridsImported, GridUpdatedByImport
from guatu.grids.models import Grid, GridBoundary, GridImport
from guatu.grids.policies import may_manage_grids
from guatu.grids.selectors.imports import Known, content_of, look_through
from guatu.grids.use_cases.redraw_grid import redraw_grid


@use_case(may=may_manage_grids)
def import_grids(*, actor: Actor, upload: GridImport, reason: str = "") -> GridImport:
    """Create the grids that are new, bring those of a known code up to date, leave the rest alone.

    Boundaries that differ count from today. Raises `InvalidInput` with every feature at fault, then nothing has been
    changed; `Refused` for a file that has been dealt with. Importing the same file again changes nothing.
    """
    one_at_a_time("grids", actor.zone_id)
    if upload.status != ImportStatus.UPLOADED:
        raise Refused(_("This file has been dealt with already."), code="import_closed")
    day = today(Zone.objects.get(id=actor.zone_id))
    look = look_through(content_of(upload), actor=actor, day=day)
    if look.faults:
        raise InvalidInput(look.faults)
    reason = reason.strip() or upload.name
    with many_objects():
        new, rows = [], []
        for draft, unit in look.new:
            grid = Grid(
                zone_id=actor.zone_id,
                code=draft.code,
                name=draft.name,
                type=draft.type,
                unit=unit,
                households=draft.households,
                opened_on=day,
            )
            new.append(grid)
            rows.append(boundary_row(grid, draft.boundary, day))
        copy_rows(Grid, new)
        copy_rows(GridBoundary, rows)
        for grid, (draft, _unit), row in zip(new, look.new, rows, strict=True):
            record(
                GridImported(zone_id=actor.zone_id, grid_id=grid.id, feature=draft.index),
                subject=grid,
                changes={"code": (None, grid.code), "area": (None, row.area)},
                reason=reason,
            )
    for known in look.changed:
        _update(actor, known, reason)
    counts = {"created": len(look.new), "changed": len(look.changed), "unchanged": look.unchanged}
    change(upload, status=ImportStatus.IMPORTED, result=counts)
    record(GridsImported(zone_id=actor.zone_id, **counts), subject=upload, reason=reason)
    return upload


def _update(actor: Actor, known: Known, reason: str) -> None:
    draft, grid = known.draft, known.grid
    values: dict[str, Any] = {"name": draft.name, "unit": known.unit, "households": draft.households}
    changes = change(grid, **values)
    if changes:
        record(
            GridUpdatedByImport(zone_id=grid.zone_id, grid_id=grid.id, feature=draft.index),
            subject=grid,
            changes=changes,
            reason=reason,
        )
    if known.is_redrawn:
        redraw_grid(actor=actor, grid=grid, boundary=draft.boundary, reason=reason)
