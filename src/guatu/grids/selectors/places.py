"""Which grids a place lies in, and who answers there, or for an object, on a day.

These are asked by the program itself (who gets a matter that was reported here?), so that they take a zone and no
actor; a page that shows the answer asks first what its reader may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.grids.choices import GridType, Placement
from guatu.grids.models import Grid, GridBoundary, GridObject
from guatu.grids.rules.boundaries import covers
from guatu.grids.selectors.grids import in_force
from guatu.grids.selectors.staff import Answering, staff_on
from guatu.organization.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers: the grid, its unit, the person (None: nobody works there), and why, in words."""

    grid: Grid
    unit: Unit
    person: Person | None
    answering: Answering | None
    why: str


def grids_at(zone_id: UUID, lon: float, lat: float, on: date) -> dict[GridType, Grid]:
    """The grid of each type in which a point (CGCS2000) lies on a day; types without one are left out.

    On a line that two grids share, or where they overlap, the smaller code has it, so that the answer never wavers.
    """
    rows = (
        GridBoundary.objects.filter(in_force(on), zone_id=zone_id)
        .filter(west__lte=lon, east__gte=lon, south__lte=lat, north__gte=lat)
        .select_related("grid__unit")
        .order_by("grid__code")
    )
    found: dict[GridType, Grid] = {}
    for row in rows:
        type_ = GridType(row.grid.type)
        if type_ not in found and covers(row.geometry, lon, lat):
            found[type_] = row.grid
    return found


def responsible_at(zone_id: UUID, lon: float, lat: float, type: str, on: date) -> Responsible | None:
    """Who answers at a place in grids of `type`; None where no grid lies there."""
    grid = grids_at(zone_id, lon, lat, on).get(GridType(type))
    if grid is None:
        return None
    return responsible_in(grid, on)


def responsible_for(
    zone_id: UUID, subject_type: str, subject_id: UUID, type: str, on: date
) -> Responsible | None:
    """Who answers for an object in grids of `type`; None where it belonged to none that day."""
    placed = (
        GridObject.objects.filter(in_force(on), zone_id=zone_id, type=type)
        .filter(subject_type=subject_type, subject_id=subject_id)
        .select_related("grid__unit")
        .first()
    )
    if placed is None:
        return None
    if placed.placement == Placement.HAND:
        how = _("%(object)s was put into %(grid)s by hand (%(reason)s)")
    else:
        how = _("%(object)s lies in %(grid)s")
    words = {"object": placed.name, "grid": placed.grid.name, "reason": placed.reason}
    return responsible_in(placed.grid, on, how % words)


def responsible_in(grid: Grid, on: date, how: str = "") -> Responsible:
    """Who answers in a grid; `how` says why in this grid (where it is left out: the place lies in it)."""
    why = how or _("the place lies in %s") % grid.name
    answering = staff_on(on, zone_id=grid.zone_id, grid_ids=[grid.id]).answering(grid.id)
    reasons = [why, answering.why if answering else _("nobody works in the grid")]
    return Responsible(
        grid=grid,
        unit=grid.unit,
        person=answering.person if answering else None,
        answering=answering,
        why=pgettext("between clauses", "; ").join(reasons),
    )
