"""Reading visits and reviews: who was where, what is covered, which causes come again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet

from guatu.attachments.models import Attachment
from guatu.attachments.selectors import attachments_of
from guatu.core.actor import Actor
from guatu.core.periods import Period, month_end
from guatu.meetings.choices import Cause, VisitKind
from guatu.meetings.models.fieldwork import Review, SiteVisit, VisitFinding
from guatu.meetings.policies import VIEW_VISIT
from guatu.organization.models import Appointment, Person
from guatu.organization.powers import held_on
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects

PAGE = 30
LEADER = "leader"


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """A leader with the visits of the month; `this_week` of the week of the day asked."""

    person: Person
    month: int
    this_week: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the visits of a month reach. A project counts once; `findings` of the month, settled on the spot or
    struck off since."""

    projects: int
    visited: int
    jointly: int
    leaders: Sequence[LeaderRow]
    findings: int
    on_the_spot: int
    closed: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.visited, self.projects) if self.projects else None

    @property
    def joint_rate(self) -> Fraction | None:
        return Fraction(self.jointly, self.projects) if self.projects else None

    @property
    def spot_rate(self) -> Fraction | None:
        return Fraction(self.on_the_spot, self.findings) if self.findings else None

    @property
    def missing(self) -> list[LeaderRow]:
        """The leaders without a visit this week."""
        return [row for row in self.leaders if not row.this_week]


@dataclass(frozen=True, slots=True)
class VisitPage:
    visits: Sequence[SiteVisit]
    files: dict[UUID, list[Attachment]]
    page: Page[Any]


def visible_visits(*, actor: Actor) -> QuerySet[SiteVisit]:
    """Visits to projects that the actor may see, those led by the actor, and for the whole zone all."""
    visits = SiteVisit.objects.filter(zone_id=actor.zone_id)
    reach = actor.reach(VIEW_VISIT)
    if reach.whole_zone:
        return visits
    if not reach:
        return visits.none()
    own = Q(leader_id=actor.person_id) if actor.person_id is not None else Q()
    return visits.filter(Q(project__in=visible_projects(actor=actor)) | own)


def visit_page(*, actor: Actor, kind: str = "", number: str | int = 1) -> VisitPage:
    """A page of visits, newest first, with findings, departments and photos (six queries)."""
    found = VisitFinding.objects.select_related("matter__kind", "matter__lead_unit")
    visits = visible_visits(actor=actor).select_related("project", "matter__kind", "leader")
    if kind:
        visits = visits.filter(kind=kind)
    page = Paginator(
        visits.prefetch_related(Prefetch("findings", queryset=found), "units__unit"), PAGE
    ).get_page(number)
    shown = list(page.object_list)
    return VisitPage(shown, attachments_of([v.id for v in shown], zone_id=actor.zone_id), page)


def to_be_visited(*, actor: Actor, day: date) -> QuerySet[Project]:
    """The projects that visits have to cover: neither withdrawn nor finished before the month of `day`."""
    first = day.replace(day=1)
    return visible_projects(actor=actor).filter(
        Q(withdrawn_on__isnull=True), Q(actual_finish__isnull=True) | Q(actual_finish__gte=first)
    )


def coverage(*, actor: Actor, day: date, week: Period) -> Coverage:
    """Visits in the month of `day`, as far as the actor may see them (six queries)."""
    first, last = day.replace(day=1), month_end(day.year, day.month)
    visits = visible_visits(actor=actor).filter(day__range=(first, last))
    projects = to_be_visited(actor=actor, day=day)
    of_project = visits.filter(project__in=projects)
    findings = VisitFinding.objects.filter(zone_id=actor.zone_id, visit__in=visits).aggregate(
        all=Count("id"),
        spot=Count("id", filter=Q(matter__isnull=True)),
        closed=Count("id", filter=Q(matter__status="closed", matter__outcome="solved")),
    )
    return Coverage(
        projects=projects.count(),
        visited=of_project.values("project_id").distinct().count(),
        jointly=of_project.filter(kind=VisitKind.JOINT).values("project_id").distinct().count(),
        leaders=_leaders(actor, day, week, visits),
        findings=findings["all"],
        on_the_spot=findings["spot"],
        closed=findings["closed"],
    )


def leaders_on(zone_id: UUID, day: date) -> list[Person]:
    """Everybody who holds a leader's post on `day` (one query)."""
    posts = Appointment.objects.filter(held_on(day), zone_id=zone_id, post__roles__contains=[LEADER])
    return list(Person.objects.filter(zone_id=zone_id, id__in=posts.values("person_id")).order_by("name"))


def _leaders(actor: Actor, day: date, week: Period, visits: QuerySet[SiteVisit]) -> list[LeaderRow]:
    """The leaders with their supervision visits."""
    supervision = visits.filter(kind=VisitKind.SUPERVISION, leader__isnull=False)
    month = dict(supervision.order_by().values_list("leader_id").annotate(Count("id")))
    # A week may begin in the month before.
    own_week = visible_visits(actor=actor).filter(
        kind=VisitKind.SUPERVISION, leader__isnull=False, day__range=(week.first, week.last)
    )
    this_week = dict(own_week.order_by().values_list("leader_id").annotate(Count("id")))
    return [
        LeaderRow(person, month.get(person.id, 0), this_week.get(person.id, 0))
        for person in leaders_on(actor.zone_id, day)
    ]


def visible_reviews(*, actor: Actor) -> QuerySet[Review]:
    reviews = Review.objects.filter(zone_id=actor.zone_id)
    reach = actor.reach(VIEW_VISIT)
    return reviews if reach.whole_zone else reviews.filter(unit_id__in=reach.unit_ids)


def review_page(*, actor: Actor, cause: str = "", number: str | int = 1) -> Page[Any]:
    """A page of reviews, newest week first (two queries)."""
    reviews = visible_reviews(actor=actor).select_related("unit", "project")
    if cause:
        reviews = reviews.filter(cause=cause)
    return Paginator(reviews, PAGE).get_page(number)


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How often a cause was named, in all and by week, in the order of the weeks asked."""

    cause: Cause
    total: int
    by_week: Sequence[int]


def causes_over_time(*, actor: Actor, weeks: Sequence[Period]) -> list[CauseCount]:
    """Why plans were not kept, the most frequent cause first (one query)."""
    rows = (
        visible_reviews(actor=actor)
        .filter(week__in=[week.text for week in weeks])
        .order_by()
        .values_list("cause", "week")
        .annotate(Count("id"))
    )
    counts = {(cause, week): count for cause, week, count in rows}
    found = [
        CauseCount(cause, sum(by_week), by_week)
        for cause in Cause
        if cause is not Cause.NONE
        for by_week in [[counts.get((cause.value, week.text), 0) for week in weeks]]
        if any(by_week)
    ]
    return sorted(found, key=lambda c: -c.total)
