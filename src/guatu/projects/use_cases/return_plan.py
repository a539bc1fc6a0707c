"""Return a submitted plan to those who drafted it."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import PlanStatus
from guatu.projects.events.plan import PlanReturned
from guatu.projects.models.plan import Plan
from guatu.projects.plan_guards import claim
from guatu.projects.policies.plan import may_return_plan


@use_case(may=may_return_plan)
def return_plan(*, actor: Actor, plan: Plan, note: str, version: int | None = None) -> Plan:
    """Give the plan back with what has to change (`note`); it can be tuned and submitted again.

    Raises `InvalidInput` without a note, `Refused` where the plan does not wait for a decision.
    """
    claim(plan, (PlanStatus.SUBMITTED,), version)
    if not note.strip():
        raise InvalidInput({"note": _("Say what has to change before the plan can be approved.")})
    changes = change(
        plan,
        status=PlanStatus.RETURNED,
        decided_at=now(),
        decided_by_id=actor.person_id,
        decided_by=actor.name,
        decision_note=note.strip(),
    )
    record(
        PlanReturned(zone_id=plan.zone_id, project_id=plan.project_id, plan_id=plan.id, number=plan.number),
        subject=plan,
        changes={"status": changes["status"]},
        reason=plan.decision_note,
        about=(plan.project_id,),
    )
    return plan
