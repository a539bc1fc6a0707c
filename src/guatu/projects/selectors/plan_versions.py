"""The baselines of a project side by side: what was rescheduled, by whose decision, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guatu.projects.models.plan import BaselineMilestone, Milestone, Plan
from guatu.projects.models.project import Project
from guatu.projects.selectors.plan import PlansOfProject, milestones_of, plans_of


@dataclass(frozen=True, slots=True)
class VersionCell:
    """What one baseline promised for a milestone; `moved`: calendar days from the promise before (None for the
    first one). `finish` is None where that baseline does not have it."""

    finish: date | None
    moved: int | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A milestone through all baselines. `rescheduled`: days from the first promise to the last, by approved
    plans; `late`: days from the last promise to what happened or is forecast."""

    milestone: Milestone
    cells: tuple[VersionCell, ...]
    rescheduled: int | None
    now: date | None
    is_done: bool
    late: int | None


@dataclass(frozen=True)
class VersionTable:
    """Baselines oldest first, one row a milestone."""

    plans: PlansOfProject
    baselines: Sequence[Plan]
    rows: Sequence[VersionRow]


def version_table(project: Project) -> VersionTable:
    """Every baseline of a project that the caller may see (three queries)."""
    plans = plans_of(project)
    promised: dict[tuple[UUID, UUID], date] = {
        (milestone_id, plan_id): finish
        for milestone_id, plan_id, finish in BaselineMilestone.objects.filter(
            zone_id=project.zone_id, plan_id__in=[plan.id for plan in plans.baselines]
        ).values_list("milestone_id", "plan_id", "finish")
    }
    rows = []
    for milestone in milestones_of(project):
        cells: list[VersionCell] = []
        first: date | None = None
        last: date | None = None
        for plan in plans.baselines:
            finish = promised.get((milestone.id, plan.id))
            moved = (finish - last).days if finish is not None and last is not None else None
            cells.append(VersionCell(finish, moved))
            first, last = first or finish, finish or last
        if first is None or last is None:
            continue
        now = milestone.actual_finish or (milestone.forecast_finish if milestone.dropped_on is None else None)
        rows.append(
            VersionRow(
                milestone=milestone,
                cells=tuple(cells),
                rescheduled=(last - first).days,
                now=now,
                is_done=milestone.actual_finish is not None,
                late=(now - last).days if now is not None else None,
            )
        )
    return VersionTable(plans, plans.baselines, rows)
