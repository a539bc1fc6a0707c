"""Reading the two ledgers: entries, deadlines of months, and what the bureau's figures have to agree with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from guatu.calendars.rules import WorkingCalendar
from guatu.calendars.selectors import working_calendar
from guatu.core.errors import NotFound
from guatu.projects.choices import Ledger
from guatu.projects.models.progress import InvestmentEntry, ReportingMonth
from guatu.projects.models.project import Project
from guatu.projects.rules.investment import Components, Span, closes_on


@dataclass(frozen=True, slots=True)
class MonthDeadline:
    """Until when a month's dispatch figures are in time: by the rule, and as it stands after openings."""

    year: int
    month: int
    by_rule: date
    closes_on: date
    opened_because: str = ""

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    def is_closed(self, day: date) -> bool:
        return day > self.closes_on


def month_deadlines(
    zone_id: UUID,
    year: int,
    months: Iterable[int] = range(1, 13),
    calendar: WorkingCalendar | None = None,
) -> list[MonthDeadline]:
    """The deadlines of months of a year (three queries, one where `entry_calendar` is given).

    A zone without a calendar keeps office hours.
    """
    calendar = calendar or entry_calendar(zone_id)
    opened = {
        m.month: m for m in ReportingMonth.objects.filter(zone_id=zone_id, year=year, month__in=list(months))
    }
    return [_deadline(year, month, calendar, opened.get(month)) for month in months]


def month_deadline(zone_id: UUID, year: int, month: int) -> MonthDeadline:
    return month_deadlines(zone_id, year, [month])[0]


def entry_calendar(zone_id: UUID) -> WorkingCalendar:
    """The working calendar that months close by."""
    try:
        return working_calendar(zone_id)
    except NotFound:
        return WorkingCalendar()


def _deadline(
    year: int, month: int, calendar: WorkingCalendar, opened: ReportingMonth | None
) -> MonthDeadline:
    by_rule = closes_on(year, month, calendar)
    if opened is None:
        return MonthDeadline(year, month, by_rule, by_rule)
    return MonthDeadline(year, month, by_rule, max(by_rule, opened.open_until), opened.reason)


def entries_of(project: Project, ledger: Ledger, year: int) -> list[InvestmentEntry]:
    """A project's entries of one ledger and year, January first."""
    return list(
        InvestmentEntry.objects.filter(
            zone_id=project.zone_id, project=project, ledger=ledger, year=year
        ).order_by("first_month")
    )


def components_of(entry: InvestmentEntry) -> Components:
    return Components(entry.construction, entry.installation, entry.equipment, entry.other)


def span_of(entry: InvestmentEntry) -> Span:
    return Span(entry.first_month, entry.last_month)


def since_start_before(project: Project, year: int) -> Decimal | None:
    """What was spent from the start of construction to the end of the year before, by the statistical ledger.

    The latest figure the bureau stated, with what was entered after it. None where it never stated one.
    """
    base: Decimal | None = None
    rows = InvestmentEntry.objects.filter(
        zone_id=project.zone_id, project=project, ledger=Ledger.STATISTICAL, year__lt=year
    ).order_by("year", "first_month")
    for stated, total in rows.values_list("since_start", "total"):
        if stated is not None:
            base = stated
        elif base is not None:
            base += total
    return base
