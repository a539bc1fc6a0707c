"""Slips of a committed plan: by how many days milestones move from what was committed, and why."""

from __future__ import annotations

from collections.abc import Iterable

from guatu.projects.models.plan import Milestone
from guatu.projects.rules.plan_network import network_of
from guatu.projects.rules.plan_spec import PlanSpec
from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.scheduling.slip import Dates, Slip, explain_slips


def slips_of(spec: PlanSpec, milestones: Iterable[Milestone], calendar: WorkingDays) -> dict[str, Slip]:
    """Code → slip of every milestone of the committed plan that has a commitment and a forecast (or is done)."""
    committed, current = {}, {}
    for milestone in milestones:
        if milestone.code not in spec.by_code:
            continue
        then = _dates(milestone, "committed")
        now = _current(milestone)
        if then is not None and now is not None:
            committed[milestone.code], current[milestone.code] = then, now
    return explain_slips(network_of(spec), committed, current, calendar=calendar)


def _dates(milestone: Milestone, kind: str) -> Dates | None:
    start, finish = getattr(milestone, f"{kind}_start"), getattr(milestone, f"{kind}_finish")
    if finish is None:
        return None
    return Dates(min(start, finish) if start is not None else finish, finish)


def _current(milestone: Milestone) -> Dates | None:
    """What happened, and the forecast for what has not."""
    start = milestone.actual_start or milestone.forecast_start
    finish = milestone.actual_finish or milestone.forecast_finish
    if finish is None:
        return None
    return Dates(min(start, finish) if start is not None else finish, finish)
