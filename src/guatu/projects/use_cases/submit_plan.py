"""Submit a draft for approval."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now, today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import PlanStatus
from guatu.projects.events.plan import PlanSubmitted
from guatu.projects.models.plan import Plan
from guatu.projects.plan_guards import check_project, claim
from guatu.projects.plan_store import write_plan
from guatu.projects.policies.plan import may_submit_plan
from guatu.projects.rules.plan_checks import check_plan
from guatu.projects.selectors.plan_outlook import Outlook, outlook_of


@use_case(may=may_submit_plan)
def submit_plan(*, actor: Actor, plan: Plan, version: int | None = None) -> Plan:
    """Put the draft, as it stands today, before whoever approves plans.

    A plan that cannot meet its targets is not put before anybody: raises `Refused` (`infeasible`) saying where it
    pinches. Likewise for a plan that is not a draft, and for one without a target (`InvalidInput`).
    """
    claim(plan, (PlanStatus.DRAFT, PlanStatus.RETURNED), version)
    check_project(plan.project)
    found = outlook_of(plan, today(plan.project.zone))
    check_plan(found.spec)
    if not found.spec.targets:
        raise InvalidInput({"target": _("A plan that is to be approved needs a target date.")})
    if not found.dates.feasible:
        raise Refused(where_it_pinches(found), code="infeasible")
    write_plan(plan, found.spec, found.dates)
    changes = change(
        plan,
        status=PlanStatus.SUBMITTED,
        submitted_at=now(),
        submitted_by_id=actor.person_id,
        submitted_by=actor.name,
    )
    record(
        PlanSubmitted(zone_id=plan.zone_id, project_id=plan.project_id, plan_id=plan.id, number=plan.number),
        subject=plan,
        changes={"status": changes["status"]},
        reason=plan.reason,
        about=(plan.project_id,),
    )
    return plan


def where_it_pinches(found: Outlook) -> str:
    """Why the plan cannot be submitted, with the first milestones that come too late."""
    names = [found.spec.by_code[code].name for code in found.dates.late_by_path[:3]]
    text = _(
        "This plan cannot meet its targets: %(names)s should have started already. Compress, or move the target."
    )
    return text % {"names": "、".join(names)}
