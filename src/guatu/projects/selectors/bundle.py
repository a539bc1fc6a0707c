"""Reading four-part bundles: what is missing where, and who answers for how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from guatu.core.actor import Actor
from guatu.organization.models import Person, TaskForce
from guatu.projects.choices import BundlePart, DutyRole, LightColour, PlanStatus
from guatu.projects.models.plan import Plan
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.policies.bundle import may_assign_bundle
from guatu.projects.rules.bundle import MISSING, BundleFacts, Coverage, is_at_work
from guatu.projects.selectors.projects import with_duties

_ROLES = {BundlePart.LEAD_OFFICIAL: DutyRole.LEAD_OFFICIAL, BundlePart.LIAISON: DutyRole.LIAISON}


def lacking(part: BundlePart, zone_id: UUID, day: date) -> Q:
    """Projects without `part` on `day`; the same as `rules.bundle`, in SQL."""
    if part is BundlePart.TASK_FORCE:
        ended = Q(task_force__valid_to__isnull=False, task_force__valid_to__lt=day)
        return Q(task_force__isnull=True) | ended | Q(task_force__valid_from__gt=day)
    if part is BundlePart.PLAN:
        plans = Plan.objects.filter(zone_id=zone_id, status=PlanStatus.COMMITTED)
        return ~Q(id__in=plans.values("project_id"))
    duties = ProjectDuty.objects.filter(zone_id=zone_id, role=_ROLES[part], valid_to__isnull=True)
    return ~Q(id__in=duties.values("project_id"))


def incomplete(zone_id: UUID, day: date) -> Q:
    """Projects that lack any part."""
    found = Q()
    for part in BundlePart:
        found |= lacking(part, zone_id, day)
    return found


def bundle_coverage(projects: QuerySet[Project], *, zone_id: UUID, day: date) -> Coverage:
    """How many of `projects` have all four parts, and how many lack each (one query)."""
    counted = projects.order_by().aggregate(
        total=Count("id"),
        incomplete=Count("id", filter=incomplete(zone_id, day)),
        **{part.value: Count("id", filter=lacking(part, zone_id, day)) for part in BundlePart},
    )
    return Coverage(
        total=counted["total"],
        complete=counted["total"] - counted["incomplete"],
        missing={part: counted[part.value] for part in BundlePart},
    )


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A project's bundle: who, which plan, and what is missing."""

    project: Project
    lead_official: Person | None
    liaison: Person | None
    task_force: TaskForce | None
    plan_number: int | None
    facts: BundleFacts

    @property
    def missing(self) -> Sequence[tuple[BundlePart, object]]:
        """Each missing part with the words for it."""
        return [(part, MISSING[part]) for part in self.facts.missing]


def bundle_rows(projects: QuerySet[Project], *, zone_id: UUID, day: date) -> list[BundleRow]:
    """The bundles of `projects` in their order (three queries)."""
    found = list(with_duties(projects.select_related("unit", "task_force")))
    plans = dict(
        Plan.objects.filter(
            zone_id=zone_id, status=PlanStatus.COMMITTED, project_id__in=[p.id for p in found]
        ).values_list("project_id", "number")
    )
    return [
        _row(p, p.current_duties, plans.get(p.id), day)  # type: ignore[attr-defined]
        for p in found
    ]


def _row(project: Project, duties: Sequence[ProjectDuty], plan_number: int | None, day: date) -> BundleRow:
    people = {duty.role: duty.person for duty in duties}
    lead, liaison = people.get(DutyRole.LEAD_OFFICIAL), people.get(DutyRole.LIAISON)
    force = project.task_force
    at_work = force is not None and is_at_work(force.valid_from, force.valid_to, day)
    facts = BundleFacts(
        lead_official=lead is not None,
        task_force=at_work,
        plan=plan_number is not None,
        liaison=liaison is not None,
    )
    return BundleRow(project, lead, liaison, force if at_work else None, plan_number, facts)


@dataclass(frozen=True, slots=True)
class BundlePanel:
    """What the project's page shows of its bundle, with those who answered before."""

    row: BundleRow
    since: dict[str, date]
    former: Sequence[ProjectDuty]
    ended_task_force: TaskForce | None
    may_assign: bool


def bundle_panel(project: Project, *, actor: Actor, day: date) -> BundlePanel:
    """The bundle of a project that the caller was allowed to see (≤ 3 queries)."""
    duties = list(
        ProjectDuty.objects.filter(zone_id=project.zone_id, project=project)
        .select_related("person")
        .order_by("role", "-valid_from")
    )
    current = [duty for duty in duties if duty.valid_to is None]
    plan_number = (
        Plan.objects.filter(zone_id=project.zone_id, project=project, status=PlanStatus.COMMITTED)
        .values_list("number", flat=True)
        .first()
    )
    row = _row(project, current, plan_number, day)
    return BundlePanel(
        row=row,
        since={duty.role: duty.valid_from for duty in current},
        former=[duty for duty in duties if duty.valid_to is not None],
        ended_task_force=project.task_force if row.task_force is None else None,
        may_assign=project.withdrawn_on is None and may_assign_bundle(actor, project),
    )


@dataclass(frozen=True, slots=True)
class Workload:
    """What one person answers for in one role: how many projects, how much money, how many red and not started."""

    person_id: UUID
    name: str
    projects: int
    total_cny: Decimal
    red: int
    not_started: int


def workloads(projects: QuerySet[Project], role: DutyRole, *, zone_id: UUID) -> list[Workload]:
    """Who answers for `projects` in `role`, the busiest first (one query)."""
    held = ProjectDuty.objects.filter(
        zone_id=zone_id,
        role=role,
        valid_to__isnull=True,
        project_id__in=projects.order_by().values("id"),
    )
    rows = (
        held.order_by()
        .values("person_id", "person__name")
        .annotate(
            projects=Count("id"),
            total=Sum("project__total_cny"),
            red=Count("id", filter=Q(project__lights__colour=LightColour.RED)),
            waiting=Count("id", filter=Q(project__actual_start__isnull=True)),
        )
        .order_by("-projects", "-total", "person__name", "person_id")
    )
    return [
        Workload(
            person_id=row["person_id"],
            name=row["person__name"],
            projects=row["projects"],
            total_cny=row["total"] or Decimal(0),
            red=row["red"],
            not_started=row["waiting"],
        )
        for row in rows
    ]


def current_duties(project: Project) -> list[ProjectDuty]:
    """Who answers today for a project that the caller was allowed to see (one query)."""
    return list(
        ProjectDuty.objects.filter(
            zone_id=project.zone_id, project=project, valid_to__isnull=True
        ).select_related("person")
    )


def linkage(projects: QuerySet[Project], *, zone_id: UUID, year: int) -> QuerySet[Project]:
    """`projects` by lead official, those without one last; `lead`, `liaison` and `light` are read along.

    `lead_id` and `liaison_id` are the persons'; `serial` is the number in the year's list.
    """
    held = ProjectDuty.objects.filter(zone_id=zone_id, project_id=OuterRef("id"), valid_to__isnull=True)
    lead, liaison = held.filter(role=DutyRole.LEAD_OFFICIAL), held.filter(role=DutyRole.LIAISON)
    years = ProjectYear.objects.filter(zone_id=zone_id, project_id=OuterRef("id"), year=year)
    return (
        projects.annotate(
            lead=Subquery(lead.values("person__name")[:1]),
            lead_id=Subquery(lead.values("person_id")[:1]),
            liaison=Subquery(liaison.values("person__name")[:1]),
            liaison_id=Subquery(liaison.values("person_id")[:1]),
            light=F("lights__colour"),
            serial=Subquery(years.values("serial")[:1]),
        )
        .select_related("unit", "task_force")
        .order_by(F("lead").asc(nulls_last=True), "lead_id", F("serial").asc(nulls_last=True), "name", "id")
    )
