"""The rows from which visits to sites and reviews are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.figures.asking import Ask
from guatu.figures.reading import Row
from guatu.figures.source import Source
from guatu.matters.models.matter import Matter
from guatu.meetings.models.fieldwork import Review, SiteVisit, VisitFinding
from guatu.meetings.policies import VIEW_VISIT
from guatu.meetings.selectors.fieldwork import LEADER, visible_reviews, visible_visits
from guatu.organization.models import Appointment, Person, Post, Unit
from guatu.organization.powers import held_on
from guatu.projects.figures.sources import PROJECT_YEARS

_ALL = Q(id__isnull=False)


def _seen(actor: Actor) -> QuerySet[SiteVisit] | None:
    return None if actor.reach(VIEW_VISIT).whole_zone else visible_visits(actor=actor)


def _describe(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    visits = SiteVisit.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related(
        "project", "matter", "leader"
    )
    return [
        Row(
            id=visit.id, label=str(visit), route="meetings:visits", detail=str(visit.leader or visit.filed_by)
        )
        for visit in visits.order_by("day", "id")
    ]


SITE_VISITS = Source(
    name="meetings_visits",
    label=_("visits to sites"),
    rows=lambda ask: SiteVisit.objects.filter(zone_id__in=ask.zone_ids, day__range=(ask.first, ask.day)),
    visible=_seen,
    models=(SiteVisit, VisitFinding, Matter),
    describe=_describe,
    unit="project__unit_id",
    dimensions={
        "kind": lambda values, ask: Q(kind__in=values),
        "leader": lambda values, ask: Q(leader__name__in=values),
        "project": lambda values, ask: Q(project__name__in=values),
    },
)


def _seen_findings(actor: Actor) -> QuerySet[VisitFinding] | None:
    visits = _seen(actor)
    if visits is None:
        return None
    return VisitFinding.objects.filter(zone_id=actor.zone_id, visit_id__in=visits.order_by().values("id"))


def _describe_findings(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    found = VisitFinding.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related(
        "visit__project", "visit__matter", "matter"
    )
    return [
        Row(
            id=finding.id,
            label=str(finding),
            route="matters:matter" if finding.matter_id else "meetings:visits",
            route_args={"matter_id": finding.matter_id} if finding.matter_id else {},
            detail=str(finding.visit),
        )
        for finding in found.order_by("visit__day", "visit_id", "place")
    ]


FINDINGS = Source(
    name="meetings_findings",
    label=_("findings on sites"),
    rows=lambda ask: VisitFinding.objects.filter(
        zone_id__in=ask.zone_ids, visit__day__range=(ask.first, ask.day)
    ),
    visible=_seen_findings,
    models=(SiteVisit, VisitFinding, Matter),
    describe=_describe_findings,
    unit="visit__project__unit_id",
    dimensions={
        "kind": lambda values, ask: Q(visit__kind__in=values),
        "project": lambda values, ask: Q(visit__project__name__in=values),
    },
    register=SiteVisit,
)


PROJECTS = replace(
    PROJECT_YEARS,
    name="meetings_projects",
    models=(*PROJECT_YEARS.models, SiteVisit),
    register=SiteVisit,
)


def _leaders(ask: Ask) -> QuerySet[Appointment]:
    """Leaders' posts held on the day judged on."""
    return Appointment.objects.filter(
        held_on(ask.day), zone_id__in=ask.zone_ids, post__roles__contains=[LEADER]
    )


def _describe_people(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    return [
        Row(id=person.id, label=person.name, route="organization:person", route_args={"person_id": person.id})
        for person in Person.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).order_by("name", "id")
    ]


def _seen_leaders(actor: Actor) -> QuerySet[Person] | None:
    """Who leads is known to all who work in the zone; whoever sees no visits cannot tell who made none."""
    return None if actor.may(VIEW_VISIT) else Person.objects.filter(zone_id=actor.zone_id).none()


LEADERS = Source(
    name="meetings_leaders",
    label=_("leaders"),
    rows=_leaders,
    visible=_seen_leaders,
    models=(Unit, Person, Post, Appointment, SiteVisit),
    describe=_describe_people,
    object="person_id",
    again=_ALL,
    unit="post__unit_id",
    dimensions={"leader": lambda values, ask: Q(person__name__in=values)},
    register=SiteVisit,
)


def _seen_reviews(actor: Actor) -> QuerySet[Review] | None:
    return None if actor.reach(VIEW_VISIT).whole_zone else visible_reviews(actor=actor)


def _describe_reviews(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    reviews = Review.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("unit", "project")
    return [
        Row(id=review.id, label=str(review), route="meetings:reviews", detail=str(review.get_cause_display()))
        for review in reviews.order_by("first_day", "id")
    ]


REVIEWS = Source(
    name="meetings_reviews",
    label=_("weekly reviews"),
    rows=lambda ask: Review.objects.filter(zone_id__in=ask.zone_ids, first_day__range=(ask.first, ask.day)),
    visible=_seen_reviews,
    models=(Review,),
    describe=_describe_reviews,
    dimensions={
        "cause": lambda values, ask: Q(cause__in=values),
        "project": lambda values, ask: Q(project__name__in=values),
    },
)
