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
    return _Chain(spec, dates, calendar).behind(end)


class _Chain:
    def __init__(self, spec: PlanSpec, dates: Mapping[str, Dated], calendar: WorkingDays) -> None:
        self.spec, self.dates, self.calendar = spec, dates, calendar
        self._evenings: dict[str, bool] = {}

    def behind(self, end: str) -> frozenset[str]:
        chain: set[str] = set()
        waiting = [end]
        while waiting:
            code = waiting.pop()
            if code in chain or self.dates[code].finished:
                continue
            chain.add(code)
            if not self.dates[code].started:
                waiting += self._drivers(self.spec.by_code[code])
        return frozenset(chain)

    def _drivers(self, milestone: MilestoneSpec) -> list[str]:
        """What frees the milestone last: no working day lies between that and its start. Days off between the two
        hold it as well, and the evening of a working day is the morning of the next."""
        start = self.dates[milestone.code].early_start
        return [
            link.predecessor
            for link in milestone.links
            if not self._is_past(link)
            and self.calendar.next_working_day(self._last_day_held(link, milestone) + ONE_DAY) >= start
        ]

    def _is_past(self, link: LinkSpec) -> bool:
        """Whether the end that the link waits for has come already."""
        predecessor = self.dates[link.predecessor]
        if link.type in (LinkType.START_START, LinkType.START_FINISH):
            return predecessor.started or predecessor.finished
        return predecessor.finished

    def _is_evening(self, code: str) -> bool:
        """Whether a milestone that takes no time stands in the evening of its day: it does if it waits for
        something that ends in an evening (the engine's rule, `scheduling.sides`)."""
        if code not in self._evenings:
            milestone = self.spec.by_code[code]
            self._evenings[code] = milestone.duration == 0 and any(
                link.lag > 0 or (link.lag == 0 and self._ends_in_evening(link)) for link in milestone.links
            )
        return self._evenings[code]

    def _ends_in_evening(self, link: LinkSpec) -> bool:
        if self.spec.by_code[link.predecessor].duration == 0:
            return self._is_evening(link.predecessor)
        return link.type in (LinkType.FINISH_START, LinkType.FINISH_FINISH)

    def _last_day_held(self, link: LinkSpec, milestone: MilestoneSpec) -> date:
        """The last day on which the link still keeps the milestone from working."""
        predecessor = self.dates[link.predecessor]
        from_finish = link.type in (LinkType.FINISH_START, LinkType.FINISH_FINISH)
        day = predecessor.early_finish if from_finish else predecessor.early_start
        if not self._ends_in_evening(link):
            day -= ONE_DAY
        if link.lag and link.lag_unit == DurationUnit.CALENDAR_DAY:
            day += timedelta(days=link.lag)
        elif link.lag:
            day = self.calendar.add(self.calendar.previous_working_day(day), link.lag)
            if link.lag < 0:
                # Some days before anything is a morning (`scheduling.sides`): days off before it hold too.
                day = self.calendar.next_working_day(day + ONE_DAY) - ONE_DAY
        if link.type in (LinkType.FINISH_FINISH, LinkType.START_FINISH) and milestone.duration:
            # It holds the finish, which is worked; the start is as much earlier as the milestone lasts.
            unit = DayUnit(milestone.unit_of_time)
            if unit is DayUnit.WORKING:
                day = self.calendar.next_working_day(day)
            day = start_for(day, milestone.duration, unit, self.calendar) - ONE_DAY
        return day
