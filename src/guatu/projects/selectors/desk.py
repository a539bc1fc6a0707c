"""What waits on somebody's desk: what is mine, what is late, what waits for my decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from guatu.core.actor import Actor
from guatu.core.periods import Period
from guatu.projects.choices import LightColour, PlanStatus, ProofStatus
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.progress import StartProof
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.rules.light_sentences import reason
from guatu.projects.selectors.not_reported import NotReported, not_reported
from guatu.projects.selectors.projects import visible_projects

SHOWN = 12


@dataclass(frozen=True, slots=True)
class DeskProject:
    """A project on the desk: its light and why, the next open milestone, whether a report is due."""

    project: Project
    colour: str
    reason: str
    days_to_red: int | None
    next_milestone: Milestone | None
    next_is_late: bool
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on one desk; lists are cut at `SHOWN`, the counts are whole."""

    mine: Sequence[DeskProject]
    reds: Sequence[DeskProject]
    yellows: Sequence[DeskProject]
    counts: dict[str, int]
    plans_to_approve: Sequence[Plan]
    proofs_to_verify: Sequence[StartProof]
    silent: NotReported | None
    due_soon: Sequence[Milestone]
    late: Sequence[Milestone]
    late_count: int
    starts_overdue: Sequence[Project]


def desk(*, actor: Actor, today: date, week: Period) -> Desk:
    """The actor's desk on `today`, in a fixed number of queries."""
    projects = visible_projects(actor=actor).filter(withdrawn_on__isnull=True)
    shown = projects.values("id")
    zone_id = actor.zone_id
    lights = ProjectLight.objects.filter(zone_id=zone_id, project_id__in=shown)
    counts = dict.fromkeys(LightColour.values, 0) | dict(
        lights.order_by().values_list("colour").annotate(Count("id"))
    )
    milestones = Milestone.objects.filter(
        zone_id=zone_id,
        project_id__in=shown,
        committed_finish__isnull=False,
        actual_finish__isnull=True,
        dropped_on__isnull=True,
    ).select_related("project")
    late = milestones.filter(committed_finish__lt=today)
    mine = _mine(actor, today)
    return Desk(
        mine=mine,
        reds=_lit(actor, today, LightColour.RED),
        yellows=_lit(actor, today, LightColour.YELLOW),
        counts=counts,
        plans_to_approve=_plans_to_approve(actor),
        proofs_to_verify=_proofs_to_verify(actor),
        silent=not_reported(actor=actor, week=week, day=today),
        due_soon=list(
            milestones.filter(committed_finish__gte=today).order_by("committed_finish", "order")[:SHOWN]
        ),
        late=list(late.order_by("committed_finish", "order")[:SHOWN]),
        late_count=late.count(),
        starts_overdue=list(
            projects.filter(actual_start__isnull=True, committed_start__lt=today)
            .select_related("unit")
            .order_by("committed_start", "name")[:SHOWN]
        ),
    )


def my_projects(*, actor: Actor, today: date) -> Sequence[DeskProject]:
    """The projects the actor answers for by name, worst light first."""
    return _mine(actor, today)


def _mine(actor: Actor, today: date) -> Sequence[DeskProject]:
    if actor.person_id is None:
        return ()
    roles: dict[UUID, tuple[str, ...]] = {}
    for duty in ProjectDuty.objects.filter(
        zone_id=actor.zone_id, person_id=actor.person_id, valid_to__isnull=True
    ):
        roles[duty.project_id] = (*roles.get(duty.project_id, ()), str(duty.get_role_display()))
    if not roles:
        return ()
    return _rows(actor, today, Q(id__in=list(roles)), roles)


def _lit(actor: Actor, today: date, colour: LightColour) -> Sequence[DeskProject]:
    lit = ProjectLight.objects.filter(zone_id=actor.zone_id, colour=colour)
    return _rows(actor, today, Q(id__in=lit.values("project_id")), {})[:SHOWN]


def _rows(actor: Actor, today: date, which: Q, roles: dict[UUID, tuple[str, ...]]) -> Sequence[DeskProject]:
    projects = list(
        visible_projects(actor=actor).filter(which, withdrawn_on__isnull=True).select_related("unit")
    )
    ids = [p.id for p in projects]
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
    rows = [_row(p, lights.get(p.id), first_open.get(p.id), today, roles.get(p.id, ())) for p in projects]
    order = {LightColour.RED: 0, LightColour.YELLOW: 1, LightColour.GREEN: 2, LightColour.GREY: 3}
    rows.sort(
        key=lambda r: (
            order[LightColour(r.colour)],
            r.days_to_red if r.days_to_red is not None else 10**6,
            r.project.name,
        )
    )
    return rows


def _row(
    project: Project,
    light: ProjectLight | None,
    milestone: Milestone | None,
    today: date,
    roles: tuple[str, ...],
) -> DeskProject:
    due = milestone.committed_finish if milestone else None
    return DeskProject(
        project=project,
        colour=light.colour if light else LightColour.GREY,
        reason=reason(light.verdict if light else {}),
        days_to_red=light.days_to_red if light else None,
        next_milestone=milestone,
        next_is_late=due is not None and due < today,
        roles=roles,
    )


def _plans_to_approve(actor: Actor) -> Sequence[Plan]:
    reach = actor.reach("projects.approve_plan")
    if not reach:
        return ()
    plans = Plan.objects.filter(zone_id=actor.zone_id, status=PlanStatus.SUBMITTED).select_related(
        "project__unit"
    )
    if not reach.whole_zone:
        plans = plans.filter(project__unit_id__in=reach.unit_ids)
    return list(plans.order_by("submitted_at")[:SHOWN])


def _proofs_to_verify(actor: Actor) -> Sequence[StartProof]:
    reach = actor.reach("projects.verify_start_proof")
    if not reach:
        return ()
    proofs = StartProof.objects.filter(zone_id=actor.zone_id, status=ProofStatus.FILED).select_related(
        "project__unit"
    )
    if not reach.whole_zone:
        proofs = proofs.filter(project__unit_id__in=reach.unit_ids)
    return list(proofs.order_by("filed_at")[:SHOWN])
