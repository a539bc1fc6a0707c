"""Draft a project's first plan from a template."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotFound, Refused
from guatu.core.use_case import record, use_case
from guatu.projects.choices import Anchor, PlanStatus
from guatu.projects.events.plan import PlanInstantiated
from guatu.projects.models.plan import Plan
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.models.project import Project
from guatu.projects.plan_guards import check_none_open, check_project, next_number, one_plan_at_a_time
from guatu.projects.plan_store import write_plan
from guatu.projects.policies.plan import may_instantiate_plan
from guatu.projects.rules.plan_checks import check_plan
from guatu.projects.rules.plan_edits import without
from guatu.projects.rules.plan_spec import PlanSpec
from guatu.projects.selectors.plan import facts_of, milestones_of
from guatu.projects.selectors.plan_outlook import outlook
from guatu.projects.selectors.plan_templates import template_spec

FIRST_YEAR, LAST_YEAR = 1990, 2100


@use_case(may=may_instantiate_plan)
def instantiate_plan(
    *,
    actor: Actor,
    project: Project,
    template: PlanTemplate,
    target: date | None,
    start_by: date | None = None,
    leave_out: Collection[str] = (),
) -> Plan:
    """A draft with the milestones of `template` but those of `leave_out` (codes), scheduled back from `target`,
    the day to complete the project by, and from `start_by`, the day to start construction by.

    What the project has achieved already stands in it. Raises `Refused` where a plan is open or was approved
    (`plan_open`, `plan_committed`) or the project was withdrawn, `InvalidInput` for a bad date or code.
    """
    one_plan_at_a_time(project)
    check_project(project)
    check_none_open(project)
    plans = Plan.objects.filter(zone_id=project.zone_id, project=project)
    if plans.filter(status=PlanStatus.COMMITTED).exists():
        raise Refused(
            _("This project has an approved plan; begin another one from it."), code="plan_committed"
        )
    if template.zone_id != project.zone_id:
        raise NotFound(_("There is no such plan template."))
    _check_dates(target, start_by)
    spec = starting_spec(template_spec(template).plan, target, start_by, leave_out)
    plan = Plan.objects.create(
        zone_id=project.zone_id,
        project=project,
        number=next_number(project),
        template=template,
        target=target,
        drafted_by=actor.name,
    )
    facts = facts_of(project, milestones_of(project), spec)
    write_plan(plan, spec, outlook(project.zone_id, spec, facts, today(project.zone)).dates)
    record(
        PlanInstantiated(
            zone_id=project.zone_id, project_id=project.id, plan_id=plan.id, number=plan.number,
            template=f"{template.code} {template.number}",
        ),
        subject=plan,
        changes={"target": (None, target)},
        about=(project.id,),
    )  # fmt: skip
    return plan


def _check_dates(target: date | None, start_by: date | None) -> None:
    faults = {}
    for name, day in (("target", target), ("start_by", start_by)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            faults[name] = _("A date between %(first)d and %(last)d.") % {
                "first": FIRST_YEAR,
                "last": LAST_YEAR,
            }
    if not faults and target is not None and start_by is not None and start_by > target:
        faults["start_by"] = _("Construction starts before the project is completed.")
    if faults:
        raise InvalidInput(faults)


def starting_spec(
    spec: PlanSpec, target: date | None, start_by: date | None, leave_out: Collection[str]
) -> PlanSpec:
    """A template's plan as a project begins with it: without what is left out, with its targets."""
    unknown = sorted(set(leave_out) - set(spec.by_code))
    anchors = sorted(code for code in leave_out if code in spec.by_code and spec.by_code[code].anchor)
    if unknown or anchors:
        missing = _("There is no milestone “%(code)s”.")
        anchored = _("“%(code)s” stands for the start or the completion and stays in the plan.")
        raise InvalidInput(
            {"leave_out": (missing if unknown else anchored) % {"code": ", ".join(unknown or anchors)}}
        )
    spec = replace(without(spec, leave_out), target=target)
    if start_by is not None:
        spec = replace(
            spec,
            milestones=tuple(
                replace(m, target=start_by) if m.anchor == Anchor.START else m for m in spec.milestones
            ),
        )
    check_plan(spec)
    return spec
