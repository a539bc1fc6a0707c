"""Discard a draft. What was approved before stays in force."""

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import PlanStatus
from guatu.projects.events.plan import PlanDiscarded
from guatu.projects.models.plan import Plan
from guatu.projects.plan_guards import claim
from guatu.projects.policies.plan import may_discard_plan


@use_case(may=may_discard_plan)
def discard_plan(*, actor: Actor, plan: Plan, reason: str = "", version: int | None = None) -> Plan:
    """Put the draft away; it stays readable among the versions. Raises `Refused` for a plan that is not a draft."""
    claim(plan, (PlanStatus.DRAFT, PlanStatus.RETURNED), version)
    changes = change(plan, status=PlanStatus.DISCARDED)
    record(
        PlanDiscarded(zone_id=plan.zone_id, project_id=plan.project_id, plan_id=plan.id, number=plan.number),
        subject=plan,
        changes=changes,
        reason=reason.strip(),
        about=(plan.project_id,),
    )
    return plan
