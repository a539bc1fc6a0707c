"""Bringing stored forecasts up to date. Called by use cases only, inside their transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from guatu.projects.choices import Anchor, PlanStatus
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.project import Project
from guatu.projects.rules.forecasts import Forecast, forecast_request, forecasts_of
from guatu.projects.rules.plan_dates import critical_codes
from guatu.projects.rules.plan_network import network_of
from guatu.projects.rules.plan_spec import PlanSpec
from guatu.projects.scheduling.plan import PlanRequest, schedule_all
from guatu.projects.selectors.plan import facts_of, plan_specs
from guatu.projects.selectors.plan_calendar import plan_calendar

# So many projects are taken at a time: memory stays the same for a hundred and for a hundred thousand.
CHUNK = 500
MILESTONE_FIELDS = ("forecast_start", "forecast_finish", "actual_start", "actual_finish", "critical")
PROJECT_FIELDS = ("forecast_start", "forecast_finish")


@dataclass(frozen=True, slots=True)
class Move:
    """A project whose forecast is another one now: (old, new) of its start and finish."""

    project: Project
    start: tuple[date | None, date | None]
    finish: tuple[date | None, date | None]

    @property
    def passes_commitment(self) -> bool:
        return _passes(self.finish[1], self.project.committed_finish)

    @property
    def crosses_commitment(self) -> bool:
        """Whether the finish was forecast within the commitment and is not any more, or the other way round."""
        return _passes(self.finish[0], self.project.committed_finish) != self.passes_commitment


@dataclass(slots=True)
class Renewal:
    """What was written: whose forecasts moved, how many milestones, and which anchors were given a date."""

    moves: list[Move] = field(default_factory=list)
    milestones: int = 0
    anchored: list[tuple[Milestone, dict[str, tuple[Any, Any]]]] = field(default_factory=list)


def _passes(forecast: date | None, committed: date | None) -> bool:
    return forecast is not None and committed is not None and forecast > committed


def renew_forecasts(zone_id: UUID, today: date, project_ids: Collection[UUID] | None = None) -> Renewal:
    """Forecasts, critical flags and the anchors' actual dates of every committed plan, as of `today`.

    The project's own actual start and finish are the truth about its anchors. Seven queries a chunk of projects
    beside what is written.
    """
    plans = Plan.objects.filter(
        zone_id=zone_id, status=PlanStatus.COMMITTED, project__withdrawn_on__isnull=True
    ).select_related("project")
    if project_ids is not None:
        plans = plans.filter(project_id__in=project_ids)
    renewal, found = Renewal(), list(plans.order_by("project_id"))
    for first in range(0, len(found), CHUNK):
        _renew(zone_id, found[first : first + CHUNK], today, renewal)
    return renewal


def _renew(zone_id: UUID, plans: Sequence[Plan], today: date, renewal: Renewal) -> None:
    specs = plan_specs(plans)
    milestones: dict[UUID, list[Milestone]] = defaultdict(list)
    for milestone in Milestone.objects.filter(zone_id=zone_id, project_id__in=[p.project_id for p in plans]):
        milestones[milestone.project_id].append(milestone)
    old = {
        m.id: tuple(getattr(m, name) for name in MILESTONE_FIELDS) for ms in milestones.values() for m in ms
    }
    for plan in plans:
        renewal.anchored += _follow_project(plan.project, milestones[plan.project_id])
    known = [
        (plan, specs[plan.id], facts_of(plan.project, milestones[plan.project_id], specs[plan.id]))
        for plan in plans
    ]
    calendar = plan_calendar(zone_id, [(spec, facts) for _plan, spec, facts in known], today)
    forecasts = schedule_all(
        [forecast_request(spec, facts, calendar, today) for _plan, spec, facts in known],
        calendar=calendar,
    )
    schedules = schedule_all(
        [PlanRequest(network_of(spec, facts), data_date=today) for _plan, spec, facts in known],
        calendar=calendar,
    )
    changed: list[Milestone] = []
    moved: list[Project] = []
    for (plan, spec, _facts), early, schedule in zip(known, forecasts, schedules, strict=True):
        critical = critical_codes(spec, schedule, calendar)
        dates = forecasts_of(early)
        for milestone in milestones[plan.project_id]:
            _set_forecast(milestone, dates.get(milestone.code), milestone.code in critical)
            if old[milestone.id] != tuple(getattr(milestone, name) for name in MILESTONE_FIELDS):
                changed.append(milestone)
        move = _set_project_forecast(plan.project, spec, dates)
        if move is not None:
            moved.append(plan.project)
            renewal.moves.append(move)
    Milestone.objects.bulk_update(changed, MILESTONE_FIELDS, batch_size=1000)
    Project.objects.bulk_update(moved, PROJECT_FIELDS, batch_size=1000)
    renewal.milestones += len(changed)


def _follow_project(
    project: Project, milestones: Iterable[Milestone]
) -> list[tuple[Milestone, dict[str, tuple[Any, Any]]]]:
    """Give the anchors the actual dates that the project has; returns what changed."""
    followed = []
    for milestone in milestones:
        if milestone.dropped_on is not None or not milestone.anchor:
            continue
        day = project.actual_start if milestone.anchor == Anchor.START else project.actual_finish
        if milestone.actual_finish == day:
            continue
        changes: dict[str, tuple[Any, Any]] = {"actual_finish": (milestone.actual_finish, day)}
        milestone.actual_finish = day
        if milestone.anchor == Anchor.START or (
            day is not None and milestone.actual_start is not None and milestone.actual_start > day
        ):
            milestone.actual_start = day
        followed.append((milestone, changes))
    return followed


def _set_forecast(milestone: Milestone, forecast: Forecast | None, critical: bool) -> None:
    milestone.forecast_start = forecast.start if forecast else None
    milestone.forecast_finish = forecast.finish if forecast else None
    milestone.critical = critical


def _set_project_forecast(project: Project, spec: PlanSpec, dates: dict[str, Forecast]) -> Move | None:
    start, completion = spec.anchored(Anchor.START), spec.anchored(Anchor.COMPLETION)
    new_start = dates[start.code].finish if start is not None else None
    new_finish = dates[completion.code].finish if completion is not None else None
    move = Move(project, (project.forecast_start, new_start), (project.forecast_finish, new_finish))
    project.forecast_start, project.forecast_finish = new_start, new_finish
    return move if move.start[0] != move.start[1] or move.finish[0] != move.finish[1] else None
