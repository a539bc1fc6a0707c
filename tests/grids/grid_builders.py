"""Grids for tests: rectangles of a chessboard near 119.6° E, 32° N, people, and something that can belong to a grid."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.grids import subjects
from guatu.grids.choices import GridType, WorkerRole
from guatu.grids.models import Grid, GridWorker
from guatu.grids.subjects import SubjectRef
from guatu.grids.use_cases.assign_grid_worker import assign_grid_worker
from guatu.grids.use_cases.define_grid import define_grid
from guatu.organization.models import Person, Unit
from tests.builders import console, the_root

WEST, SOUTH, SIDE = 119.6, 32.0, 0.01
SINCE = date(2018, 1, 1)
DAY = date(2018, 7, 2)
NOON = datetime(2018, 7, 2, 4, tzinfo=UTC)


def square(column: float = 0, row: float = 0, size: float = 1) -> dict[str, Any]:
    """A field of the chessboard."""
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    return rectangle(west, south, west + size * SIDE, south + size * SIDE)


def rectangle(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def middle(column: float = 0, row: float = 0) -> tuple[float, float]:
    return WEST + (column + 0.5) * SIDE, SOUTH + (row + 0.5) * SIDE


def a_grid(zone: Zone, code: str = "G1", column: float = 0, row: float = 0, **given: Any) -> Grid:
    """A social grid of the root on one field of the chessboard, open since the beginning of 2018."""
    values = {
        "unit": given.pop("unit", None) or the_root(zone),
        "name": f"网格{code}",
        "type": GridType.SOCIAL,
        "boundary": square(column, row),
        "opened_on": SINCE,
    }
    return define_grid(actor=console(zone), code=code, **(values | given))


def a_worker(grid: Grid, person: Person, role: str = WorkerRole.WORKER, **days: Any) -> GridWorker:
    return assign_grid_worker(
        actor=console(grid.zone), grid=grid, person=person, role=role, **({"valid_from": SINCE} | days)
    )


class Units:
    """A kind of object for tests: units stand in for what the apps above would register."""

    label = Unit._meta.label_lower
    word: Any = "unit"
    url_name = "organization:unit"
    grid_type = GridType.SOCIAL

    def open_to(self, actor: Actor) -> Sequence[SubjectRef]:
        rows = Unit.objects.filter(zone_id=actor.zone_id, parent__isnull=False)
        return [SubjectRef(unit.id, unit.name) for unit in rows]

    def named(self, ids: Collection[UUID], *, actor: Actor) -> dict[UUID, SubjectRef]:
        rows = Unit.objects.filter(zone_id=actor.zone_id, id__in=list(ids))
        return {unit.id: SubjectRef(unit.id, unit.name) for unit in rows}


@contextmanager
def units_belong_to_grids() -> Iterator[Units]:
    """Within the block units are the only things that belong to grids."""
    before = dict(subjects._kinds)
    subjects._kinds.clear()
    try:
        kind = Units()
        subjects.add_subject(kind)
        yield kind
    finally:
        subjects._kinds.clear()
        subjects._kinds.update(before)
