"""From a plan's values and what has happened to the network that the scheduling engine takes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec
from guatu.projects.scheduling import network as engine
from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.scheduling.network import DayUnit


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """What is true of a milestone beside the plan: what has happened, what was committed, what is expected.

    `expected_duration`: the days that it takes if it finishes on `expected_finish`, as found when that was said.
    """

    actual_start: date | None = None
    actual_finish: date | None = None
    committed_start: date | None = None
    committed_finish: date | None = None
    expected_finish: date | None = None
    expected_duration: int | None = None

    @property
    def finished(self) -> bool:
        return self.actual_finish is not None

    @property
    def started(self) -> bool:
        return self.actual_start is not None and self.actual_finish is None


NO_FACTS = MilestoneFacts()
Facts = Mapping[str, MilestoneFacts]


def network_of(spec: PlanSpec, facts: Facts | None = None) -> engine.Network:
    """The plan as it stands: its own dates and targets, and what has started or finished.

    Raises the engine's `NetworkError` and `CycleError`, whose places are positions and ids are codes.
    """
    known = facts or {}
    return engine.Network(tuple(_milestone(spec, m, known.get(m.code, NO_FACTS)) for m in spec.milestones))


def _milestone(spec: PlanSpec, milestone: MilestoneSpec, facts: MilestoneFacts) -> engine.Milestone:
    return engine.Milestone(
        id=milestone.code,
        duration=milestone.duration,
        predecessors=links_of(milestone),
        unit=DayUnit(milestone.unit_of_time),
        not_before=milestone.not_before,
        not_after=milestone.not_after,
        fixed=milestone.fixed_start,
        target=spec.targets.get(milestone.code),
        shortest=milestone.shortest,
        promised=milestone.promised,
        statutory=milestone.statutory,
        actual_start=facts.actual_start,
        actual_finish=facts.actual_finish,
    )


def links_of(milestone: MilestoneSpec) -> tuple[engine.Link, ...]:
    """What the milestone waits for, as the engine takes it."""
    return tuple(_link(link) for link in milestone.links)


def _link(link: LinkSpec) -> engine.Link:
    return engine.Link(link.predecessor, engine.LinkType(link.type), link.lag, DayUnit(link.lag_unit))


def start_for(finish: date, days: int, unit: DayUnit, calendar: WorkingDays) -> date:
    """The day on which something of `days` days (of `unit`) has to start to finish on `finish`, both included.

    A finish that is not worked gives way to the working day before it. Raises `PastHorizonError` outside the
    calendar.
    """
    if unit is DayUnit.CALENDAR:
        return date.fromordinal(finish.toordinal() - max(days - 1, 0))
    last = calendar.previous_working_day(finish)
    return last if days <= 1 else calendar.add(last, 1 - days)


def days_between(first: date, last: date, unit: DayUnit, calendar: WorkingDays) -> int:
    """Days of `unit` from `first` to `last`, both included; 0 where `last` comes before `first`."""
    if unit is DayUnit.CALENDAR:
        return max((last - first).days + 1, 0)
    return calendar.count_between(first, last)
