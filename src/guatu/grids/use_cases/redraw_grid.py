"""Draw the boundary of a grid anew, from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.grids.boundary_words import checked
from guatu.grids.drawing import boundary_row, put_right
from guatu.grids.events import GridRedrawn
from guatu.grids.models import Grid, GridBoundary
from guatu.grids.policies import may_manage_grid
from guatu.organization.rules import DAY


@use_case(may=may_manage_grid)
def redraw_grid(
    *, actor: Actor, grid: Grid, boundary: dict[str, Any], on: date | None = None, reason: str = ""
) -> GridBoundary:
    """From `on` on (today where none is given) the grid lies within `boundary`; until then it lay as it did.

    On the first day of the boundary in force this puts that boundary right. Drawn the same, nothing changes. Raises
    `Refused` for a closed grid, `InvalidInput` for a day before the boundary in force began or one to come, and for
    a boundary that is none.
    """
    one_at_a_time("grids", grid.zone_id)
    if grid.closed_on is not None:
        raise Refused(_("The grid is closed; it lies where it lay."), code="closed")
    boundary = checked(boundary)
    now = GridBoundary.objects.get(zone_id=grid.zone_id, grid=grid, valid_to__isnull=True)
    if now.geometry == boundary:
        return now
    day = today(Zone.objects.get(id=grid.zone_id))
    on = on or day
    if on > day:
        raise InvalidInput({"on": _("A boundary counts from a day that has come.")})
    if on < now.valid_from:
        since = formats.date_format(now.valid_from, "DATE_FORMAT")
        raise InvalidInput({"on": _("The boundary on file begins on %s; a new one begins later.") % since})
    old_area = now.area
    if on == now.valid_from:
        put_right(now, boundary)
        new = now
    else:
        now.valid_to = on - DAY
        now.save(update_fields=["valid_to"])
        new = boundary_row(grid, boundary, on)
        new.save(force_insert=True)
    record(
        GridRedrawn(zone_id=grid.zone_id, grid_id=grid.id, valid_from=on),
        subject=grid,
        changes={"area": (old_area, new.area), "valid_from": (None, on)},
        reason=reason,
    )
    return new
