"""Writing what a plan says into its rows. Called by use cases only, inside their transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guatu.projects.models.plan import Milestone, Plan, PlanLink, PlanMilestone
from guatu.projects.models.project import Project
from guatu.projects.rules.plan_dates import PlanDates
from guatu.projects.rules.plan_spec import MilestoneSpec, PlanSpec

# Field of the row → field of the value, where they are called differently.
_OTHER_NAMES = {"approver": "department"}
_SPOKEN = (
    "name", "stage", "approver", "unit_id", "unit_of_time", "duration", "statutory", "promised", "shortest",
    "source", "not_before", "not_after", "fixed_start", "target",
)  # fmt: skip


def row_values(milestone: MilestoneSpec) -> dict[str, Any]:
    """The fields of a plan's row for one milestone, without its place and its planned dates."""
    return {name: getattr(milestone, _OTHER_NAMES.get(name, name)) for name in _SPOKEN}


def write_plan(plan: Plan, spec: PlanSpec, dates: PlanDates) -> dict[str, PlanMilestone]:
    """Bring the rows of an open plan to `spec`, with the planned dates of `dates`; code → row.

    A milestone that the project has (or had) under the same code is taken up again; others are made.
    """
    known = {m.code: m for m in Milestone.objects.filter(zone_id=plan.zone_id, project_id=plan.project_id)}
    rows = {
        row.milestone.code: row
        for row in PlanMilestone.objects.filter(zone_id=plan.zone_id, plan=plan).select_related("milestone")
    }
    gone = [row.id for code, row in rows.items() if code not in spec.by_code]
    if gone:
        PlanMilestone.objects.filter(zone_id=plan.zone_id, id__in=gone).delete()
    fresh, changed = [], []
    for order, milestone in enumerate(spec.milestones, 1):
        planned = dates.by_code[milestone.code]
        values = row_values(milestone) | {
            "order": order,
            "planned_start": planned.planned_start,
            "planned_finish": planned.planned_finish,
        }
        row = rows.get(milestone.code)
        if row is None:
            step = known.get(milestone.code) or _new_milestone(plan.project, milestone, order)
            rows[milestone.code] = row = PlanMilestone(
                zone_id=plan.zone_id, plan=plan, milestone=step, **values
            )
            fresh.append(row)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    PlanMilestone.objects.bulk_create(fresh)
    if changed:
        PlanMilestone.objects.bulk_update(changed, [*_SPOKEN, "order", "planned_start", "planned_finish"])
    _write_links(plan, spec, rows)
    return rows


def _new_milestone(project: Project, milestone: MilestoneSpec, order: int) -> Milestone:
    return Milestone.objects.create(
        zone_id=project.zone_id,
        project=project,
        code=milestone.code,
        name=milestone.name,
        stage=milestone.stage,
        order=order,
        anchor=milestone.anchor,
        approver=milestone.department,
        unit_id=milestone.unit_id,
    )


def _write_links(plan: Plan, spec: PlanSpec, rows: Mapping[str, PlanMilestone]) -> None:
    stored = PlanLink.objects.filter(zone_id=plan.zone_id, milestone__plan_id=plan.id)
    kept: dict[tuple[Any, Any, str], PlanLink] = {
        (link.milestone_id, link.predecessor_id, link.type): link for link in stored
    }
    fresh, changed = [], []
    for milestone in spec.milestones:
        holder = rows[milestone.code]
        for link in milestone.links:
            predecessor = rows[link.predecessor]
            row = kept.pop((holder.id, predecessor.id, link.type), None)
            if row is None:
                fresh.append(
                    PlanLink(
                        zone_id=plan.zone_id,
                        milestone=holder,
                        predecessor=predecessor,
                        type=link.type,
                        lag=link.lag,
                        lag_unit=link.lag_unit,
                    )
                )
            elif (row.lag, row.lag_unit) != (link.lag, link.lag_unit):
                row.lag, row.lag_unit = link.lag, link.lag_unit
                changed.append(row)
    if kept:
        PlanLink.objects.filter(zone_id=plan.zone_id, id__in=[link.id for link in kept.values()]).delete()
    PlanLink.objects.bulk_create(fresh)
    PlanLink.objects.bulk_update(changed, ["lag", "lag_unit"])
