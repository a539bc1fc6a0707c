"""Change what a grid is called, whose it is, and how many households live there."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.grids.events import GridEdited
from guatu.grids.models import Grid
from guatu.grids.policies import may_edit_grid
from guatu.grids.use_cases.define_grid import faults_of_names, faults_of_unit
from guatu.organization.models import Unit


@use_case(may=may_edit_grid)
def edit_grid(
    *,
    actor: Actor,
    grid: Grid,
    unit: Unit,
    code: str,
    name: str,
    households: int | None = None,
    reason: str = "",
) -> Grid:
    """Bring the grid to these values; its type stays, and where it lies is drawn anew elsewhere.

    Raises `InvalidInput` for a taken code or a unit without territory. Records nothing where nothing differs.
    """
    one_at_a_time("grids", actor.zone_id)
    code, name = code.strip(), name.strip()
    faults = faults_of_names(actor, code=code, name=name, grid=grid)
    if unit.id != grid.unit_id:
        faults |= faults_of_unit(unit)
    if faults:
        raise InvalidInput(faults)
    changes = change(grid, code=code, name=name, unit=unit, households=households)
    if changes:
        record(
            GridEdited(zone_id=grid.zone_id, grid_id=grid.id), subject=grid, changes=changes, reason=reason
        )
    return grid
