"""Reading visits: one, an enterprise's, the zone's; the limit in force; how many enterprises were visited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.core.periods import Period
from guatu.enterprises.choices import EnterpriseStatus, VisitGround, VisitStatus
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Finding, Visit, VisitLimitVersion, VisitUnit
from guatu.enterprises.rules.coverage import Coverage
from guatu.enterprises.rules.visit_limit import DEFAULT, VisitLimit
from guatu.enterprises.selectors.enterprises import visible_enterprises


def visible_visits(*, actor: Actor) -> QuerySet[Visit]:
    """Visits to the enterprises that the actor may see, with the units taking part (one more query)."""
    visits = Visit.objects.filter(zone_id=actor.zone_id, enterprise__in=visible_enterprises(actor=actor))
    units = VisitUnit.objects.select_related("unit")
    return visits.select_related("enterprise", "enterprise__unit").prefetch_related(
        Prefetch("units", queryset=units, to_attr="taking_part")
    )


def get_visit(visit_id: UUID, *, actor: Actor) -> Visit:
    """Raises `NotFound`."""
    visit = visible_visits(actor=actor).filter(id=visit_id).first()
    if visit is None:
        raise NotFound("visit")
    return visit


def findings_of(visit: Visit) -> QuerySet[Finding]:
    return Finding.objects.filter(zone_id=visit.zone_id, visit=visit)


def planned_visits(enterprise: Enterprise, day: date, *, actor: Actor) -> QuerySet[Visit]:
    """Visits to the enterprise planned for `day` or later, soonest first: what one could join."""
    found = visible_visits(actor=actor).filter(enterprise=enterprise, status=VisitStatus.PLANNED)
    return found.filter(planned_on__gte=day).order_by("planned_on", "id")


def counted_visits(enterprise: Enterprise) -> QuerySet[Visit]:
    """The visits that count against the limit: routine ones, planned or made."""
    return Visit.objects.filter(
        zone_id=enterprise.zone_id, enterprise=enterprise, ground=VisitGround.ROUTINE
    ).exclude(status=VisitStatus.CANCELLED)


def limit_on(zone_id: UUID, day: date) -> VisitLimit:
    """The limit on disturbing in force on a day; the default where the zone has chosen none."""
    versions = VisitLimitVersion.objects.filter(zone_id=zone_id, in_force_from__lte=day)
    found = versions.order_by("-number").first()
    return VisitLimit(found.visits, found.days) if found is not None else DEFAULT


def limit_versions(*, actor: Actor) -> QuerySet[VisitLimitVersion]:
    return VisitLimitVersion.objects.filter(zone_id=actor.zone_id)


def coverage_of(period: Period, *, actor: Actor, unit_id: UUID | None = None) -> Coverage:
    """Enterprises visited in the period among those in operation, and what was solved on the spot (three queries)."""
    enterprises = visible_enterprises(actor=actor).filter(status=EnterpriseStatus.OPERATING)
    if unit_id is not None:
        enterprises = enterprises.filter(unit_id=unit_id)
    made = _counted(period, actor=actor).filter(enterprise__in=enterprises)
    counted = made.aggregate(visits=Count("id"), visited=Count("enterprise_id", distinct=True))
    findings = Finding.objects.filter(zone_id=actor.zone_id, visit__in=made).aggregate(
        all=Count("id"), solved=Count("id", filter=Q(is_solved=True))
    )
    return Coverage(
        enterprises.count(), counted["visited"], counted["visits"], findings["all"], findings["solved"]
    )


def _counted(period: Period, *, actor: Actor) -> QuerySet[Visit]:
    operating = visible_enterprises(actor=actor).filter(status=EnterpriseStatus.OPERATING)
    return Visit.objects.filter(
        zone_id=actor.zone_id,
        status=VisitStatus.DONE,
        made_on__range=(period.first, period.last),
        enterprise__in=operating,
    )


def findings_in(period: Period, *, actor: Actor, solved: bool | None = None) -> QuerySet[Finding]:
    """The findings that the coverage of the period counts, newest first; `solved` narrows to those solved on the spot
    or not."""
    found = Finding.objects.filter(
        zone_id=actor.zone_id, visit__in=_counted(period, actor=actor)
    ).select_related("visit__enterprise__unit")
    if solved is not None:
        found = found.filter(is_solved=solved)
    return found.order_by("-visit__made_on", "id")


def last_visits(enterprise_ids: Collection[UUID], zone_id: UUID) -> dict[UUID, date]:
    """When each enterprise was last visited (one query)."""
    made = Visit.objects.filter(
        zone_id=zone_id, enterprise_id__in=list(enterprise_ids), status=VisitStatus.DONE
    )
    return dict(
        made.order_by()
        .values("enterprise_id")
        .annotate(last=Max("made_on"))
        .values_list("enterprise_id", "last")
    )


@dataclass(frozen=True, slots=True)
class VisitFilters:
    """Which visits a list shows: `status` empty shows those planned, by their day."""

    status: str = ""
    unit_id: UUID | None = None
    # Made in that period, to enterprises in operation: the visits that the coverage of the period counts.
    period: Period | None = None


def filtered_visits(filters: VisitFilters, *, actor: Actor) -> QuerySet[Visit]:
    status = VisitStatus.DONE.value if filters.period else filters.status or VisitStatus.PLANNED
    found = visible_visits(actor=actor).filter(status=status)
    if filters.period is not None:
        found = found.filter(id__in=_counted(filters.period, actor=actor).values("id"))
    if filters.unit_id is not None:
        taking_part = VisitUnit.objects.filter(zone_id=actor.zone_id, unit_id=filters.unit_id)
        found = found.filter(id__in=taking_part.values("visit_id"))
    order = ("planned_on", "id") if status == VisitStatus.PLANNED else ("-planned_on", "-id")
    return found.order_by(*order)
