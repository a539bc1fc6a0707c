"""A plan's dates: latest ones back from the targets, what is planned, where it pinches, what to do about it.

Pure; the prose is in docs/rules/plans_and_baselines.md, the engine's in docs/rules/back_scheduling.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from guatu.projects.choices import Anchor
from guatu.projects.rules.critical_path import Dated, driving_chain
from guatu.projects.rules.plan_network import Facts, network_of
from guatu.projects.rules.plan_spec import PlanSpec
from guatu.projects.scheduling.approvals import Approver, bands
from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.scheduling.compression import Compression, compress
from guatu.projects.scheduling.network import Network
from guatu.projects.scheduling.plan import Plan as Schedule
from guatu.projects.scheduling.plan import schedule


@dataclass(frozen=True, slots=True)
class MilestoneDates:
    """One milestone's dates, inclusive. Floats are in days of its own unit.

    `planned_*` is what a commitment would promise: the latest dates that meet the targets; the earliest ones
    where those have passed, and after whatever no target waits for.
    """

    code: str
    # Whether it leads to a target; the latest dates of what does not mean nothing.
    aimed: bool
    early_start: date
    early_finish: date
    late_start: date
    late_finish: date
    planned_start: date
    planned_finish: date
    total_float: int
    free_float: int
    critical: bool
    started: bool
    finished: bool


@dataclass(frozen=True)
class PlanDates:
    """The whole plan on one day. `start_now`: codes of what can start that day (the next working day, where it
    is a day off) and has to at the latest, the most overdue first."""

    today: date
    milestones: tuple[MilestoneDates, ...]
    by_code: dict[str, MilestoneDates]
    feasible: bool
    start: date
    finish: date
    span: int
    start_now: tuple[str, ...]
    schedule: Schedule

    @property
    def late_by_path(self) -> tuple[str, ...]:
        """Codes of what has negative float, the least first: where it pinches."""
        short = [m for m in self.milestones if m.total_float < 0 and not m.finished]
        return tuple(m.code for m in sorted(short, key=lambda m: (m.total_float, m.late_start)))


def plan_dates(spec: PlanSpec, facts: Facts, calendar: WorkingDays, today: date) -> PlanDates:
    """Schedule `spec` on `today`: nothing that has not happened starts before that day.

    `spec` is sound (`plan_checks.check_plan`). Raises `PastHorizonError` where `calendar` does not reach.
    """
    network = network_of(spec, facts)
    plan = schedule(network, calendar=calendar, data_date=today)
    critical = critical_codes(spec, plan, calendar)
    aimed = spec.before(spec.targets) | set(spec.targets)
    planned = _planned(aimed, network, plan, calendar, today)
    rows = tuple(
        MilestoneDates(
            code=m.id,
            aimed=m.id in aimed,
            early_start=cast(date, m.early_start),
            early_finish=cast(date, m.early_finish),
            late_start=cast(date, m.late_start),
            late_finish=cast(date, m.late_finish),
            planned_start=planned[m.id][0],
            planned_finish=planned[m.id][1],
            total_float=m.total_float,
            free_float=m.free_float,
            critical=m.id in critical,
            started=m.started,
            finished=m.finished,
        )
        for m in plan.milestones
    )
    return PlanDates(
        today=today,
        milestones=rows,
        by_code={row.code: row for row in rows},
        feasible=plan.feasible,
        start=cast(date, plan.start),
        finish=cast(date, plan.finish),
        span=plan.span,
        start_now=_start_now(spec, plan, calendar, today),
        schedule=plan,
    )


def critical_codes(spec: PlanSpec, plan: Schedule, calendar: WorkingDays) -> frozenset[str]:
    """What decides when the project is completed: the chain that holds its completion where it is, and whatever
    leads to a target and has no float left."""
    aimed = spec.before(spec.targets) | set(spec.targets)
    tight = frozenset(
        m.id for m in plan.milestones if m.id in aimed and m.total_float <= 0 and not m.finished
    )
    completion = spec.anchored(Anchor.COMPLETION)
    if completion is None:
        return tight
    early = cast(Mapping[str, Dated], {m.id: m for m in plan.milestones})
    return tight | driving_chain(spec, early, completion.code, calendar)


def _start_now(spec: PlanSpec, plan: Schedule, calendar: WorkingDays, today: date) -> tuple[str, ...]:
    if not spec.targets:
        return ()
    soon = calendar.next_working_day(today)
    return tuple(m.id for m in plan.start_by(soon) if cast(date, m.early_start) <= soon)


def _planned(
    aimed: Collection[str], network: Network, plan: Schedule, calendar: WorkingDays, today: date
) -> dict[str, tuple[date, date]]:
    """Latest dates for what leads to a target; the rest is planned forward from those."""
    dates = {}
    for milestone in plan.milestones:
        late = milestone.id in aimed and milestone.total_float >= 0
        start, finish = (
            (milestone.late_start, milestone.late_finish)
            if late
            else (milestone.early_start, milestone.early_finish)
        )
        dates[milestone.id] = (cast(date, start), cast(date, finish))
    if not aimed or len(aimed) == len(plan.milestones):
        return dates
    held = Network(
        tuple(
            replace(m, fixed=dates[m.id][0], not_before=None, not_after=None, target=None)
            if m.id in aimed and not plan[m.id].started and not plan[m.id].finished
            else replace(m, target=None)
            for m in network.milestones
        )
    )
    forward = schedule(held, calendar=calendar, data_date=today)
    for milestone in forward.milestones:
        if milestone.id not in aimed:
            dates[milestone.id] = (cast(date, milestone.early_start), cast(date, milestone.early_finish))
    return dates


def remedies(dates: PlanDates, calendar: WorkingDays) -> Compression:
    """What it takes to meet the targets: which milestones to compress, by how much, with whose consent; and
    which targets cannot be met whatever is compressed."""
    return compress(dates.schedule, calendar=calendar)


@dataclass(frozen=True, slots=True)
class Consent:
    """A duration in the plan that is shorter than promised, or than the law gives the department."""

    code: str
    approver: Approver
    duration: int
    below: int


def consents(spec: PlanSpec, done: Iterable[str] = ()) -> tuple[Consent, ...]:
    """Whose consent the plan's durations take before it is approved, by the engine's bands: below what is
    promised the lead official's, below what the law gives the department the head's of that organ."""
    over = frozenset(done)
    found = []
    for milestone in network_of(spec).milestones:
        full = (milestone.statutory or 0) if milestone.promised is None else milestone.promised
        if milestone.id in over or milestone.duration >= full:
            continue
        ladder = bands(replace(milestone, duration=full, shortest=milestone.duration))
        if ladder and ladder[-1].approver is not Approver.UNIT:
            highest = ladder[-1].approver
            below = milestone.statutory if highest is Approver.HEAD_OF_ORGAN else milestone.promised
            found.append(Consent(milestone.id, highest, milestone.duration, below or 0))
    return tuple(found)
