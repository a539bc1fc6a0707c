"""Reading plans: which there are, what they say, and what has happened to their milestones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.projects.choices import OPEN_PLANS, Anchor, DurationUnit, LinkType, PlanStatus
from guatu.projects.models.plan import Milestone, Plan, PlanLink, PlanMilestone
from guatu.projects.models.project import Project
from guatu.projects.rules.plan_network import NO_FACTS, MilestoneFacts
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec
from guatu.projects.selectors.projects import visible_projects


def visible_plans(*, actor: Actor) -> QuerySet[Plan]:
    """The plans of the projects that the actor may see."""
    return Plan.objects.filter(
        zone_id=actor.zone_id, project_id__in=visible_projects(actor=actor).values("id")
    )


def get_plan(plan_id: UUID, *, actor: Actor) -> Plan:
    """The plan with its project. Raises `NotFound` where there is none that the actor may see."""
    plan = visible_plans(actor=actor).select_related("project__unit", "template").filter(id=plan_id).first()
    if plan is None:
        raise NotFound(_("There is no such plan."))
    return plan


def visible_milestones(*, actor: Actor) -> QuerySet[Milestone]:
    """The milestones of the projects that the actor may see, dropped ones and those of drafts among them."""
    return Milestone.objects.filter(
        zone_id=actor.zone_id, project_id__in=visible_projects(actor=actor).values("id")
    )


def get_milestone(milestone_id: UUID, *, actor: Actor) -> Milestone:
    """The milestone with its project and unit. Raises `NotFound` where there is none that the actor may see."""
    found = visible_milestones(actor=actor).select_related("project__unit", "unit")
    milestone = found.filter(id=milestone_id).first()
    if milestone is None:
        raise NotFound(_("There is no such milestone."))
    return milestone


@dataclass(frozen=True, slots=True)
class PlansOfProject:
    """A project's plans: all of them, newest first; the open one; and the one it is committed to."""

    plans: tuple[Plan, ...]
    open: Plan | None
    committed: Plan | None

    @property
    def baselines(self) -> tuple[Plan, ...]:
        """Every plan that was ever committed, oldest first."""
        kept = (PlanStatus.COMMITTED, PlanStatus.SUPERSEDED)
        return tuple(plan for plan in reversed(self.plans) if plan.status in kept)


def plans_of(project: Project) -> PlansOfProject:
    """The plans of a project that the caller may see (one query)."""
    plans = tuple(
        Plan.objects.filter(zone_id=project.zone_id, project=project)
        .select_related("template")
        .order_by("-number")
    )
    for plan in plans:
        plan.project = project
    return PlansOfProject(
        plans=plans,
        open=next((p for p in plans if p.status in OPEN_PLANS), None),
        committed=next((p for p in plans if p.status == PlanStatus.COMMITTED), None),
    )


def plan_spec(plan: Plan) -> PlanSpec:
    """What the plan says (two queries)."""
    return plan_specs([plan])[plan.id]


def plan_specs(plans: Collection[Plan]) -> dict[UUID, PlanSpec]:
    """Plan id → what it says, for plans of one zone (two queries)."""
    if not plans:
        return {}
    zone_id = next(iter(plans)).zone_id
    ids = [plan.id for plan in plans]
    links: dict[UUID, list[LinkSpec]] = defaultdict(list)
    for holder, code, kind, lag, unit in (
        PlanLink.objects.filter(zone_id=zone_id, milestone__plan_id__in=ids)
        .order_by("predecessor__order", "type")
        .values_list("milestone_id", "predecessor__milestone__code", "type", "lag", "lag_unit")
    ):
        links[holder].append(LinkSpec(code, LinkType(kind), lag, DurationUnit(unit)))
    milestones: dict[UUID, list[MilestoneSpec]] = defaultdict(list)
    rows = PlanMilestone.objects.filter(zone_id=zone_id, plan_id__in=ids).select_related("milestone")
    for row in rows.order_by("order"):
        milestones[row.plan_id].append(milestone_spec(row, links.get(row.id, ())))
    return {plan.id: PlanSpec(tuple(milestones[plan.id]), plan.target) for plan in plans}


def milestone_spec(row: PlanMilestone, links: Iterable[LinkSpec]) -> MilestoneSpec:
    """A plan's row (with its milestone) as a value."""
    return MilestoneSpec(
        code=row.milestone.code,
        anchor=row.milestone.anchor,
        name=row.name,
        stage=row.stage,
        department=row.approver,
        unit_id=row.unit_id,
        unit_of_time=DurationUnit(row.unit_of_time),
        duration=row.duration,
        statutory=row.statutory,
        promised=row.promised,
        shortest=row.shortest,
        source=row.source,
        not_before=row.not_before,
        not_after=row.not_after,
        fixed_start=row.fixed_start,
        target=row.target,
        links=tuple(links),
    )


def facts_of(project: Project, milestones: Iterable[Milestone], spec: PlanSpec) -> dict[str, MilestoneFacts]:
    """Code → what is true of each milestone of the plan. Of the anchors the project itself says when they came."""
    found = {
        m.code: MilestoneFacts(
            actual_start=m.actual_start,
            actual_finish=m.actual_finish,
            committed_start=m.committed_start,
            committed_finish=m.committed_finish,
            expected_finish=m.expected_finish,
            expected_duration=m.expected_duration,
        )
        for m in milestones
        if m.code in spec.by_code
    }
    for anchor, day in ((Anchor.START, project.actual_start), (Anchor.COMPLETION, project.actual_finish)):
        milestone = spec.anchored(anchor)
        if milestone is None:
            continue
        known = found.get(milestone.code, NO_FACTS)
        start = day if anchor is Anchor.START else known.actual_start
        if start is not None and day is not None:
            start = min(start, day)
        found[milestone.code] = replace(known, actual_start=start, actual_finish=day)
    return found


def milestones_of(project: Project) -> list[Milestone]:
    """Every milestone the project has or had, those of drafts among them (one query)."""
    return list(Milestone.objects.filter(zone_id=project.zone_id, project=project).order_by("order", "code"))
