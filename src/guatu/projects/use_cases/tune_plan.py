"""Tune a draft: its target, its milestones, what they wait for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Fault
from guatu.core.use_case import change, record, use_case
from guatu.organization.models import Unit
from guatu.projects.choices import LinkType, PlanStatus
from guatu.projects.events.plan import PlanTuned
from guatu.projects.models.plan import Plan, PlanMilestone
from guatu.projects.plan_guards import check_project, claim
from guatu.projects.plan_store import row_values, write_plan
from guatu.projects.policies.plan import may_tune_plan
from guatu.projects.rules.plan_checks import PlanFault, check_plan
from guatu.projects.rules.plan_edits import DropMilestone, Edit, apply_edits, differences
from guatu.projects.rules.plan_network import Facts, MilestoneFacts
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec, in_order
from guatu.projects.selectors.plan import facts_of, milestones_of, plan_spec
from guatu.projects.selectors.plan_outlook import Outlook, outlook

TUNABLE_STATES = (PlanStatus.DRAFT, PlanStatus.RETURNED)


@use_case(may=may_tune_plan)
def tune_plan(
    *, actor: Actor, plan: Plan, edits: Sequence[Edit], version: int | None = None, reason: str = ""
) -> Outlook:
    """Make all `edits` of the draft, or none; returns what follows from the plan now.

    `version` is the version of the plan that the actor looked at. Each milestone that says something else gets
    its entry in the record. Raises `PlanFault` naming every fault (a cycle by the names along it), `Refused` for a
    plan that is not a draft, `StaleVersion`.
    """
    claim(plan, TUNABLE_STATES, version)
    check_project(plan.project)
    before = plan_spec(plan)
    milestones = milestones_of(plan.project)
    after = tuned(before, edits, facts_of(plan.project, milestones, before))
    facts = facts_of(plan.project, milestones, after)
    _check_units(plan, before, after)
    found = outlook(plan.zone_id, after, facts, today(plan.project.zone))
    if after == before:
        return found
    old_rows = {row.milestone.code: row for row in _rows(plan)}
    rows = write_plan(plan, after, found.dates)
    target = change(plan, target=after.target)
    if not target:
        plan.save(update_fields=["target"])  # another version all the same
    _record(plan, before, after, old_rows, rows, target, reason)
    return found


def tuned(spec: PlanSpec, edits: Sequence[Edit], facts: Facts) -> PlanSpec:
    """The plan with the edits, if that is sound; also asked by whoever previews them. Raises `PlanFault`."""
    for edit in edits:
        if isinstance(edit, DropMilestone) and _has_happened(facts.get(edit.code)):
            name = spec.by_code[edit.code].name if edit.code in spec.by_code else edit.code
            message = _("“%(name)s” has begun or is done; what has happened cannot be dropped.")
            raise PlanFault([Fault(f"{edit.code}.code", message % {"name": name}, "happened")])
    after = apply_edits(spec, edits)
    check_plan(after)
    return in_order(after)


def _has_happened(known: MilestoneFacts | None) -> bool:
    return known is not None and (known.actual_start is not None or known.actual_finish is not None)


def _check_units(plan: Plan, before: PlanSpec, after: PlanSpec) -> None:
    """New responsible units are open units of the zone."""
    old = {m.unit_id for m in before.milestones}
    new = {m.unit_id for m in after.milestones} - old - {None}
    known = set(
        Unit.objects.filter(zone_id=plan.zone_id, id__in=new, closed_on__isnull=True).values_list(
            "id", flat=True
        )
    )
    faults = [
        Fault(f"{m.code}.unit_id", _("There is no such unit, or it is closed."))
        for m in after.milestones
        if m.unit_id in new - known
    ]
    if faults:
        raise PlanFault(faults)


def _rows(plan: Plan) -> list[PlanMilestone]:
    return list(PlanMilestone.objects.filter(zone_id=plan.zone_id, plan=plan).select_related("milestone"))


def _record(
    plan: Plan,
    before: PlanSpec,
    after: PlanSpec,
    old_rows: dict[str, PlanMilestone],
    rows: dict[str, PlanMilestone],
    target: dict[str, Any],
    reason: str,
) -> None:
    def put(act: str, row: PlanMilestone, changes: dict[str, tuple[Any, Any]]) -> None:
        record(
            PlanTuned(
                zone_id=plan.zone_id,
                project_id=plan.project_id,
                plan_id=plan.id,
                act=act,
                code=row.milestone.code,
            ),
            subject=row,
            changes=changes,
            reason=reason.strip(),
            about=(plan.id, row.milestone_id, plan.project_id),
        )

    unit_names = _unit_names(plan, before, after)
    changed = differences(before, after)
    for code, fields in changed.items():
        put(
            "changed",
            rows[code],
            {_FIELD_NAMES.get(n, n): _said(n, v, before, after, unit_names) for n, v in fields.items()},
        )
    for code in after.by_code.keys() - before.by_code.keys():
        values = {
            k: v for k, v in row_values(after.by_code[code]).items() if v not in (None, "") and k != "unit_id"
        }
        put("added", rows[code], {name: (None, value) for name, value in values.items()})
    for code in before.by_code.keys() - after.by_code.keys():
        put("dropped", old_rows[code], {})
    moved = [m.code for m in before.milestones] != [m.code for m in after.milestones]
    if target or (moved and not changed and before.by_code.keys() == after.by_code.keys()):
        record(
            PlanTuned(
                zone_id=plan.zone_id, project_id=plan.project_id, plan_id=plan.id,
                act="target" if target else "order",
            ),
            subject=plan,
            changes=target,
            reason=reason.strip(),
            about=(plan.project_id,),
        )  # fmt: skip


_FIELD_NAMES = {"department": "approver", "unit_id": "unit", "links": "predecessors"}


def _unit_names(plan: Plan, *specs: PlanSpec) -> dict[Any, str]:
    ids = {m.unit_id for spec in specs for m in spec.milestones} - {None}
    return dict(Unit.objects.filter(zone_id=plan.zone_id, id__in=ids).values_list("id", "name"))


def _said(
    name: str, values: tuple[Any, Any], before: PlanSpec, after: PlanSpec, units: dict[Any, str]
) -> tuple[Any, Any]:
    old, new = values
    if name == "unit_id":
        return units.get(old), units.get(new)
    if name == "links":
        return links_in_words(old, before), links_in_words(new, after)
    return old, new


def links_in_words(links: Sequence[LinkSpec], spec: PlanSpec) -> list[str]:
    """What a milestone waits for, each as its name with type and lag where they are not the ordinary ones."""
    words = []
    for link in links:
        milestone: MilestoneSpec | None = spec.by_code.get(link.predecessor)
        name = milestone.name if milestone is not None else link.predecessor
        plain = link.type == LinkType.FINISH_START and link.lag == 0
        words.append(name if plain else f"{name} {link.type}{link.lag:+d}")
    return words
