"""Bring a draft to what a file of Microsoft Project says: all of it, or nothing."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import record, use_case
from guatu.projects.events.plan import PlanImported
from guatu.projects.models.plan import Plan
from guatu.projects.mspdi.edits import edits_between, proposed
from guatu.projects.mspdi.read import read_plan_file
from guatu.projects.plan_guards import claim
from guatu.projects.policies.plan import may_tune_plan
from guatu.projects.rules.plan_spec import PlanSpec, in_order
from guatu.projects.selectors.plan import milestones_of, plan_spec
from guatu.projects.use_cases.tune_plan import TUNABLE_STATES, tune_plan


@use_case(may=may_tune_plan)
def import_plan(
    *, actor: Actor, plan: Plan, content: bytes, name: str = "", version: int | None = None
) -> int:
    """Returns how many edits it took; none where the file says what the draft says. `version` is the version of the
    plan whose preview the actor saw. Actual dates and baselines of the file are not read. Raises `InvalidInput` and
    `PlanFault` naming every task at fault, `Refused` for a plan that is no draft, `StaleVersion`."""
    claim(plan, TUNABLE_STATES, version)
    before = in_order(plan_spec(plan))
    edits = edits_between(before, file_plan(plan, before, content))
    if edits:
        tune_plan(actor=actor, plan=plan, edits=edits, reason=name)
        record(
            PlanImported(
                zone_id=plan.zone_id, project_id=plan.project_id, plan_id=plan.id, file=name, edits=len(edits)
            ),
            subject=plan,
            about=(plan.project_id,),
        )
    return len(edits)


def file_plan(plan: Plan, spec: PlanSpec, content: bytes) -> PlanSpec:
    """The draft as the file has it; also asked by whoever previews it. Raises `InvalidInput`."""
    taken = {m.code for m in milestones_of(plan.project)}
    return proposed(spec, read_plan_file(content), taken)
