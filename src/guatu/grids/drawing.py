"""Writing boundaries: a new one beside those before it, with its box and area."""

from __future__ import annotations

from datetime import date
from typing import Any

from guatu.grids.models import Grid, GridBoundary
from guatu.grids.rules.boundaries import area_of, box_of


def boundary_row(grid: Grid, geometry: dict[str, Any], valid_from: date) -> GridBoundary:
    """An unsaved boundary of `grid`, which `checked_boundary` let through, in force from a day on."""
    box = box_of(geometry)
    return GridBoundary(
        zone_id=grid.zone_id,
        grid=grid,
        geometry=geometry,
        area=area_of(geometry),
        valid_from=valid_from,
        west=box.west,
        south=box.south,
        east=box.east,
        north=box.north,
    )


def put_right(row: GridBoundary, geometry: dict[str, Any]) -> None:
    """Let a boundary of the same day say something else."""
    box = box_of(geometry)
    row.geometry, row.area = geometry, area_of(geometry)
    row.west, row.south, row.east, row.north = box.west, box.south, box.east, box.north
    row.save(update_fields=["geometry", "area", "west", "south", "east", "north"])
