"""Approve a plan: its dates are what the project commits itself to, and a baseline keeps them for good."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now, today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import Anchor, PlanStatus, Precision
from guatu.projects.events.plan import PlanApproved
from guatu.projects.forecast_store import renew_forecasts
from guatu.projects.models.plan import BaselineMilestone, Milestone, Plan, PlanMilestone
from guatu.projects.models.project import Project
from guatu.projects.plan_guards import check_project, claim
from guatu.projects.policies.plan import may_approve_plan, submitted_by
from guatu.projects.selectors.plan_outlook import outlook_of

MAX_MEETING = 150


@use_case(may=may_approve_plan)
def approve_plan(
    *, actor: Actor, plan: Plan, meeting: str = "", note: str = "", version: int | None = None
) -> Plan:
    """Commit the project to the plan as it was submitted; the plan before it becomes history.

    What is not finished is committed to its planned dates, what has happened keeps the commitment it had. A
    committed milestone that the plan no longer has counts as dropped from today, with its dates kept. Raises
    `Refused` where the actor submitted it (`approver_is_submitter`) or it does not wait for a decision,
    `InvalidInput` where durations take somebody's consent and `note` does not say who gave it.
    """
    claim(plan, (PlanStatus.SUBMITTED,), version)
    check_project(plan.project)
    if submitted_by(actor, plan):
        raise Refused(
            _("Whoever submits a plan cannot approve it; somebody else has to decide."),
            code="approver_is_submitter",
        )
    day = today(plan.project.zone)
    if outlook_of(plan, day).consents and not note.strip():
        raise InvalidInput(
            {"note": _("Some durations are shorter than promised or than the law gives: say who has agreed.")}
        )
    if len(meeting.strip()) > MAX_MEETING:
        raise InvalidInput({"meeting": _("At most %(count)d characters.") % {"count": MAX_MEETING}})
    _supersede(plan)
    change(
        plan,
        status=PlanStatus.COMMITTED,
        decided_at=now(),
        decided_by_id=actor.person_id,
        decided_by=actor.name,
        committed_on=day,
        meeting=meeting.strip(),
        decision_note=note.strip(),
    )
    dropped = _commit(plan, day)
    project = Project.objects.get(zone_id=plan.zone_id, id=plan.project_id)
    changes = _commit_project(project, plan)
    record(
        PlanApproved(
            zone_id=plan.zone_id, project_id=project.id, plan_id=plan.id, number=plan.number,
            meeting=plan.meeting, submitted_by=plan.submitted_by, dropped=tuple(m.name for m in dropped),
        ),
        subject=project,
        changes=changes,
        reason="\n".join(text for text in (plan.reason, plan.meeting, plan.decision_note) if text),
        about=(plan.id, *(m.id for m in dropped)),
    )  # fmt: skip
    renew_forecasts(plan.zone_id, day, [project.id])
    return plan


def _supersede(plan: Plan) -> None:
    before = Plan.objects.filter(
        zone_id=plan.zone_id, project_id=plan.project_id, status=PlanStatus.COMMITTED
    ).first()
    if before is not None:
        change(before, status=PlanStatus.SUPERSEDED)


def _commit(plan: Plan, day: date) -> list[Milestone]:
    """Write the commitments and the baseline; returns the milestones that are dropped with this plan."""
    rows = list(
        PlanMilestone.objects.filter(zone_id=plan.zone_id, plan=plan)
        .select_related("milestone")
        .order_by("order")
    )
    project = plan.project
    ends = {Anchor.START: project.actual_start, Anchor.COMPLETION: project.actual_finish}
    baseline = []
    for row in rows:
        milestone = row.milestone
        milestone.name, milestone.stage, milestone.order = row.name, row.stage, row.order
        milestone.approver, milestone.unit_id, milestone.dropped_on = row.approver, row.unit_id, None
        happened = milestone.actual_finish is not None or (
            milestone.anchor != "" and ends[Anchor(milestone.anchor)] is not None
        )
        if happened or row.planned_finish is None:
            continue
        milestone.committed_start, milestone.committed_finish = row.planned_start, row.planned_finish
        milestone.expected_finish, milestone.expected_duration, milestone.expected_reason = None, None, ""
        baseline.append(
            BaselineMilestone(
                zone_id=plan.zone_id,
                plan=plan,
                milestone=milestone,
                start=row.planned_start,
                finish=row.planned_finish,
                duration=row.duration,
            )
        )
    Milestone.objects.bulk_update(
        [row.milestone for row in rows],
        [
            "name", "stage", "order", "approver", "unit", "dropped_on", "committed_start", "committed_finish",
            "expected_finish", "expected_duration", "expected_reason",
        ],
    )  # fmt: skip
    BaselineMilestone.objects.bulk_create(baseline)
    dropped = list(
        Milestone.objects.filter(
            zone_id=plan.zone_id,
            project_id=plan.project_id,
            committed_finish__isnull=False,
            actual_finish__isnull=True,
            dropped_on__isnull=True,
        ).exclude(id__in=[row.milestone_id for row in rows])
    )
    for milestone in dropped:
        change(milestone, dropped_on=day)
    return dropped


def _commit_project(project: Project, plan: Plan) -> dict[str, tuple[Any, Any]]:
    """The project's own committed dates, from the anchors that are still to come."""
    anchors = {
        row.milestone.anchor: row.planned_finish
        for row in PlanMilestone.objects.filter(zone_id=plan.zone_id, plan=plan)
        .exclude(milestone__anchor="")
        .select_related("milestone")
    }
    values: dict[str, Any] = {}
    if project.actual_start is None and anchors.get(Anchor.START) is not None:
        values |= {"committed_start": anchors[Anchor.START], "committed_start_precision": Precision.DAY}
    if project.actual_finish is None and anchors.get(Anchor.COMPLETION) is not None:
        values |= {
            "committed_finish": anchors[Anchor.COMPLETION],
            "committed_finish_precision": Precision.DAY,
        }
    changes = change(project, **values)
    return {name: pair for name, pair in changes.items() if not name.endswith("_precision")}
