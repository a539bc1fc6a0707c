"""What happens to the two ledgers of money spent."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class InvestmentReported(Event):
    """A first entry for these months in the dispatch ledger."""

    name = "projects.investment.reported"
    sentence = _("reported money spent")

    project_id: UUID
    year: int
    first_month: int
    last_month: int
    total_cny: Decimal
    late: bool


@dataclass(frozen=True, kw_only=True)
class InvestmentCorrected(Event):
    """An entry of either ledger was corrected; old and new values stand in the record's changes."""

    name = "projects.investment.corrected"
    sentence = _("corrected money spent")

    project_id: UUID
    ledger: str
    year: int
    first_month: int
    last_month: int
    total_cny: Decimal


@dataclass(frozen=True, kw_only=True)
class StatisticalInvestmentEntered(Event):
    """A first entry for this month in the statistical ledger."""

    name = "projects.statistical_investment.entered"
    sentence = _("entered statistical investment")

    project_id: UUID
    year: int
    month: int
    total_cny: Decimal
    source: str


@dataclass(frozen=True, kw_only=True)
class MonthOpened(Event):
    """A month was given another deadline for dispatch figures."""

    name = "projects.month.opened"
    sentence = _("opened a month for entry")

    year: int
    month: int
    open_until: date
