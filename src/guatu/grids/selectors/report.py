"""What is not in order with the grids of a day: ground, people, objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from shapely.geometry.base import BaseGeometry

from guatu.core.actor import Actor
from guatu.grids.choices import GridType, Placement, WorkerRole
from guatu.grids.models import Grid, GridObject, GridWorker, Substitute
from guatu.grids.policies import VIEW
from guatu.grids.rules.boundaries import covers, geometry_of, in_metres, in_mu, zone_number
from guatu.grids.rules.helpers import HelperRule, is_outlier, load, rule_on
from guatu.grids.rules.integrity import Piece, gaps, outside, overlaps
from guatu.grids.selectors.grids import (
    drawn,
    in_force,
    in_order,
    open_on,
    outline_of,
    visible_grids,
    with_boundary,
)
from guatu.grids.selectors.staff import Staff, staff_on
from guatu.grids.subjects import SubjectKind, SubjectRef, subject_kinds


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of ground that is nobody's or several grids': its area, and a place within it."""

    area: Decimal
    lon: float
    lat: float
    grids: Sequence[Grid] = ()

    @property
    def mu(self) -> Decimal:
        return in_mu(self.area)


@dataclass(slots=True)
class TypeReport:
    """The ground of one type of grid. `total` is all of it, in ㎡, overlaps counted once for each grid."""

    type: GridType
    count: int
    total: Decimal = Decimal(0)
    overlaps: list[Ground] = field(default_factory=list)
    gaps: list[Ground] = field(default_factory=list)
    outside: list[Ground] = field(default_factory=list)

    @property
    def total_mu(self) -> Decimal:
        return in_mu(self.total)


@dataclass(frozen=True, slots=True)
class Load:
    """A grid whose helpers have too many or too few households."""

    grid: Grid
    helpers: int
    each: float


@dataclass(slots=True)
class IntegrityReport:
    """Everything that is not in order on `day`. Without an outline gaps are only looked for between grids."""

    day: date
    has_outline: bool
    rule: HelperRule
    types: list[TypeReport] = field(default_factory=list)
    without_worker: list[Grid] = field(default_factory=list)
    several_leaders: list[tuple[Grid, list[GridWorker]]] = field(default_factory=list)
    without_substitute: list[tuple[Grid, GridWorker]] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    unplaced: list[tuple[SubjectKind, list[SubjectRef]]] = field(default_factory=list)
    misplaced: list[GridObject] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        found: list[Any] = [self.without_worker, self.several_leaders, self.without_substitute, self.loads]
        found += [self.unplaced, self.misplaced]
        return not any(found) and not any(t.overlaps or t.gaps or t.outside for t in self.types)


def integrity_report(*, actor: Actor, day: date) -> IntegrityReport:
    """The report on the grids that the actor may see (ten queries and one for each kind of object)."""
    rows = in_order(visible_grids(actor=actor).filter(open_on(day)).select_related("unit"))
    grids = [grid for grid in with_boundary(rows, day) if drawn(grid) is not None]
    stored = outline_of(actor.zone_id) if actor.reach(VIEW).whole_zone else None
    report = IntegrityReport(day=day, has_outline=stored is not None, rule=rule_on(day), grids=grids)
    _look_at_ground(report, geometry_of(stored.geometry) if stored is not None else None)
    staff = staff_on(day, zone_id=actor.zone_id, grid_ids=[grid.id for grid in grids])
    _look_at_people(report, staff, actor.zone_id)
    _look_at_objects(report, actor)
    return report


def _look_at_ground(report: IntegrityReport, outline: BaseGeometry | None) -> None:
    if not report.grids:
        return
    west = min(row.west for grid in report.grids if (row := drawn(grid)))
    east = max(row.east for grid in report.grids if (row := drawn(grid)))
    number = zone_number((west + east) / 2)

    def measure(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
        return in_metres(shapes, number)

    for type_ in GridType:
        grids = [grid for grid in report.grids if grid.type == type_]
        if not grids:
            continue
        rows = [row for grid in grids if (row := drawn(grid))]
        shapes = [geometry_of(row.geometry) for row in rows]
        found = TypeReport(type_, len(grids), sum((row.area for row in rows), Decimal(0)))
        found.overlaps = [_ground(piece, grids) for piece in overlaps(shapes, measure)]
        found.gaps = [_ground(piece, grids) for piece in gaps(shapes, measure, outline)]
        if outline is not None:
            found.outside = [_ground(piece, grids) for piece in outside(shapes, measure, outline)]
        report.types.append(found)


def _ground(piece: Piece, grids: Sequence[Grid]) -> Ground:
    point = piece.shape.representative_point()
    area = Decimal(piece.area).quantize(Decimal(1))
    return Ground(area, point.x, point.y, [grids[place] for place in piece.grids])


def _look_at_people(report: IntegrityReport, staff: Staff, zone_id: UUID) -> None:
    named = Substitute.objects.filter(zone_id=zone_id, valid_to__gte=report.day)
    covered = set(named.values_list("worker_id", flat=True))
    for grid in report.grids:
        works = staff.works.get(grid.id, [])
        answering = [work for work in works if work.role != WorkerRole.INFORMANT]
        leaders = [work for work in works if work.role == WorkerRole.LEADER]
        if not answering:
            report.without_worker.append(grid)
        if len(leaders) > 1:
            report.several_leaders.append((grid, leaders))
        if len(answering) == 1 and answering[0].id not in covered:
            report.without_substitute.append((grid, answering[0]))
        helpers = len(works) - len(leaders)
        each = load(grid.households, helpers)
        if each is not None and is_outlier(grid.households, helpers, report.rule):
            report.loads.append(Load(grid, helpers, each))


def _look_at_objects(report: IntegrityReport, actor: Actor) -> None:
    by_id: dict[UUID, Grid] = {grid.id: grid for grid in report.grids}
    placed = list(
        GridObject.objects.filter(in_force(report.day), zone_id=actor.zone_id).select_related("grid")
    )
    for kind in subject_kinds():
        there = {
            one.subject_id for one in placed if one.subject_type == kind.label and one.type == kind.grid_type
        }
        missing = [ref for ref in kind.open_to(actor) if ref.id not in there]
        if missing:
            report.unplaced.append((kind, missing))
    for one in placed:
        grid = by_id.get(one.grid_id)
        boundary = drawn(grid) if grid is not None else None
        if boundary is None or one.placement != Placement.PLACE or one.lon is None or one.lat is None:
            continue
        if not covers(boundary.geometry, one.lon, one.lat):
            report.misplaced.append(one)
