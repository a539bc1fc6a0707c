"""Forecasts: from what was committed, what somebody expects, and what has happened, to when the rest will be.

A milestone that has not started is forecast for its commitment, or later where what it waits for comes later;
somebody's reasoned expectation takes the place of its commitment. One that has started takes what is left of it.
A finished one is its own forecast. Pure; the prose is in docs/rules/plans_and_baselines.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from guatu.projects.rules.plan_network import (
    NO_FACTS,
    Facts,
    MilestoneFacts,
    days_between,
    network_of,
    start_for,
)
from guatu.projects.rules.plan_spec import PlanSpec
from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.scheduling.network import Day, DayUnit, Milestone, Network
from guatu.projects.scheduling.plan import Plan as Schedule
from guatu.projects.scheduling.plan import PlanRequest, schedule_all


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a milestone is going to start and finish; both days inclusive."""

    start: date
    finish: date


def forecast_request(spec: PlanSpec, facts: Facts, calendar: WorkingDays, today: date) -> PlanRequest:
    """The network whose early dates are the forecast on `today`. `spec` is the committed plan.

    Fixed starts are wishes of the plan: they hold back, but do not make a forecast ignore what is waited for.
    """
    milestones = tuple(
        _expected(m, facts.get(m.id, NO_FACTS), calendar, today) for m in network_of(spec, facts).milestones
    )
    return PlanRequest(Network(milestones), data_date=today)


def forecasts_of(schedule: Schedule) -> dict[str, Forecast]:
    """Code → forecast, from the schedule of a `forecast_request`."""
    return {
        m.id: Forecast(cast(date, m.early_start), cast(date, m.early_finish)) for m in schedule.milestones
    }


def forecast(spec: PlanSpec, facts: Facts, calendar: WorkingDays, today: date) -> dict[str, Forecast]:
    """The forecast of one plan."""
    request = forecast_request(spec, facts, calendar, today)
    return forecasts_of(schedule_all([request], calendar=calendar)[0])


def _expected(milestone: Milestone, facts: MilestoneFacts, calendar: WorkingDays, today: date) -> Milestone:
    milestone = replace(
        milestone,
        not_after=None,
        target=None,
        fixed=None,
        not_before=_latest(milestone.fixed, milestone.not_before),
    )
    if facts.finished:
        return milestone
    expected = facts.expected_finish
    if facts.started:
        if expected is None or milestone.duration == 0:
            return milestone
        left = days_between(today, expected, milestone.unit, calendar)
        return replace(milestone, remaining=max(left, 1), shortest=None)
    if expected is None:
        return replace(milestone, not_before=_latest(milestone.not_before, facts.committed_start))
    days = milestone.duration if facts.expected_duration is None else facts.expected_duration
    start = start_for(expected, days, milestone.unit, calendar)
    return replace(milestone, duration=days, shortest=None, not_before=start)


def _latest(*days: Day | None) -> date | None:
    return max((cast(date, day) for day in days if day is not None), default=None)


def expected_duration(
    spec: PlanSpec, facts: Facts, code: str, finish: date, calendar: WorkingDays, today: date
) -> int | None:
    """How many days of its unit the milestone takes if it finishes on `finish`: its planned duration, or fewer
    where what it waits for leaves fewer. None where it has started, which says all. Raises `TooEarly` where what
    it waits for is not forecast to be done by then."""
    known = facts.get(code, NO_FACTS)
    if known.started:
        return None
    own = replace(
        known, committed_start=None, committed_finish=None, expected_finish=None, expected_duration=None
    )
    milestone = spec.by_code[code]
    free = PlanSpec(
        tuple(replace(m, not_before=None, fixed_start=None) if m is milestone else m for m in spec.milestones)
    )
    earliest = forecast(free, {**facts, code: own}, calendar, today)[code]
    if milestone.duration == 0:
        if finish < earliest.finish:
            raise TooEarly(earliest.finish)
        return 0
    unit = DayUnit(milestone.unit_of_time)
    left = days_between(earliest.start, finish, unit, calendar)
    if left < 1:
        raise TooEarly(earliest.start)
    days = min(milestone.duration, left)
    # However short it is, its finish may wait for others as well.
    so_said = replace(own, expected_finish=finish, expected_duration=days)
    then = forecast(free, {**facts, code: so_said}, calendar, today)[code].finish
    is_off = days_between(finish, finish, unit, calendar) == 0
    if then > finish and days_between(finish + timedelta(days=1), then, unit, calendar) > is_off:
        raise TooEarly(then)
    return days


class TooEarly(ValueError):
    """A milestone cannot finish before it can start: what it waits for is forecast for later. `start` is the
    earliest day on which it could."""

    def __init__(self, start: date) -> None:
        self.start = start
        super().__init__(str(start))


def passed(commitments: Mapping[str, date | None], forecasts: Mapping[str, Forecast]) -> frozenset[str]:
    """Codes whose forecast finish lies after what was committed."""
    return frozenset(
        code
        for code, day in commitments.items()
        if day is not None and code in forecasts and forecasts[code].finish > day
    )
