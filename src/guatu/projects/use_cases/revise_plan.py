"""Begin to plan a project anew: the next version starts as a draft from the approved plan."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.projects.choices import PlanStatus
from guatu.projects.events.plan import PlanRevised
from guatu.projects.models.plan import Plan
from guatu.projects.models.project import Project
from guatu.projects.plan_guards import check_none_open, check_project, next_number, one_plan_at_a_time
from guatu.projects.plan_store import write_plan
from guatu.projects.policies.plan import may_revise_plan
from guatu.projects.selectors.plan import facts_of, milestones_of, plan_spec
from guatu.projects.selectors.plan_outlook import outlook


@use_case(may=may_revise_plan)
def revise_plan(*, actor: Actor, project: Project, reason: str) -> Plan:
    """A draft that says what the approved plan says. That one stays in force until the draft is approved.

    Raises `InvalidInput` without a reason, `Refused` where nothing was approved yet (`no_plan`), a plan is open
    (`plan_open`) or the project was withdrawn.
    """
    one_plan_at_a_time(project)
    check_project(project)
    check_none_open(project)
    if not reason.strip():
        raise InvalidInput({"reason": _("Say why the plan has to change.")})
    current = Plan.objects.filter(
        zone_id=project.zone_id, project=project, status=PlanStatus.COMMITTED
    ).first()
    if current is None:
        raise Refused(_("This project has no approved plan yet."), code="no_plan")
    plan = Plan.objects.create(
        zone_id=project.zone_id,
        project=project,
        number=next_number(project),
        template=current.template,
        target=current.target,
        reason=reason.strip(),
        drafted_by=actor.name,
    )
    spec = plan_spec(current)
    facts = facts_of(project, milestones_of(project), spec)
    write_plan(plan, spec, outlook(project.zone_id, spec, facts, today(project.zone)).dates)
    record(
        PlanRevised(zone_id=project.zone_id, project_id=project.id, plan_id=plan.id, number=plan.number),
        subject=plan,
        reason=plan.reason,
        about=(project.id,),
    )
    return plan
