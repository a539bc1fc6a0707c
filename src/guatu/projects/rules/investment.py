"""Money spent, by component and month, in two ledgers. Pure; the prose is docs/rules/investment_ledgers.md.

Identities (domain standards §5): year to date = last month's year to date + the month; year to date =
construction + installation + equipment + other; since the start = last year's since the start + year to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from guatu.calendars.rules import WorkingCalendar
from guatu.core.periods import month_end

ENTRY_WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Components:
    """What money was spent on, in yuan; None where it is not told apart."""

    construction: Decimal | None = None
    installation: Decimal | None = None
    equipment: Decimal | None = None
    other: Decimal | None = None

    def given(self) -> dict[str, Decimal]:
        """Those that are told, by name, in the usual order."""
        values = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: value for name, value in values if value is not None}

    @property
    def complete(self) -> bool:
        return len(self.given()) == len(fields(self))

    @property
    def none_given(self) -> bool:
        return not self.given()

    def sum(self) -> Decimal:
        return sum(self.given().values(), Decimal(0))

    def minus(self, earlier: Components) -> Components:
        """Component by component; None where either side is not told."""
        return Components(
            **{
                f.name: None if a is None or b is None else a - b
                for f in fields(self)
                for a, b in ((getattr(self, f.name), getattr(earlier, f.name)),)
            }
        )

    @classmethod
    def added(cls, all_of_them: Iterable[Components]) -> Components:
        """The sum of each component over entries; None as soon as one entry does not tell it."""
        listed = list(all_of_them)
        totals = {}
        for f in fields(cls):
            values = [getattr(c, f.name) for c in listed]
            told = [v for v in values if v is not None]
            totals[f.name] = sum(told, Decimal(0)) if len(told) == len(values) else None
        return cls(**totals)


def settle_total(components: Components, stated: Decimal | None) -> Decimal:
    """The total of one entry: as stated, or the sum of all four components where none is stated.

    Raises `TotalMissing` where there is neither, `TotalMismatch` where all four are told and do not make up the
    stated total, or where those told already exceed it.
    """
    if stated is None:
        if not components.complete:
            raise TotalMissing
        return components.sum()
    sum_told = components.sum()
    if components.complete and sum_told != stated:
        raise TotalMismatch(stated, sum_told)
    if not components.complete and not components.none_given and sum_told > stated:
        raise TotalMismatch(stated, sum_told)
    return stated


class TotalMissing(ValueError):
    """Neither a total nor all four components."""


class TotalMismatch(ValueError):
    """The components and the total contradict each other."""

    def __init__(self, stated: Decimal, computed: Decimal) -> None:
        self.stated, self.computed = stated, computed
        super().__init__(f"{stated} stated, {computed} computed")


@dataclass(frozen=True, slots=True)
class Statement:
    """What the statistics bureau states of one project at the end of a month, in yuan.

    `components` are of the year to date, as the bureau's form has them. `month` and `since_start` may be None
    where they are not stated.
    """

    year_to_date: Decimal
    components: Components
    month: Decimal | None = None
    since_start: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """An identity that does not hold: its code, what was stated and what the other figures give."""

    code: str
    stated: Decimal
    computed: Decimal


def broken_identities(
    statement: Statement, *, before: Decimal, last_year_since_start: Decimal | None
) -> list[Broken]:
    """Which identities the statement breaks. `before` is last month's year to date (0 in January).

    The third identity is only judged where last year's figure since the start is known. Codes: `month`,
    `components`, `since_start`.
    """
    found = []
    year_to_date = statement.year_to_date
    if statement.month is not None and before + statement.month != year_to_date:
        found.append(Broken("month", year_to_date, before + statement.month))
    sum_told = statement.components.sum()
    if statement.components.complete and sum_told != year_to_date:
        found.append(Broken("components", year_to_date, sum_told))
    if statement.since_start is not None and last_year_since_start is not None:
        expected = last_year_since_start + year_to_date
        if statement.since_start != expected:
            found.append(Broken("since_start", statement.since_start, expected))
    return found


def closes_on(
    year: int, month: int, calendar: WorkingCalendar, working_days: int = ENTRY_WORKING_DAYS
) -> date:
    """The last day on which a month's dispatch figures are in time: so many working days into the next month."""
    return calendar.add_working_days(month_end(year, month), working_days)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months of one year, both within, as an entry covers them."""

    first: int
    last: int

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last


def missing_months(spans: Iterable[Span], up_to: int) -> list[int]:
    """The months from January to `up_to` that no entry covers, ascending."""
    covered = {month for span in spans for month in range(span.first, span.last + 1)}
    return [month for month in range(1, up_to + 1) if month not in covered]


def year_to_date_by_month(entries: Sequence[tuple[Span, Decimal]]) -> list[Decimal | None]:
    """The year to date at the end of each month, January first.

    None before the first entry, after the last, and within an entry of several months, whose parts nobody
    knows. Entries of one ledger do not overlap.
    """
    last = max((span.last for span, _amount in entries), default=0)
    first = min((span.first for span, _amount in entries), default=13)
    result: list[Decimal | None] = []
    for month in range(1, 13):
        within = any(span.first <= month < span.last for span, _amount in entries)
        if within or month > last or month < first:
            result.append(None)
        else:
            result.append(sum((amount for span, amount in entries if span.last <= month), Decimal(0)))
    return result


def completion_rate(year_to_date: Decimal | None, annual_plan: Decimal | None) -> Decimal | None:
    """Investment completion rate 投资完成率, 0–1 and above: year to date ÷ annual plan. None without a plan."""
    if year_to_date is None or not annual_plan:
        return None
    return year_to_date / annual_plan


def points(gap: Decimal | None) -> str:
    """A difference of rates in percentage points, with its sign and one decimal: “−7.4”. Empty for None."""
    return "" if gap is None else f"{gap:+.1f}".replace("-", "−")
