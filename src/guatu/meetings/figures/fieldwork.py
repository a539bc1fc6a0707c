"""Leaders and departments on the site, and weekly reviews."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guatu.core.periods import month_end
from guatu.figures import units
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.meetings.choices import Cause, VisitKind
from guatu.meetings.figures.sources import FINDINGS, LEADERS, PROJECTS, REVIEWS, SITE_VISITS
from guatu.meetings.models.fieldwork import SiteVisit

_ALL = Q(id__isnull=False)


def _visits_of(ask: Ask, kind: VisitKind) -> QuerySet[SiteVisit]:
    return SiteVisit.objects.filter(
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        project_id=OuterRef("project_id"),
        kind=kind,
        day__range=(ask.first, ask.day),
    )


def _unless_finished(ask: Ask) -> Q:
    """A project that was finished before the period needs no visit."""
    return Q(project__actual_finish__isnull=True) | Q(project__actual_finish__gte=ask.first)


def _months(ask: Ask) -> list[tuple[int, int]]:
    """Year and month of every month of the period that has begun."""
    first, last = ask.first.year * 12 + ask.first.month - 1, ask.day.year * 12 + ask.day.month - 1
    return [(month // 12, month % 12 + 1) for month in range(first, last + 1)]


def _weeks(ask: Ask) -> list[tuple[date, date]]:
    """Monday and Sunday of every week that lies in the period and has ended; the week that is on where none has."""
    monday = ask.first + timedelta(days=-ask.first.weekday() % 7)
    weeks = [(monday + timedelta(weeks=n), monday + timedelta(weeks=n, days=6)) for n in range(54)]
    return [week for week in weeks if week[1] <= ask.day] or [(ask.first, ask.day)]


@figure(
    Kind.COUNT,
    SITE_VISITS,
    label=_("supervision visits"),
    unit=units.TIMES,
    words=_("leaders’ visits to sites in the period"),
    mechanisms=("M30",),
)
def supervision_visits(ask: Ask) -> Q:
    return Q(kind=VisitKind.SUPERVISION)


@figure(
    Kind.COUNT,
    SITE_VISITS,
    label=_("joint visits"),
    unit=units.TIMES,
    words=_("visits of several departments together in the period"),
    mechanisms=("M36",),
)
def joint_visits(ask: Ask) -> Q:
    return Q(kind=VisitKind.JOINT)


@figure(
    Kind.COUNT,
    PROJECTS,
    label=_("projects to be visited"),
    unit=units.ITEM,
    words=_("key projects that were not finished before the period"),
    mechanisms=("M30", "M36"),
)
def projects_to_visit(ask: Ask) -> Q:
    return _unless_finished(ask)


@figure(
    Kind.COUNT,
    PROJECTS,
    label=_("projects supervised on the site"),
    unit=units.ITEM,
    words=_("projects to be visited that a leader visited in the period, each once"),
    mechanisms=("M30",),
)
def projects_supervised(ask: Ask) -> Q:
    return _unless_finished(ask) & Q(Exists(_visits_of(ask, VisitKind.SUPERVISION)))


@figure(
    Kind.COUNT,
    PROJECTS,
    label=_("projects visited jointly each month"),
    unit=units.ITEM,
    words=_(
        "projects to be visited with at least one joint visit in every month of the period that has begun"
    ),
    mechanisms=("M36",),
)
def projects_visited_monthly(ask: Ask) -> Q:
    within = _unless_finished(ask)
    for year, month in _months(ask):
        days = date(year, month, 1), month_end(year, month)
        within &= Q(Exists(_visits_of(ask, VisitKind.JOINT).filter(day__range=days)))
    return within


@figure(
    Kind.RATIO,
    needs=(projects_supervised, projects_to_visit),
    label=_("supervision coverage"),
    unit=units.SHARE,
    words=_("projects supervised on the site ÷ projects to be visited"),
    mechanisms=("M30",),
)
def supervision_coverage(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.RATIO,
    needs=(projects_visited_monthly, projects_to_visit),
    label=_("joint visits each month, share"),
    unit=units.SHARE,
    words=_("projects visited jointly each month ÷ projects to be visited"),
    mechanisms=("M36",),
)
def joint_visit_coverage(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    LEADERS,
    label=_("leaders"),
    unit=units.PERSON,
    words=_("people who hold a leader’s post on the last day of the period, each once"),
    mechanisms=("M30",),
)
def leaders(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    LEADERS,
    label=_("leaders on the site every week"),
    unit=units.PERSON,
    words=_("leaders with a supervision visit in every week of the period that has ended"),
    mechanisms=("M30",),
)
def leaders_on_site(ask: Ask) -> Q:
    within = _ALL
    for first, last in _weeks(ask):
        visits = SiteVisit.objects.filter(
            zone_id__in=ask.zone_ids, kind=VisitKind.SUPERVISION, day__range=(first, last)
        )
        # Not looked for row by row: on a cluster appointments are copied to every node, and visits are spread.
        within &= Q(person_id__in=visits.values("leader_id"))
    return within


@figure(
    Kind.RATIO,
    needs=(leaders_on_site, leaders),
    label=_("leaders on the site every week, share"),
    unit=units.SHARE,
    words=_("leaders on the site every week ÷ leaders"),
    mechanisms=("M30",),
)
def leader_coverage(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    FINDINGS,
    label=_("findings on sites"),
    unit=units.ITEM,
    words=_("what was found in visits to sites in the period"),
    mechanisms=("M30", "M36"),
)
def site_findings(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    FINDINGS,
    label=_("settled on the site"),
    unit=units.ITEM,
    words=_("what was found in visits to sites in the period and was settled there"),
    mechanisms=("M30", "M36"),
)
def settled_on_site(ask: Ask) -> Q:
    return Q(matter__isnull=True)


@figure(
    Kind.RATIO,
    needs=(settled_on_site, site_findings),
    label=_("settled on the site, share"),
    unit=units.SHARE,
    words=_("settled on the site ÷ findings on sites"),
    mechanisms=("M30", "M36"),
)
def settled_on_site_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    REVIEWS,
    label=_("weekly reviews"),
    unit=units.TIMES,
    words=_("weekly reviews of units and projects whose week began in the period"),
    mechanisms=("M31",),
)
def reviews(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    REVIEWS,
    label=_("weeks that kept their plan"),
    unit=units.TIMES,
    words=_("weekly reviews of the period that found the plan kept"),
    mechanisms=("M31",),
)
def plans_kept(ask: Ask) -> Q:
    return Q(cause=Cause.NONE)


@figure(
    Kind.RATIO,
    needs=(plans_kept, reviews),
    label=_("weeks that kept their plan, share"),
    unit=units.SHARE,
    words=_("weeks that kept their plan ÷ weekly reviews"),
    mechanisms=("M31",),
)
def plan_kept_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)
