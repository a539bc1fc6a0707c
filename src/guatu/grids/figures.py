"""The numbers of grids: how many of each type, how many have a worker, who works in them, what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.figures import units
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.reading import Row
from guatu.figures.registry import figure
from guatu.figures.source import Source
from guatu.grids.choices import GridType
from guatu.grids.models import Grid, GridObject, GridWorker
from guatu.grids.policies import VIEW
from guatu.grids.selectors.grids import in_force, open_on, visible_grids
from guatu.matters.figures import sources as matters
from guatu.matters.selectors.counting import SOLVED
from guatu.organization.models import Person

_ALL = Q(id__isnull=False)


def _seen(actor: Actor) -> QuerySet[Grid] | None:
    return None if actor.reach(VIEW).whole_zone else visible_grids(actor=actor)


def _describe(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    grids = Grid.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("unit")
    return [
        Row(
            id=grid.id,
            label=f"{grid.code} {grid.name}",
            route="grids:grid",
            route_args={"grid_id": grid.id},
            detail=str(grid.unit),
        )
        for grid in grids.order_by("type", "code")
    ]


GRIDS = Source(
    name="grids",
    label=_("grids"),
    rows=lambda ask: Grid.objects.filter(open_on(ask.day), zone_id__in=ask.zone_ids),
    visible=_seen,
    models=(Grid, GridWorker, GridObject),
    describe=_describe,
    once="id",
    dimensions={"type": lambda values, ask: Q(type__in=values)},
)


def _seen_workers(actor: Actor) -> QuerySet[Person] | None:
    grids = _seen(actor)
    if grids is None:
        return None
    work = GridWorker.objects.filter(zone_id=actor.zone_id, grid_id__in=grids.order_by().values("id"))
    return Person.objects.filter(zone_id=actor.zone_id, id__in=work.values("person_id"))


def _work(ask: Ask) -> QuerySet[GridWorker]:
    """Work on the day judged on, in grids that are open then."""
    open_grids = Grid.objects.filter(open_on(ask.day), zone_id__in=ask.zone_ids)
    return GridWorker.objects.filter(
        in_force(ask.day), zone_id__in=ask.zone_ids, grid_id__in=open_grids.values("id")
    )


def _describe_people(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    return [
        Row(id=person.id, label=person.name, route="organization:person", route_args={"person_id": person.id})
        for person in Person.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).order_by("name", "id")
    ]


WORKERS = Source(
    name="grids_workers",
    label=_("work in grids"),
    rows=_work,
    visible=_seen_workers,
    models=(Grid, GridWorker, Person),
    describe=_describe_people,
    object="person_id",
    # The same person may work in several grids, of several units.
    again=_ALL,
    unit="grid__unit_id",
    dimensions={
        "type": lambda values, ask: Q(grid__type__in=values),
        "role": lambda values, ask: Q(role__in=values),
    },
)


EVENTS = Source(
    name="grids_events",
    label=_("closings of matters that lie in a grid"),
    rows=lambda ask: matters.CLOSINGS.rows(ask).filter(matter__grid_id__isnull=False),
    visible=matters.seen,
    models=matters.CLOSINGS.models,
    describe=matters.describe,
    object="matter_id",
    again=matters.REOPENED,
    unit="holder_id",
    dimensions={
        **matters.dimensions("matter__"),
        "grid": lambda values, ask: Q(matter__grid_label__in=values),
        "type": lambda values, ask: Q(
            matter__grid_id__in=Grid.objects.filter(zone_id__in=ask.zone_ids, type__in=values).values("id")
        ),
    },
    register=Grid,
)


@figure(
    Kind.COUNT,
    GRIDS,
    label=_("social grids"),
    unit=units.GRID,
    words=_("social grids that are open on the last day of the period"),
    mechanisms=("M35",),
)
def social_grids(ask: Ask) -> Q:
    return Q(type=GridType.SOCIAL)


@figure(
    Kind.COUNT,
    GRIDS,
    label=_("enterprise grids"),
    unit=units.GRID,
    words=_("enterprise grids that are open on the last day of the period"),
    mechanisms=("M35",),
)
def enterprise_grids(ask: Ask) -> Q:
    return Q(type=GridType.ENTERPRISE)


@figure(
    Kind.COUNT,
    GRIDS,
    label=_("project grids"),
    unit=units.GRID,
    words=_("project grids that are open on the last day of the period"),
    mechanisms=("M35",),
)
def project_grids(ask: Ask) -> Q:
    return Q(type=GridType.PROJECT)


@figure(
    Kind.COUNT,
    GRIDS,
    label=_("grids"),
    unit=units.GRID,
    words=_("grids of all types that are open on the last day of the period"),
    parts=(social_grids, enterprise_grids, project_grids),
    mechanisms=("M35",),
)
def grids_in_use(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    GRIDS,
    label=_("grids with somebody in them"),
    unit=units.GRID,
    words=_("open grids in which somebody works on the last day of the period"),
    mechanisms=("M35",),
)
def staffed_grids(ask: Ask) -> Q:
    work = GridWorker.objects.filter(
        in_force(ask.day), zone_id__in=ask.zone_ids, zone_id=OuterRef("zone_id"), grid_id=OuterRef("id")
    )
    return Q(Exists(work))


@figure(
    Kind.RATIO,
    needs=(staffed_grids, grids_in_use),
    label=_("grids with somebody in them, share"),
    unit=units.SHARE,
    words=_("open grids in which somebody works ÷ open grids"),
    mechanisms=("M35",),
)
def staffing_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    WORKERS,
    label=_("people who work in grids"),
    unit=units.PERSON,
    words=_("people who work in an open grid on the last day of the period, each once"),
    mechanisms=("M34", "M35"),
)
def grid_workers(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.RATIO,
    needs=(staffed_grids, grid_workers),
    label=_("grids for each person"),
    unit=units.NUMBER,
    words=_("open grids in which somebody works ÷ people who work in grids"),
    mechanisms=("M34", "M35"),
)
def grids_per_worker(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    EVENTS,
    label=_("events closed in grids"),
    unit=units.MATTER,
    words=_("matters that lie in a grid and were struck off in the period"),
    mechanisms=("M35",),
)
def events_closed(ask: Ask) -> Q:
    return SOLVED


@figure(
    Kind.RATIO,
    needs=(events_closed, grids_in_use),
    label=_("events closed for each grid"),
    unit=units.NUMBER,
    words=_("matters in grids that were struck off in the period ÷ open grids"),
    mechanisms=("M35",),
)
def events_per_grid(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)
