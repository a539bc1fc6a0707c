"""The critical path: the chain of milestones that decides when the project is completed. Pure.

With working and calendar days in one plan, a weekend between two milestones leaves the earlier one a day or two
of float although it drives the later one; so the chain is followed link by link, from the completion back to
whatever has no predecessor that holds it, instead of being read off the floats.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

from guatu.projects.choices import DurationUnit, LinkType
from guatu.projects.rules.plan_network import start_for
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec
from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.scheduling.network import DayUnit

ONE_DAY = timedelta(days=1)


class Dated(Protocol):
    """A milestone's earliest dates and whether they are facts already."""

    @property
    def early_start(self) -> date: ...
    @property
    def early_finish(self) -> date: ...
    @property
    def started(self) -> bool: ...
    @property
    def finished(self) -> bool: ...


def driving_chain(
    spec: PlanSpec, dates: Mapping[str, Dated], end: str, calendar: WorkingDays
) -> frozenset[str]:
    """The codes of the milestones that hold `end` where it is, `end` among them; what is finished is not.

    A milestone is held by whichever of its predecessors frees it last (by all, where several do on the same
    day), unless its own dates or the day of the plan hold it longer.
    """
    chain: set[str] = set()
    waiting = [end]
    while waiting:
        code = waiting.pop()
        if code in chain or dates[code].finished:
            continue
        chain.add(code)
        if not dates[code].started:
            waiting += _drivers(spec, dates, spec.by_code[code], calendar)
    return frozenset(chain)


def _drivers(
    spec: PlanSpec, dates: Mapping[str, Dated], milestone: MilestoneSpec, calendar: WorkingDays
) -> list[str]:
    freed = {
        link.predecessor: _last_day_held(dates[link.predecessor], link, milestone, calendar)
        for link in milestone.links
        if not _is_past(dates[link.predecessor], link)
    }
    if not freed:
        return []
    last = max(freed.values())
    first_possible = last if milestone.duration == 0 else last + ONE_DAY
    if milestone.unit_of_time == DurationUnit.WORKING_DAY:
        first_possible = calendar.next_working_day(first_possible)
    if first_possible < dates[milestone.code].early_start:
        return []
    return [code for code, day in freed.items() if day == last]


def _is_past(predecessor: Dated, link: LinkSpec) -> bool:
    """Whether the end that the link waits for has come already."""
    if link.type in (LinkType.START_START, LinkType.START_FINISH):
        return predecessor.started or predecessor.finished
    return predecessor.finished


def _last_day_held(
    predecessor: Dated, link: LinkSpec, milestone: MilestoneSpec, calendar: WorkingDays
) -> date:
    """The last day on which the link still keeps the milestone from working."""
    from_finish = link.type in (LinkType.FINISH_START, LinkType.FINISH_FINISH)
    day = predecessor.early_finish if from_finish else predecessor.early_start - ONE_DAY
    if link.lag_unit == DurationUnit.CALENDAR_DAY:
        day += timedelta(days=link.lag)
    elif link.lag:
        day = calendar.add(day, link.lag)
    if link.type in (LinkType.FINISH_FINISH, LinkType.START_FINISH):
        # It holds the finish; the start is as much earlier as the milestone lasts.
        day = start_for(day, milestone.duration, DayUnit(milestone.unit_of_time), calendar) - ONE_DAY
    return day
