"""What waits on somebody's desk: what is mine, what waits for my decision, what is red, late or silent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, QuerySet

from guatu.core.actor import Actor
from guatu.core.periods import Period
from guatu.projects.choices import LightColour
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.progress import StartProof
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.rules.light_sentences import reason
from guatu.projects.rules.progress import has_to_report
from guatu.projects.selectors.not_reported import NotReported, not_reported
from guatu.projects.selectors.plan_lists import StartToday, plans_to_approve, start_today
from guatu.projects.selectors.projects import visible_projects
from guatu.projects.selectors.start_proofs import waiting_proofs

SHOWN = 10
SOON = timedelta(days=30)
_WORST_FIRST = {LightColour.RED: 0, LightColour.YELLOW: 1, LightColour.GREEN: 2, LightColour.GREY: 3}


@dataclass(frozen=True, slots=True)
class DeskProject:
    """A project on the desk: its light and why, its next milestone, its last report and whether one is due.

    `roles` are what the actor is in it, in words. `start_late`: days since it should have started, where it has not.
    """

    project: Project
    colour: str
    reason: str
    days_to_red: int | None
    next_milestone: Milestone | None
    next_is_late: bool
    report_due: bool
    start_late: int | None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on one desk. Lists are cut at `SHOWN`, the counts are whole; `mine` is never cut.

    A project that should have started stands in `starts_overdue`, not once more among `yellows`.
    """

    mine: Sequence[DeskProject]
    reds: Sequence[DeskProject]
    yellows: Sequence[DeskProject]
    counts: dict[str, int]
    total: int
    plans_to_approve: Sequence[Plan]
    proofs_to_verify: Sequence[StartProof]
    silent: NotReported
    starting: StartToday
    due_soon: Sequence[Milestone]
    late: Sequence[Milestone]
    late_count: int
    starts_overdue: Sequence[DeskProject]
    starts_overdue_count: int

    @property
    def is_empty(self) -> bool:
        """Nothing is mine, to be decided, red, yellow, late or silent."""
        return not (
            self.mine
            or self.plans_to_approve
            or self.proofs_to_verify
            or self.reds
            or self.yellows
            or self.late
            or self.starts_overdue
            or self.silent.silent
        )


def desk(*, actor: Actor, today: date, week: Period) -> Desk:
    """The actor's desk on `today`, in a fixed number of queries. `week` is the reporting week that counts."""
    projects = visible_projects(actor=actor).filter(withdrawn_on__isnull=True)
    lights = ProjectLight.objects.filter(zone_id=actor.zone_id, project_id__in=projects.values("id"))
    counts = dict.fromkeys(LightColour.values, 0) | dict(
        lights.order_by().values_list("colour").annotate(Count("id"))
    )
    overdue = projects.filter(actual_start__isnull=True, committed_start__lt=today)
    red_ids = _ids(lights.filter(colour=LightColour.RED).order_by("since", "project__name"))
    overdue_ids = list(overdue.order_by("committed_start", "name").values_list("id", flat=True)[:SHOWN])
    yellow_ids = _ids(
        lights.filter(colour=LightColour.YELLOW)
        .exclude(project__actual_start__isnull=True, project__committed_start__lt=today)
        .order_by(F("days_to_red").asc(nulls_last=True), "project__name")
    )
    roles = _roles(actor)
    rows = _rows(actor, projects, {*red_ids, *overdue_ids, *yellow_ids, *roles}, today, week, roles)
    mine = [rows[i] for i in roles if i in rows]
    mine.sort(key=_worst_first)
    milestones = Milestone.objects.filter(
        zone_id=actor.zone_id,
        project_id__in=projects.values("id"),
        committed_finish__isnull=False,
        actual_finish__isnull=True,
        dropped_on__isnull=True,
    ).select_related("project")
    late = milestones.filter(committed_finish__lt=today)
    soon = milestones.filter(committed_finish__gte=today, committed_finish__lte=today + SOON)
    return Desk(
        mine=mine,
        reds=[rows[i] for i in red_ids],
        yellows=[rows[i] for i in yellow_ids],
        counts=counts,
        total=sum(counts.values()),
        plans_to_approve=plans_to_approve(actor=actor),
        proofs_to_verify=waiting_proofs(actor=actor),
        silent=not_reported(actor=actor, week=week, day=today),
        starting=start_today(actor=actor, today=today, ahead=0),
        due_soon=list(soon.order_by("committed_finish", "order")[:SHOWN]),
        late=list(late.order_by("committed_finish", "order")[:SHOWN]),
        late_count=late.count(),
        starts_overdue=[rows[i] for i in overdue_ids],
        starts_overdue_count=overdue.count(),
    )


def _ids(lights: QuerySet[ProjectLight]) -> list[UUID]:
    return list(lights.values_list("project_id", flat=True)[:SHOWN])


def _roles(actor: Actor) -> dict[UUID, tuple[str, ...]]:
    """The projects that the actor answers for by name, each with what they are in it."""
    roles: dict[UUID, tuple[str, ...]] = {}
    if actor.person_id is not None:
        for duty in ProjectDuty.objects.filter(
            zone_id=actor.zone_id, person_id=actor.person_id, valid_to__isnull=True
        ).order_by("role"):
            roles[duty.project_id] = (*roles.get(duty.project_id, ()), str(duty.get_role_display()))
    return roles


def _rows(
    actor: Actor,
    projects: QuerySet[Project],
    ids: Collection[UUID],
    today: date,
    week: Period,
    roles: dict[UUID, tuple[str, ...]],
) -> dict[UUID, DeskProject]:
    """The rows of some projects, by id (three queries)."""
    lights = {
        light.project_id: light
        for light in ProjectLight.objects.filter(zone_id=actor.zone_id, project_id__in=ids)
    }
    first_open = {
        m.project_id: m
        for m in Milestone.objects.filter(
            zone_id=actor.zone_id,
            project_id__in=ids,
            committed_finish__isnull=False,
            actual_finish__isnull=True,
            dropped_on__isnull=True,
        )
        .order_by("project_id", "committed_finish", "order")
        .distinct("project_id")
    }
    return {
        project.id: _row(
            project,
            lights.get(project.id),
            first_open.get(project.id),
            today,
            week,
            roles.get(project.id, ()),
        )
        for project in projects.filter(id__in=ids).select_related("unit")
    }


def _row(
    project: Project,
    light: ProjectLight | None,
    milestone: Milestone | None,
    today: date,
    week: Period,
    roles: tuple[str, ...],
) -> DeskProject:
    due = milestone.committed_finish if milestone else None
    has_to = has_to_report(
        week,
        actual_start=project.actual_start,
        actual_finish=project.actual_finish,
        withdrawn_on=project.withdrawn_on,
    )
    last, planned = project.last_reported_on, project.committed_start
    late = project.actual_start is None and planned is not None and planned < today
    return DeskProject(
        project=project,
        colour=light.colour if light else LightColour.GREY.value,
        reason=reason(light.verdict if light else {}),
        days_to_red=light.days_to_red if light else None,
        next_milestone=milestone,
        next_is_late=due is not None and due < today,
        report_due=has_to and (last is None or last < week.first),
        start_late=(today - planned).days if late and planned is not None else None,
        roles=roles,
    )


def _worst_first(row: DeskProject) -> tuple[int, int, str]:
    days = row.days_to_red if row.days_to_red is not None else 10**6
    return _WORST_FIRST[LightColour(row.colour)], days, row.project.name
