"""One milestone as its page shows it: three dates, what was promised before, why it slips, what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guatu.attachments.models import Attachment
from guatu.attachments.selectors import attachments_of
from guatu.core.actor import Actor
from guatu.projects.choices import Anchor
from guatu.projects.models.plan import BaselineMilestone, Milestone
from guatu.projects.policies.plan import may_achieve_milestone, may_forecast_milestone
from guatu.projects.selectors.plan import plans_of
from guatu.projects.selectors.plan_view import PlanRow, PlanView, plan_view


@dataclass(frozen=True)
class MilestoneView:
    """`row` is None where the milestone is in neither an approved nor an open plan any more."""

    milestone: Milestone
    view: PlanView | None
    row: PlanRow | None
    waited_by: Sequence[PlanRow]
    waits_for: Sequence[tuple[PlanRow, str]]
    baselines: Sequence[BaselineMilestone]
    files: Sequence[Attachment]
    may_achieve: bool
    may_forecast: bool
    is_start: bool
    is_completion: bool


def milestone_view(milestone: Milestone, *, actor: Actor, today: date) -> MilestoneView:
    """The page of a milestone that the actor may see (a fixed number of queries)."""
    project = milestone.project
    plans = plans_of(project)
    plan = plans.committed or plans.open
    view = plan_view(project, plan, plans, today) if plan is not None else None
    row = view.by_code.get(milestone.code) if view is not None else None
    waits_for: list[tuple[PlanRow, str]] = []
    waited_by: list[PlanRow] = []
    if view is not None and row is not None:
        for link, words in zip(row.spec.links, row.waits_for, strict=True):
            waits_for.append((view.by_code[link.predecessor], words))
        waited_by = [view.by_code[code] for code in view.outlook.spec.successors[milestone.code]]
    baselines = (
        BaselineMilestone.objects.filter(zone_id=milestone.zone_id, milestone=milestone)
        .select_related("plan")
        .order_by("plan__number")
    )
    in_plan = row is not None and milestone.dropped_on is None and project.withdrawn_on is None
    return MilestoneView(
        milestone=milestone,
        view=view,
        row=row,
        waited_by=waited_by,
        waits_for=waits_for,
        baselines=list(baselines),
        files=attachments_of([milestone.id], zone_id=milestone.zone_id)[milestone.id],
        may_achieve=in_plan and milestone.anchor != Anchor.START and may_achieve_milestone(actor, milestone),
        may_forecast=in_plan
        and view is not None
        and view.is_committed
        and milestone.actual_finish is None
        and may_forecast_milestone(actor, milestone),
        is_start=milestone.anchor == Anchor.START,
        is_completion=milestone.anchor == Anchor.COMPLETION,
    )
