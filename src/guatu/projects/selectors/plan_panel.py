"""What the project's page shows of its plan: the state, the next steps, what is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guatu.core.actor import Actor
from guatu.projects.choices import Anchor
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import Project
from guatu.projects.plan_words import slip_words
from guatu.projects.policies.plan import may_instantiate_plan
from guatu.projects.rules.gantt import Bar, TimeScale
from guatu.projects.selectors.plan import PlansOfProject, milestones_of, plans_of

SHOWN = 5


@dataclass(frozen=True, slots=True)
class PanelMark:
    """A diamond of the small line of milestones, and how the milestone stands: done, late, slipping or open."""

    milestone: Milestone
    place: Bar
    state: str


@dataclass(frozen=True)
class PlanPanel:
    """The plan of a project on one screen. `marks` and `scale` are of the approved plan."""

    project: Project
    plans: PlansOfProject
    milestones: Sequence[Milestone]
    late: Sequence[Milestone]
    to_come: Sequence[Milestone]
    done: int
    scale: TimeScale
    today_x: str
    marks: Sequence[PanelMark]
    completion: Milestone | None
    slip: int | None
    slip_words: str
    may_instantiate: bool

    @property
    def count(self) -> int:
        return len(self.milestones)


def plan_panel(project: Project, *, actor: Actor, day: date) -> PlanPanel:
    """The panel of a project that the actor may see (two queries, one more for people without posts over it)."""
    plans = plans_of(project)
    kept = [
        m for m in milestones_of(project) if m.dropped_on is None and (m.committed_finish or m.actual_finish)
    ]
    dates = [d for m in kept for d in (m.committed_finish, m.forecast_finish, m.actual_finish)]
    scale = TimeScale.over(dates, day)
    open_ones = sorted(
        (m for m in kept if m.actual_finish is None), key=lambda m: (m.committed_finish or day, m.order)
    )
    completion = next((m for m in kept if m.anchor == Anchor.COMPLETION), None)
    slip = _slip(completion)
    return PlanPanel(
        project=project,
        plans=plans,
        milestones=kept,
        late=[m for m in open_ones if m.committed_finish is not None and m.committed_finish < day],
        to_come=[m for m in open_ones if m.committed_finish is not None and m.committed_finish >= day][
            :SHOWN
        ],
        done=len(kept) - len(open_ones),
        scale=scale,
        today_x=scale.at(day),
        marks=[
            PanelMark(m, place, _state(m, day))
            for m in kept
            if (place := scale.moment(m.actual_finish or m.committed_finish)) is not None
        ],
        completion=completion,
        slip=slip,
        slip_words=slip_words(slip, is_fact=completion is not None and completion.actual_finish is not None)
        if slip is not None
        else "",
        may_instantiate=not plans.plans
        and project.withdrawn_on is None
        and may_instantiate_plan(actor, project),
    )


def _slip(completion: Milestone | None) -> int | None:
    if completion is None or completion.committed_finish is None:
        return None
    now = completion.actual_finish or completion.forecast_finish
    return (now - completion.committed_finish).days if now is not None else None


def _state(milestone: Milestone, today: date) -> str:
    if milestone.actual_finish is not None:
        return "done"
    if milestone.committed_finish is not None and milestone.committed_finish < today:
        return "late"
    forecast, committed = milestone.forecast_finish, milestone.committed_finish
    return "slipping" if forecast is not None and committed is not None and forecast > committed else "open"
