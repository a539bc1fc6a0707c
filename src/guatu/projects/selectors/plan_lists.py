"""Milestones across projects: what has to start today, which plans wait for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.core.actor import Actor
from guatu.organization.models import Unit
from guatu.organization.rules import subtree
from guatu.projects.choices import LinkType, PlanStatus
from guatu.projects.models.plan import Milestone, Plan, PlanLink
from guatu.projects.models.project import ProjectDuty
from guatu.projects.policies.plan import APPROVE, submitted_by
from guatu.projects.selectors.projects import visible_projects

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ToStart:
    """A committed milestone that has not started although its latest start has come. `overdue`: calendar days
    since then, 0 for today. `blocked_by`: what it waits for and is not done."""

    milestone: Milestone
    overdue: int
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartToday:
    """The list, cut at `SHOWN`, most overdue first; `count` is of all."""

    rows: Sequence[ToStart]
    count: int
    soon: Sequence[Milestone]


def start_today(
    *, actor: Actor, today: date, unit_id: UUID | None = None, mine: bool = False, ahead: int = 7
) -> StartToday:
    """What has to start today in the projects that the actor may see (five queries).

    `unit_id` narrows to what the unit, or one below it, answers for, by its milestone or its project; `mine` to the
    projects the actor answers for by name. `soon`: latest starts within `ahead` days after today.
    """
    open_ones = _open(actor)
    if unit_id is not None:
        parents = dict(Unit.objects.filter(zone_id=actor.zone_id).values_list("id", "parent_id"))
        units = subtree(parents, unit_id)
        open_ones = open_ones.filter(
            Q(unit_id__in=units) | (Q(unit__isnull=True) & Q(project__unit_id__in=units))
        )
    if mine and actor.person_id is None:
        open_ones = open_ones.none()
    elif mine and actor.person_id is not None:
        own = ProjectDuty.objects.filter(
            zone_id=actor.zone_id, person_id=actor.person_id, valid_to__isnull=True
        )
        open_ones = open_ones.filter(project_id__in=own.values("project_id"))
    due = open_ones.filter(committed_start__lte=today)
    rows = list(due.order_by("committed_start", "project__name", "order")[:SHOWN])
    waiting = _waiting_for(actor.zone_id, rows)
    soon = open_ones.filter(committed_start__gt=today, committed_start__lte=today + timedelta(days=ahead))
    return StartToday(
        rows=[
            ToStart(m, (today - m.committed_start).days if m.committed_start else 0, waiting.get(m.id, ()))
            for m in rows
        ],
        count=due.count() if len(rows) == SHOWN else len(rows),
        soon=list(soon.order_by("committed_start", "project__name", "order")[:SHOWN]),
    )


def _open(actor: Actor) -> QuerySet[Milestone]:
    projects = visible_projects(actor=actor).filter(withdrawn_on__isnull=True)
    return Milestone.objects.filter(
        zone_id=actor.zone_id,
        project_id__in=projects.values("id"),
        committed_start__isnull=False,
        actual_start__isnull=True,
        actual_finish__isnull=True,
        dropped_on__isnull=True,
    ).select_related("project__unit", "unit")


def _waiting_for(zone_id: UUID, milestones: Iterable[Milestone]) -> dict[UUID, tuple[str, ...]]:
    """Milestone → names of what holds its start in the approved plan and has not come (one query)."""
    found: dict[UUID, tuple[str, ...]] = {}
    links = PlanLink.objects.filter(
        zone_id=zone_id,
        milestone__milestone_id__in=[m.id for m in milestones],
        milestone__plan__status=PlanStatus.COMMITTED,
        type__in=[LinkType.FINISH_START, LinkType.START_START],
        predecessor__milestone__actual_finish__isnull=True,
    )
    for holder, name, kind, started in links.order_by("predecessor__order").values_list(
        "milestone__milestone_id",
        "predecessor__milestone__name",
        "type",
        "predecessor__milestone__actual_start",
    ):
        if kind == LinkType.FINISH_START or started is None:
            found[holder] = (*found.get(holder, ()), name)
    return found


def plans_to_approve(*, actor: Actor) -> list[Plan]:
    """Submitted plans that the actor may decide on and did not submit, the longest waiting first (one query)."""
    reach = actor.reach(APPROVE)
    if not reach:
        return []
    plans = Plan.objects.filter(
        zone_id=actor.zone_id, status=PlanStatus.SUBMITTED, project__withdrawn_on__isnull=True
    ).select_related("project__unit")
    if not reach.whole_zone:
        plans = plans.filter(project__unit_id__in=reach.unit_ids)
    return [plan for plan in plans.order_by("submitted_at") if not submitted_by(actor, plan)]
