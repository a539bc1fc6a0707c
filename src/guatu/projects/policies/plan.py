"""Who may plan, approve plans, and say what has happened to milestones."""

from guatu.core.actor import Actor
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import may_on_project

APPROVE = "projects.approve_plan"


def may_define_plan_template(actor: Actor) -> bool:
    """Templates serve the whole zone, so that it takes powers over all of it."""
    return actor.reach("projects.define_plan_template").whole_zone


def may_instantiate_plan(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, "projects.instantiate_plan", project)


def may_revise_plan(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, "projects.revise_plan", project)


def may_tune_plan(actor: Actor, plan: Plan) -> bool:
    return may_on_project(actor, "projects.tune_plan", plan.project)


def may_submit_plan(actor: Actor, plan: Plan) -> bool:
    return may_on_project(actor, "projects.submit_plan", plan.project)


def may_discard_plan(actor: Actor, plan: Plan) -> bool:
    return may_on_project(actor, "projects.discard_plan", plan.project)


def may_approve_plan(actor: Actor, plan: Plan) -> bool:
    """Whoever holds the power at the project's unit. That they did not submit it themselves is asked separately."""
    return may_on_project(actor, APPROVE, plan.project)


def may_return_plan(actor: Actor, plan: Plan) -> bool:
    return may_on_project(actor, "projects.return_plan", plan.project)


def submitted_by(actor: Actor, plan: Plan) -> bool:
    """Whether the actor is the one who submitted the plan, and therefore cannot decide on it."""
    if plan.submitted_by_id is not None or actor.person_id is not None:
        return plan.submitted_by_id == actor.person_id
    return plan.submitted_by == actor.name


def may_achieve_milestone(actor: Actor, milestone: Milestone) -> bool:
    return may_on_project(actor, "projects.achieve_milestone", milestone.project)


def may_forecast_milestone(actor: Actor, milestone: Milestone) -> bool:
    return may_on_project(actor, "projects.forecast_milestone", milestone.project)


def may_refresh_forecasts(actor: Actor) -> bool:
    """Jobs only: forecasts follow from facts, and nobody reckons them by hand."""
    return actor.may("projects.refresh_forecasts")
