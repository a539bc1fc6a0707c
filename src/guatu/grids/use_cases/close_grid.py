"""Close a grid: what was there goes with it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.grids.events import GridClosed
from guatu.grids.models import Grid, GridBoundary, GridObject, GridWorker
from guatu.grids.policies import may_manage_grid
from guatu.grids.use_cases.end_grid_worker import end_grid_worker
from guatu.grids.use_cases.remove_object import remove_object
from guatu.organization.rules import DAY


@use_case(may=may_manage_grid)
def close_grid(*, actor: Actor, grid: Grid, closed_on: date, reason: str = "") -> Grid:
    """`closed_on` is the first day without the grid. People's work and what belongs to it end the day before.

    Raises `Refused` for a grid that is closed, `InvalidInput` for a day to come, or one on or before which something in
    the grid begins.
    """
    one_at_a_time("grids", grid.zone_id)
    if grid.closed_on is not None:
        raise Refused(_("The grid is closed already."), code="closed")
    if closed_on > today(Zone.objects.get(id=grid.zone_id)):
        raise InvalidInput({"closed_on": _("A grid closes on a day that has come.")})
    last = closed_on - DAY
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=last)
    of_grid = {"zone_id": grid.zone_id, "grid_id": grid.id}
    boundary = GridBoundary.objects.get(**of_grid, valid_to__isnull=True)
    workers = list(GridWorker.objects.filter(still, **of_grid).select_related("grid", "person"))
    placed = list(GridObject.objects.filter(still, **of_grid).select_related("grid"))
    begun = [boundary.valid_from, *(w.valid_from for w in workers), *(o.valid_from for o in placed)]
    if max(begun) > last:
        raise InvalidInput(
            {"closed_on": _("Something in the grid begins on that day or later; end it first.")}
        )
    for worker in workers:
        end_grid_worker(actor=actor, worker=worker, valid_to=last, reason=reason)
    for one in placed:
        remove_object(actor=actor, placed=one, valid_to=last, reason=reason)
    boundary.valid_to = last
    boundary.save(update_fields=["valid_to"])
    record(
        GridClosed(zone_id=grid.zone_id, grid_id=grid.id, closed_on=closed_on),
        subject=grid,
        changes=change(grid, closed_on=closed_on),
        reason=reason,
        about=(grid.unit_id,),
    )
    return grid
