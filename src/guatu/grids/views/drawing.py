"""The map behind the pen: where a boundary is drawn, its neighbours lie around it."""

from __future__ import annotations

from guatu.core.clock import today
from guatu.grids.models import Grid
from guatu.grids.selectors.grids import boundary_on, open_on, outline_of, visible_grids, with_boundary
from guatu.grids.selectors.maps import GridMap, ToDraw, draw, grids_to_draw
from guatu.organization.requests import ZoneRequest


def drawing_map(request: ZoneRequest, grid: Grid | None = None) -> GridMap:
    """The other grids of today: of the same type where `grid` is redrawn, of all where a new one is drawn."""
    day = today(request.zone)
    rows = visible_grids(actor=request.actor).filter(open_on(day))
    if grid is not None:
        rows = rows.filter(type=grid.type).exclude(id=grid.id)
    things = grids_to_draw(with_boundary(rows, day), {}, {})
    own = boundary_on(grid, day) if grid is not None else None
    if own is not None:
        # The sheet has room for what is there now; the pen draws over it.
        things.append(ToDraw("before", "", own.geometry))
    outline = outline_of(request.zone.id)
    return draw(things, outline=outline.geometry if outline is not None else None)
