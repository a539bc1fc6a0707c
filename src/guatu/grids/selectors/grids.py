"""Which grids somebody may see, and how one is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import NotFound
from guatu.core.models import Zone
from guatu.grids.choices import GridType
from guatu.grids.models import Grid, GridBoundary, GridObject, GridWorker, Substitute, ZoneOutline
from guatu.grids.policies import VIEW


def in_force(day: date) -> Q:
    """Rows whose days, both within, hold `day`."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def open_on(day: date) -> Q:
    """Grids that are open on `day`."""
    return Q(opened_on__lte=day) & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def own_grids(actor: Actor, day: date) -> QuerySet[Grid]:
    """The grids in which the actor works on `day`, or stands in for somebody."""
    grids = Grid.objects.filter(zone_id=actor.zone_id)
    if actor.person_id is None:
        return grids.none()
    work = GridWorker.objects.filter(in_force(day), zone_id=actor.zone_id, person_id=actor.person_id)
    standing_in = Substitute.objects.filter(in_force(day), zone_id=actor.zone_id, person_id=actor.person_id)
    return grids.filter(Q(id__in=work.values("grid_id")) | Q(id__in=standing_in.values("worker__grid_id")))


def visible_grids(*, actor: Actor) -> QuerySet[Grid]:
    """The zone's grids of the units within the actor's reach, and those the actor works in today."""
    grids = Grid.objects.filter(zone_id=actor.zone_id)
    reach = actor.reach(VIEW)
    if reach.whole_zone:
        return grids
    seen = Q(unit_id__in=reach.unit_ids)
    if actor.person_id is not None:
        day = today(Zone.objects.get(id=actor.zone_id))
        seen |= Q(id__in=own_grids(actor, day).values("id"))
    return grids.filter(seen)


def in_order(grids: QuerySet[Grid]) -> QuerySet[Grid]:
    """By type in the order of `GridType`, then by code."""
    place = Case(*(When(type=kind, then=Value(number)) for number, kind in enumerate(GridType)))
    return grids.order_by(place, "code")


def get_grid(grid_id: UUID, *, actor: Actor) -> Grid:
    """The grid with its unit. Raises `NotFound` where there is none that the actor may see."""
    grid = visible_grids(actor=actor).select_related("unit").filter(id=grid_id).first()
    if grid is None:
        raise NotFound("grid")
    return grid


def with_boundary(grids: QuerySet[Grid], day: date) -> QuerySet[Grid]:
    """Prefetch the boundary of `day`, as the list `grid.drawn` of none or one (one further query)."""
    rows = GridBoundary.objects.filter(in_force(day))
    return grids.prefetch_related(Prefetch("boundaries", queryset=rows, to_attr="drawn"))


def drawn(grid: Grid) -> GridBoundary | None:
    """The boundary that `with_boundary` read."""
    rows: list[GridBoundary] = grid.drawn  # type: ignore[attr-defined]
    return rows[0] if rows else None


def boundary_on(grid: Grid, day: date) -> GridBoundary | None:
    """The boundary of a grid that the caller was allowed to see, on `day`."""
    return GridBoundary.objects.filter(in_force(day), zone_id=grid.zone_id, grid=grid).first()


@dataclass(frozen=True, slots=True)
class GridFilters:
    """Which grids a page shows; what is empty does not narrow."""

    type: str = ""
    unit_id: UUID | None = None
    words: str = ""

    def narrow(self, grids: QuerySet[Grid]) -> QuerySet[Grid]:
        if self.type in GridType:
            grids = grids.filter(type=self.type)
        if self.unit_id is not None:
            grids = grids.filter(unit_id=self.unit_id)
        if self.words:
            grids = grids.filter(Q(name__icontains=self.words) | Q(code__icontains=self.words))
        return grids


def get_worker(worker_id: UUID, *, actor: Actor) -> GridWorker:
    worker = (
        GridWorker.objects.filter(
            zone_id=actor.zone_id, id=worker_id, grid_id__in=visible_grids(actor=actor).values("id")
        )
        .select_related("grid__unit", "person")
        .first()
    )
    if worker is None:
        raise NotFound("grid worker")
    return worker


def get_substitute(substitute_id: UUID, *, actor: Actor) -> Substitute:
    substitute = (
        Substitute.objects.filter(
            zone_id=actor.zone_id,
            id=substitute_id,
            worker__grid_id__in=visible_grids(actor=actor).values("id"),
        )
        .select_related("worker__grid", "worker__person", "person")
        .first()
    )
    if substitute is None:
        raise NotFound("substitute")
    return substitute


def get_object(placed_id: UUID, *, actor: Actor) -> GridObject:
    placed = (
        GridObject.objects.filter(
            zone_id=actor.zone_id, id=placed_id, grid_id__in=visible_grids(actor=actor).values("id")
        )
        .select_related("grid")
        .first()
    )
    if placed is None:
        raise NotFound("object in a grid")
    return placed


def outline_of(zone_id: UUID) -> ZoneOutline | None:
    """The outer boundary of the zone, where one was drawn."""
    return ZoneOutline.objects.filter(zone_id=zone_id).first()
