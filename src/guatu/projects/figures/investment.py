"""Money spent, in two ledgers."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.periods import PeriodType
from guatu.figures import units
from guatu.figures.arithmetic import difference, growth, quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Adding, Kind
from guatu.figures.registry import among_peers, figure, last_year, of_zone
from guatu.projects.choices import Ledger
from guatu.projects.figures.sources import (
    INVESTMENTS,
)
from guatu.projects.figures.year_list import annual_plan

# Money is told by month and adds up within one year.
_MONTHS = frozenset(PeriodType) - {PeriodType.WEEK}


def _until(ask: Ask, ledger: Ledger) -> Q:
    return Q(ledger=ledger, last_month__lte=ask.last.month)


def _goes_on(ask: Ask, ledger: Ledger) -> Q:
    """Entries over several months that go on past the period: nobody knows what of them lies within."""
    return Q(ledger=ledger, first_month__lte=ask.last.month, last_month__gt=ask.last.month)


@figure(
    Kind.SUM,
    INVESTMENTS,
    field="total",
    lacking=lambda ask: _goes_on(ask, Ledger.DISPATCH),
    label=_("investment completed, year to date"),
    unit=units.YI_YUAN,
    words=_("money spent from January to the end of the period, by the dispatch ledger"),
    ledger="dispatch",
    periods=_MONTHS,
    mechanisms=("M18",),
)
def investment_to_date(ask: Ask) -> Q:
    return _until(ask, Ledger.DISPATCH)


@figure(
    Kind.SUM,
    INVESTMENTS,
    field="total",
    lacking=lambda ask: _goes_on(ask, Ledger.STATISTICAL),
    label=_("investment by statistics, year to date"),
    unit=units.YI_YUAN,
    words=_("money spent from January to the end of the period, as the statistics bureau states it"),
    ledger="statistical",
    periods=_MONTHS,
    mechanisms=("M18",),
)
def statistical_investment_to_date(ask: Ask) -> Q:
    return _until(ask, Ledger.STATISTICAL)


@figure(
    Kind.SUM,
    INVESTMENTS,
    field="total",
    label=_("investment within the period"),
    unit=units.YI_YUAN,
    words=_("money spent in the months of the period, by the dispatch ledger"),
    ledger="dispatch",
    periods=_MONTHS,
    mechanisms=("M18",),
)
def investment_in_period(ask: Ask) -> Q:
    return _until(ask, Ledger.DISPATCH) & Q(first_month__gte=ask.first.month)


@figure(
    Kind.RATIO,
    needs=(investment_to_date, annual_plan),
    label=_("investment completion rate"),
    unit=units.SHARE,
    words=_("investment completed, year to date ÷ annual plan"),
    periods=_MONTHS,
    mechanisms=("M18",),
)
def investment_completion_rate(spent: Decimal | None, plan: Decimal | None) -> Decimal | None:
    return quotient(spent, plan)


@figure(
    Kind.DERIVED,
    needs=(investment_to_date, statistical_investment_to_date),
    label=_("dispatch minus statistical ledger"),
    unit=units.YI_YUAN,
    words=_("investment by the dispatch ledger − investment by statistics, year to date"),
    periods=_MONTHS,
    mechanisms=("M18",),
)
def ledger_difference(dispatch: Decimal | None, statistical: Decimal | None) -> Decimal | None:
    return difference(dispatch, statistical)


@figure(
    Kind.SHARE,
    needs=(investment_to_date, of_zone(investment_to_date)),
    label=_("share in the zone's investment"),
    unit=units.SHARE,
    words=_("investment completed by the unit ÷ investment completed in the zone, year to date"),
    periods=_MONTHS,
    adding=Adding.SUM,
    mechanisms=("M18",),
)
def investment_share(unit: Decimal | None, zone: Decimal | None) -> Decimal | None:
    return quotient(unit, zone)


@figure(
    Kind.GROWTH,
    needs=(investment_to_date, last_year(investment_to_date)),
    label=_("growth of investment"),
    unit=units.SHARE,
    words=_("investment completed, year to date ÷ the same of last year − 1"),
    periods=_MONTHS,
    adding=Adding.ANEW,
    mechanisms=("M18",),
)
def investment_growth(this_year: Decimal | None, before: Decimal | None) -> Decimal | None:
    return growth(this_year, before)


@figure(
    Kind.RANK,
    needs=(among_peers(investment_completion_rate),),
    label=_("rank by investment completion rate"),
    unit=units.PLACE,
    words=_(
        "place among units of the same type, the highest completion rate first; equal rates share a place"
    ),
    periods=_MONTHS,
    adding=Adding.NOT,
    mechanisms=("M18", "M23"),
)
def investment_completion_rank() -> None:
    """A rank needs no formula of its own."""
