"""A plan as its page shows it: rows with dates, bars, slips in words; what is to be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from guatu.calendars.selectors import provisional_years
from guatu.organization.models import Unit
from guatu.projects.choices import Anchor, PlanStatus
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.project import Project
from guatu.projects.plan_words import (
    approver_words,
    causes_words,
    compression_words,
    consent_words,
    length_words,
    link_words,
    origin_words,
    shortfall_words,
    slip_words,
)
from guatu.projects.rules.gantt import Bar, TimeScale
from guatu.projects.rules.plan_dates import MilestoneDates
from guatu.projects.rules.plan_spec import MilestoneSpec
from guatu.projects.scheduling.slip import Slip
from guatu.projects.selectors.plan import PlansOfProject, facts_of, milestones_of, plan_spec, plans_of
from guatu.projects.selectors.plan_outlook import Outlook, outlook
from guatu.projects.selectors.plan_slips import slips_of


@dataclass(frozen=True, slots=True)
class SlipView:
    """A slip in words: how late, each cause with its days, and where the delay began. `is_fact`: the milestone is
    finished; otherwise the slip is forecast."""

    days: int
    is_fact: bool
    words: str
    causes: tuple[tuple[str, int], ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Bars:
    """What is drawn for one milestone; None where there is nothing."""

    committed: Bar | None
    planned: Bar | None
    forecast: Bar | None
    actual: Bar | None
    target: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One milestone of the plan. `milestone` is None while a draft that is only previewed adds it."""

    spec: MilestoneSpec
    dates: MilestoneDates
    milestone: Milestone | None
    unit: Unit | None
    waits_for: tuple[str, ...]
    slip: SlipView | None
    bars: Bars
    starts_now: bool
    is_target: bool
    stage_begins: bool

    @property
    def float_words(self) -> str:
        return length_words(abs(self.dates.total_float), self.spec.unit_of_time)

    @property
    def duration_words(self) -> str:
        return length_words(self.spec.duration, self.spec.unit_of_time)


@dataclass(frozen=True, slots=True)
class Remedy:
    """One milestone to compress: in words, by how much, and who has to agree."""

    code: str
    words: str
    approver: str
    days: int
    compressed: int


@dataclass(frozen=True)
class PlanView:
    """Everything on a plan's page that follows from the plan itself."""

    project: Project
    plan: Plan
    plans: PlansOfProject
    outlook: Outlook
    rows: tuple[PlanRow, ...]
    scale: TimeScale
    today_x: str
    remedies: tuple[Remedy, ...]
    shortfalls: tuple[str, ...]
    consents: tuple[str, ...]
    provisional: tuple[int, ...]
    dropped: tuple[Milestone, ...] = ()
    by_code: Mapping[str, PlanRow] = field(default_factory=dict)

    @property
    def is_committed(self) -> bool:
        return self.plan.status == PlanStatus.COMMITTED

    @property
    def completion(self) -> PlanRow | None:
        return next((row for row in self.rows if row.spec.anchor == Anchor.COMPLETION), None)

    @property
    def start(self) -> PlanRow | None:
        return next((row for row in self.rows if row.spec.anchor == Anchor.START), None)

    @property
    def start_now(self) -> tuple[PlanRow, ...]:
        return tuple(self.by_code[code] for code in self.outlook.dates.start_now)

    @property
    def done(self) -> int:
        return sum(row.dates.finished for row in self.rows)


def plan_view(project: Project, plan: Plan, plans: PlansOfProject, today: date) -> PlanView:
    """The page of one plan of a project that the caller may see (eight queries however many milestones)."""
    spec, milestones = plan_spec(plan), milestones_of(project)
    found = outlook(project.zone_id, spec, facts_of(project, milestones, spec), today)
    return view_of(project, plan, plans, found, milestones)


def current_view(project: Project, today: date) -> PlanView | None:
    """The page of the project's open plan, else of its approved one; None where it has neither."""
    plans = plans_of(project)
    plan = plans.open or plans.committed
    return plan_view(project, plan, plans, today) if plan is not None else None


def view_of(
    project: Project, plan: Plan, plans: PlansOfProject, found: Outlook, milestones: Sequence[Milestone]
) -> PlanView:
    """The page of a plan whose outlook is known already, stored or only previewed (two queries)."""
    spec, dates = found.spec, found.dates
    by_code = {m.code: m for m in milestones}
    units = Unit.objects.filter(zone_id=project.zone_id).in_bulk(
        [m.unit_id for m in spec.milestones if m.unit_id is not None]
    )
    committed = plan.status == PlanStatus.COMMITTED
    slips = slips_of(spec, milestones, found.calendar) if committed else {}
    scale = _scale(found, milestones, committed)
    names = {m.code: m.name for m in spec.milestones}
    rows = []
    for at, milestone in enumerate(spec.milestones):
        own = by_code.get(milestone.code)
        rows.append(
            PlanRow(
                spec=milestone,
                dates=dates.by_code[milestone.code],
                milestone=own,
                unit=units.get(milestone.unit_id) if milestone.unit_id is not None else None,
                waits_for=tuple(link_words(link, names) for link in milestone.links),
                slip=_slip_view(slips, milestone.code, names, is_fact=dates.by_code[milestone.code].finished),
                bars=_bars(scale, found, dates.by_code[milestone.code], own, committed),
                starts_now=milestone.code in dates.start_now,
                is_target=milestone.code in spec.targets,
                stage_begins=at == 0 or spec.milestones[at - 1].stage != milestone.stage,
            )
        )
    return PlanView(
        project=project,
        plan=plan,
        plans=plans,
        outlook=found,
        rows=tuple(rows),
        scale=scale,
        today_x=scale.at(dates.today),
        remedies=_remedies(found, names),
        shortfalls=tuple(shortfall_words(s, names) for s in found.remedies.shortfalls)
        if found.remedies
        else (),
        consents=tuple(consent_words(c, spec) for c in found.consents),
        provisional=_provisional(project, rows, dates.today),
        dropped=tuple(m for m in milestones if m.dropped_on is not None and m.committed_finish is not None),
        by_code={row.spec.code: row for row in rows},
    )


def _scale(found: Outlook, milestones: Sequence[Milestone], committed: bool) -> TimeScale:
    days: list[date | None] = list(found.spec.targets.values())
    for m in found.dates.milestones:
        days += [m.planned_start, m.planned_finish]
    for milestone in milestones:
        if milestone.code in found.spec.by_code:
            days += [milestone.actual_start, milestone.actual_finish]
            if committed:
                days += [
                    milestone.committed_start, milestone.committed_finish,
                    milestone.forecast_start, milestone.forecast_finish,
                ]  # fmt: skip
    return TimeScale.over(days, found.dates.today)


def _bars(
    scale: TimeScale, found: Outlook, dates: MilestoneDates, own: Milestone | None, committed: bool
) -> Bars:
    moment = found.spec.by_code[dates.code].duration == 0

    def bar(start: date | None, finish: date | None) -> Bar | None:
        return scale.moment(finish) if moment else scale.bar(start, finish)

    target = found.spec.targets.get(dates.code)
    actual = None
    if own is not None and (own.actual_start is not None or own.actual_finish is not None):
        start = own.actual_start or own.forecast_start or own.actual_finish
        actual = bar(start, own.actual_finish or found.dates.today)
    return Bars(
        committed=bar(own.committed_start, own.committed_finish) if committed and own is not None else None,
        planned=None if committed or dates.finished else bar(dates.planned_start, dates.planned_finish),
        forecast=bar(own.forecast_start, own.forecast_finish)
        if committed and own is not None and not dates.finished
        else None,
        actual=actual,
        target=scale.at(target) if target is not None else "",
    )


def _slip_view(
    slips: Mapping[str, Slip], code: str, names: Mapping[str, str], *, is_fact: bool
) -> SlipView | None:
    slip = slips.get(code)
    if slip is None:
        return None
    return SlipView(
        days=slip.days,
        is_fact=is_fact,
        words=slip_words(slip.days, is_fact=is_fact),
        causes=tuple(causes_words(slip, names)),
        origin=origin_words(slips, code, names) if slip.days > 0 else "",
    )


def _remedies(found: Outlook, names: Mapping[str, str]) -> tuple[Remedy, ...]:
    if found.remedies is None:
        return ()
    return tuple(
        Remedy(cut.id, compression_words(cut, names), approver_words(cut.approver), cut.days, cut.compressed)
        for cut in found.remedies.milestones
    )


def _provisional(project: Project, rows: Sequence[PlanRow], today: date) -> tuple[int, ...]:
    """Years of the plan, from this one on, whose working days no notice has settled."""
    last = max((row.dates.planned_finish.year for row in rows), default=today.year)
    return tuple(provisional_years(project.zone_id, today.year, max(last, today.year)))
