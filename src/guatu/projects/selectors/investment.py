"""Reading money spent: the table of a year with both ledgers, and the panel on a project's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guatu.audit.models import Entry
from guatu.audit.selectors import history_of
from guatu.core.actor import Actor
from guatu.projects.choices import Ledger
from guatu.projects.events.investment import InvestmentCorrected
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.policies.progress import may_enter_statistical_investment, may_report_investment
from guatu.projects.rules.investment import (
    Components,
    Span,
    completion_rate,
    missing_months,
    points,
    year_to_date_by_month,
)
from guatu.projects.selectors.ledgers import MonthDeadline, components_of, month_deadlines, span_of


@dataclass(frozen=True, slots=True)
class LedgerMonth:
    """What one ledger has at the end of a month, in yuan.

    `entry` is the entry that ends with the month (its `span` may begin earlier); `part_of` the span of an
    entry that goes on past it; both None where nothing is entered.
    """

    entry: InvestmentEntry | None
    part_of: Span | None
    year_to_date: Decimal | None

    @property
    def components(self) -> Components | None:
        return components_of(self.entry) if self.entry else None

    @property
    def is_sum(self) -> bool:
        """Whether the entry covers several months."""
        return self.entry is not None and self.entry.first_month < self.entry.last_month


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of the year: both ledgers, dispatch minus statistical, and the dispatch ledger's pace.

    `rate` is the completion rate, `pace` the time-proportional share 序时, `gap` their difference in percentage
    points (negative: behind). None where there is nothing to judge.
    """

    month: int
    first_day: date
    dispatch: LedgerMonth
    statistical: LedgerMonth
    difference: Decimal | None
    rate: Decimal | None
    pace: Decimal
    gap: Decimal | None
    deadline: MonthDeadline
    is_closed: bool
    is_to_come: bool

    @property
    def points(self) -> str:
        return points(self.gap)

    @property
    def is_missing(self) -> bool:
        """Whether the dispatch ledger should have figures of this month, and has none."""
        return not self.is_to_come and self.dispatch.entry is None and self.dispatch.part_of is None


@dataclass(frozen=True, slots=True)
class InvestmentTable:
    """A project's money in one year."""

    project: Project
    year: int
    years: Sequence[int]
    annual_plan: Decimal | None
    rows: Sequence[MonthRow]
    dispatch_sum: Components
    statistical_sum: Components
    current: MonthRow | None
    statistical_to_date: Decimal | None
    missing: Sequence[int]
    since_start: Decimal | None
    corrections: Sequence[Entry]
    may_report: bool
    may_enter: bool


@dataclass(frozen=True, slots=True)
class InvestmentPanel:
    """What the project's page shows of its money in one year. `month` is the last with dispatch figures."""

    project: Project
    year: int
    annual_plan: Decimal | None
    month: int | None
    dispatch: Decimal | None
    statistical: Decimal | None
    statistical_month: int | None
    difference: Decimal | None
    rate: Decimal | None
    pace: Decimal | None
    gap: Decimal | None
    missing: Sequence[int]
    may_report: bool
    may_enter: bool

    @property
    def points(self) -> str:
        return points(self.gap)

    @property
    def month_day(self) -> date | None:
        """The first day of the last month with dispatch figures, for its name."""
        return date(self.year, self.month, 1) if self.month else None

    @property
    def statistical_month_day(self) -> date | None:
        return date(self.year, self.statistical_month, 1) if self.statistical_month else None


def investment_panel(project: Project, *, actor: Actor, day: date) -> InvestmentPanel:
    """This year's money of a project that the caller was allowed to see (≤ 4 queries).

    The difference compares both ledgers at the last month that both have.
    """
    year = day.year
    dispatch, statistical = _entries(project, year)
    plan = _plans(project).get(year)
    told, stated = _to_date(dispatch), _to_date(statistical)
    month, statistical_month = _last(told), _last(stated)
    both = _last([a if b is not None else None for a, b in zip(told, stated, strict=True)])
    spent = told[month - 1] if month else None
    rate = completion_rate(spent, plan)
    pace = Decimal(month) / 12 if month else None
    return InvestmentPanel(
        project=project,
        year=year,
        annual_plan=plan,
        month=month,
        dispatch=spent,
        statistical=stated[statistical_month - 1] if statistical_month else None,
        statistical_month=statistical_month,
        difference=_minus(told[both - 1], stated[both - 1]) if both else None,
        rate=rate,
        pace=pace,
        gap=None if rate is None or pace is None else (rate - pace) * 100,
        missing=missing_months([span_of(e) for e in dispatch], month or 0),
        may_report=project.withdrawn_on is None and may_report_investment(actor, project),
        may_enter=project.withdrawn_on is None and may_enter_statistical_investment(actor, project),
    )


def investment_table(project: Project, year: int, *, actor: Actor, day: date) -> InvestmentTable:
    """A year's money by month and component, of a project that the caller was allowed to see.

    At most eight queries, and three more the first time a zone's calendar is read.
    """
    entries = _all_entries(project)
    dispatch, statistical = _by_ledger(e for e in entries if e.year == year)
    plans = _plans(project)
    told, stated = _to_date(dispatch), _to_date(statistical)
    rows = []
    for deadline in month_deadlines(project.zone_id, year):
        month = deadline.month
        rate = completion_rate(told[month - 1], plans.get(year))
        pace = Decimal(month) / 12
        rows.append(
            MonthRow(
                month=month,
                first_day=deadline.first_day,
                dispatch=_month(dispatch, month, told[month - 1]),
                statistical=_month(statistical, month, stated[month - 1]),
                difference=_minus(told[month - 1], stated[month - 1]),
                rate=rate,
                pace=pace,
                gap=None if rate is None else (rate - pace) * 100,
                deadline=deadline,
                is_closed=deadline.is_closed(day),
                is_to_come=(year, month) > (day.year, day.month),
            )
        )
    last = _last(told)
    since = [e.since_start for e in statistical if e.since_start is not None]
    corrected = history_of(project.id, zone_id=project.zone_id).filter(event=InvestmentCorrected.name)
    return InvestmentTable(
        project=project,
        year=year,
        years=sorted({year, day.year, *plans, *(e.year for e in entries)}),
        annual_plan=plans.get(year),
        rows=rows,
        dispatch_sum=_sum(dispatch),
        statistical_sum=_sum(statistical),
        current=rows[last - 1] if last else None,
        statistical_to_date=next((amount for amount in reversed(stated) if amount is not None), None),
        missing=missing_months([span_of(e) for e in dispatch], last or 0),
        since_start=since[-1] if since else None,
        corrections=list(corrected.filter(data__year=year)[:20]),
        may_report=project.withdrawn_on is None and may_report_investment(actor, project),
        may_enter=project.withdrawn_on is None and may_enter_statistical_investment(actor, project),
    )


def _entries(project: Project, year: int) -> tuple[list[InvestmentEntry], list[InvestmentEntry]]:
    """The entries of one year: dispatch, statistical."""
    entries = InvestmentEntry.objects.filter(zone_id=project.zone_id, project=project, year=year)
    return _by_ledger(entries.order_by("first_month"))


def _all_entries(project: Project) -> list[InvestmentEntry]:
    entries = InvestmentEntry.objects.filter(zone_id=project.zone_id, project=project)
    return list(entries.order_by("year", "first_month"))


def _by_ledger(
    entries: Iterable[InvestmentEntry],
) -> tuple[list[InvestmentEntry], list[InvestmentEntry]]:
    listed = list(entries)
    return (
        [e for e in listed if e.ledger == Ledger.DISPATCH],
        [e for e in listed if e.ledger == Ledger.STATISTICAL],
    )


def _sum(entries: Sequence[InvestmentEntry]) -> Components:
    """The components of a year; nothing is told where nothing is entered."""
    return Components.added(components_of(e) for e in entries) if entries else Components()


def _plans(project: Project) -> dict[int, Decimal | None]:
    rows = ProjectYear.objects.filter(zone_id=project.zone_id, project=project)
    return dict(rows.values_list("year", "annual_plan_cny"))


def _to_date(entries: Sequence[InvestmentEntry]) -> list[Decimal | None]:
    return year_to_date_by_month([(span_of(e), e.total) for e in entries])


def _last(to_date: Sequence[Decimal | None]) -> int | None:
    """The last month with a year to date, 1–12."""
    return max((i for i, amount in enumerate(to_date, 1) if amount is not None), default=None)


def _minus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a - b


def _month(entries: Sequence[InvestmentEntry], month: int, to_date: Decimal | None) -> LedgerMonth:
    ending = next((e for e in entries if e.last_month == month), None)
    across = next((span_of(e) for e in entries if e.first_month <= month < e.last_month), None)
    return LedgerMonth(ending, across, to_date)
