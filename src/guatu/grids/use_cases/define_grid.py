"""Define a grid: what it is called, whose it is, and where it lies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.grids.boundary_words import checked
from guatu.grids.choices import GridType
from guatu.grids.drawing import boundary_row
from guatu.grids.events import GridDefined
from guatu.grids.models import Grid
from guatu.grids.policies import may_define_grid
from guatu.organization.choices import TERRITORIAL, UnitType
from guatu.organization.models import Unit


@use_case(may=may_define_grid)
def define_grid(
    *,
    actor: Actor,
    unit: Unit,
    code: str,
    name: str,
    type: str,
    boundary: dict[str, Any],
    opened_on: date | None = None,
    households: int | None = None,
) -> Grid:
    """A grid of `unit`, open from `opened_on` (today where none is given), within `boundary` (GeoJSON, CGCS2000).

    Raises `InvalidInput` naming every field at fault: a taken code, a unit that is not territorial or is closed, a day
    to come, a boundary that is none.
    """
    one_at_a_time("grids", actor.zone_id)
    code, name = code.strip(), name.strip()
    day = today(Zone.objects.get(id=actor.zone_id))
    faults: dict[str, Any] = faults_of_names(actor, code=code, name=name)
    if type not in GridType:
        faults["type"] = _("expected one of: %s") % ", ".join(GridType.values)
    faults |= faults_of_unit(unit)
    if opened_on is not None and opened_on > day:
        faults["opened_on"] = _("A grid opens on a day that has come.")
    try:
        boundary = checked(boundary)
    except InvalidInput as error:
        faults |= {fault.place: fault.message for fault in error.faults}
    if faults:
        raise InvalidInput(faults)
    values = {
        "code": code,
        "name": name,
        "type": type,
        "opened_on": opened_on or day,
        "households": households,
    }
    grid = Grid.objects.create(zone_id=actor.zone_id, unit=unit, **values)
    row = boundary_row(grid, boundary, grid.opened_on)
    row.save(force_insert=True)
    changes = {field: (None, value) for field, value in values.items() if value is not None}
    record(
        GridDefined(zone_id=grid.zone_id, grid_id=grid.id),
        subject=grid,
        changes=changes | {"unit": (None, unit.name), "area": (None, row.area)},
        about=(unit.id,),
    )
    return grid


def faults_of_names(actor: Actor, *, code: str, name: str, grid: Grid | None = None) -> dict[str, Any]:
    """What is wrong with a code and a name; `grid` is the one that bears them already."""
    others = Grid.objects.filter(zone_id=actor.zone_id, code=code)
    if grid is not None:
        others = others.exclude(id=grid.id)
    faults: dict[str, Any] = {}
    if not code or len(code) > 32:
        faults["code"] = _("A grid needs a code of up to 32 characters.")
    elif others.exists():
        faults["code"] = _("There is already a grid with the code %s.") % code
    if not name or len(name) > 100:
        faults["name"] = _("A grid needs a name of up to 100 characters.")
    return faults


def faults_of_unit(unit: Unit) -> dict[str, Any]:
    """What keeps a unit from having grids."""
    if UnitType(unit.type) not in TERRITORIAL:
        return {
            "unit": _("A grid belongs to a territorial unit: a park, town, street or village, or the zone.")
        }
    if unit.closed_on is not None:
        return {"unit": _("The unit “%s” is closed.") % unit.name}
    return {}
