"""The numbers of the organisation: units in being, by type; people in post."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.figures import units
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.reading import Row
from guatu.figures.registry import figure
from guatu.figures.source import Source
from guatu.organization.choices import UnitType
from guatu.organization.models import Appointment, Person, Post, Unit
from guatu.organization.policies import VIEW
from guatu.organization.powers import held_on


def _all_or_nothing(model: type[Any]) -> Any:
    """The roster is known to everyone who works in the zone, and to nobody else."""

    def visible(actor: Actor) -> QuerySet[Any] | None:
        return None if actor.may(VIEW) else model.objects.filter(zone_id=actor.zone_id).none()

    return visible


def _units(ask: Ask) -> QuerySet[Unit]:
    """Units that are open on the day judged on."""
    return Unit.objects.filter(
        Q(opened_on__isnull=True) | Q(opened_on__lte=ask.day),
        Q(closed_on__isnull=True) | Q(closed_on__gt=ask.day),
        zone_id__in=ask.zone_ids,
    )


def _describe_units(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    found = Unit.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("parent")
    return [
        Row(
            id=unit.id,
            label=unit.name,
            route="organization:unit",
            route_args={"unit_id": unit.id},
            detail=str(unit.parent or ""),
        )
        for unit in found.order_by("order", "code")
    ]


UNITS = Source(
    name="organization_units",
    label=_("units"),
    rows=_units,
    visible=_all_or_nothing(Unit),
    models=(Unit,),
    describe=_describe_units,
    unit="id",
    dimensions={
        "type": lambda values, ask: Q(type__in=values),
        "within": lambda values, ask: Q(parent__name__in=values),
    },
)


def _describe_people(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    return [
        Row(
            id=person.id,
            label=person.name,
            route="organization:person",
            route_args={"person_id": person.id},
        )
        for person in Person.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).order_by("name", "id")
    ]


APPOINTMENTS = Source(
    name="organization_appointments",
    label=_("appointments"),
    rows=lambda ask: Appointment.objects.filter(held_on(ask.day), zone_id__in=ask.zone_ids),
    visible=_all_or_nothing(Person),
    models=(Unit, Person, Post, Appointment),
    describe=_describe_people,
    object="person_id",
    # Anybody may hold several posts, in several units.
    again=Q(id__isnull=False),
    unit="post__unit_id",
    dimensions={
        "role": lambda values, ask: Q(post__roles__overlap=list(values)),
        "type": lambda values, ask: Q(post__unit__type__in=values),
    },
)


@figure(
    Kind.COUNT,
    UNITS,
    label=_("units"),
    unit=units.UNIT,
    words=_("units that exist on the last day of the period, the zone's own authority among them"),
    mechanisms=("M01",),
)
def units_in_being(ask: Ask) -> Q:
    return Q(id__isnull=False)


@figure(
    Kind.COUNT,
    UNITS,
    label=_("villages and communities"),
    unit=units.UNIT,
    words=_("villages and communities that exist on the last day of the period"),
    mechanisms=("M01",),
)
def villages(ask: Ask) -> Q:
    return Q(type=UnitType.VILLAGE)


@figure(
    Kind.COUNT,
    UNITS,
    label=_("departments"),
    unit=units.UNIT,
    words=_("departments that exist on the last day of the period"),
    mechanisms=("M01",),
)
def departments(ask: Ask) -> Q:
    return Q(type=UnitType.DEPARTMENT)


@figure(
    Kind.COUNT,
    UNITS,
    label=_("parks, towns and streets"),
    unit=units.UNIT,
    words=_("parks, towns and streets that exist on the last day of the period"),
    mechanisms=("M01",),
)
def territories(ask: Ask) -> Q:
    return Q(type__in=(UnitType.PARK, UnitType.TOWN, UnitType.STREET))


@figure(
    Kind.COUNT,
    APPOINTMENTS,
    label=_("people in post"),
    unit=units.PERSON,
    words=_("people who hold a post on the last day of the period, each once"),
    mechanisms=("M02",),
)
def people_in_post(ask: Ask) -> Q:
    return Q(id__isnull=False)
