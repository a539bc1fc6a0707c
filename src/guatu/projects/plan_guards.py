"""What stands against planning: checks that several use cases of plans share."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from guatu.core.errors import Refused, StaleVersion
from guatu.core.locks import one_at_a_time
from guatu.projects.choices import OPEN_PLANS, PlanStatus
from guatu.projects.models.plan import Plan
from guatu.projects.models.project import Project


def check_project(project: Project) -> None:
    """Raises `Refused` for a project that was withdrawn."""
    if project.withdrawn_on is not None:
        raise Refused(_("This project was withdrawn."), code="withdrawn")


def one_plan_at_a_time(project: Project) -> None:
    """Wait for whoever else is working on the plans of this project right now."""
    one_at_a_time("plans", project.id)


def claim(plan: Plan, states: Collection[PlanStatus], version: int | None) -> None:
    """Make sure that `plan` is as its caller has seen it, and in one of `states`; nobody else can then change it.

    Raises `StaleVersion` where `version` (what the caller looked at) is not the stored one, `Refused` with the
    code `plan_state` where it is in another state.
    """
    one_plan_at_a_time(plan.project)
    stored = Plan.objects.filter(zone_id=plan.zone_id, id=plan.id).values_list("version", "status").get()
    if stored != (plan.version, plan.status) or version not in (None, plan.version):
        raise StaleVersion(_("Somebody else has changed this plan since you opened it."))
    if plan.status not in states:
        raise Refused(_SENTENCES[PlanStatus(plan.status)](), code="plan_state")


_SENTENCES = {
    PlanStatus.DRAFT: lambda: _("This plan is a draft; it has not been submitted."),
    PlanStatus.SUBMITTED: lambda: _("This plan has been submitted and waits for the decision."),
    PlanStatus.COMMITTED: lambda: _("This plan has been approved; begin another one to change it."),
    PlanStatus.RETURNED: lambda: _("This plan was returned; it has to be submitted again."),
    PlanStatus.SUPERSEDED: lambda: _("A later plan has taken the place of this one."),
    PlanStatus.DISCARDED: lambda: _("This draft was discarded."),
}


def check_none_open(project: Project) -> None:
    """Raises `Refused` where a plan of the project is being drafted or waits for a decision."""
    if Plan.objects.filter(zone_id=project.zone_id, project=project, status__in=OPEN_PLANS).exists():
        raise Refused(
            _("There is a draft of a plan already: tune that one, or discard it first."), code="plan_open"
        )


def next_number(project: Project) -> int:
    """The number of the project's next plan, from 1."""
    numbers = Plan.objects.filter(zone_id=project.zone_id, project=project).values_list("number", flat=True)
    return max(numbers, default=0) + 1
