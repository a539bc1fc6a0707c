"""The map behind the pen: where a boundary is drawn, its neighbours lie around it."""

from __future__ import annotations

from guatu.core.clock import today
from guatu.grids.choices import GridType
from guatu.grids.models import Grid
from guatu.grids.selectors.grids import boundary_on, open_on, outline_of, visible_grids, with_boundary
from guatu.grids.selectors.maps import GridMap, ToDraw, draw, grids_to_draw
from guatu.organization.requests import ZoneRequest


def drawing_map(request: ZoneRequest, type: GridType | None, grid: Grid | None = None) -> GridMap:
    """The grids of one type (None: of the first that has any) today; of `grid`, which is redrawn, where it lies now."""
    day = today(request.zone)
    rows = visible_grids(actor=request.actor).filter(open_on(day))
    chosen = type
    if chosen is None:
        there = set(rows.order_by().values_list("type", flat=True).distinct())
        chosen = next((kind for kind in GridType if kind in there), GridType.SOCIAL)
    rows = rows.filter(type=chosen)
    if grid is not None:
        rows = rows.exclude(id=grid.id)
    things = grids_to_draw(with_boundary(rows, day), {}, {})
    own = boundary_on(grid, day) if grid is not None else None
    if own is not None:
        # The sheet has room for what is there now; the pen draws over it.
        things.append(ToDraw("before", "", own.geometry))
    outline = outline_of(request.zone.id)
    return draw(things, outline=outline.geometry if outline is not None else None)
