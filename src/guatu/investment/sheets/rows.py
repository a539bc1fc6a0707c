"""One row of a sheet of prospects or agreements, read and understood, before it meets the database."""

from dataclasses import dataclass, field
from datetime import date

from guatu.investment.choices import DealSheet
from guatu.investment.rules.amounts import Measure
from guatu.projects.sheets.rows import Dated


@dataclass(slots=True)
class DealRow:
    """What a row says. None and "" mean that it says nothing, and change nothing."""

    row: int
    name: str
    investor_name: str = ""
    capital_origin: str = ""
    industry_group: str = ""
    total: Measure | None = None
    registered: Measure | None = None
    listed_investor: bool | None = None
    source: str = ""
    person: str = ""
    remark: str = ""
    signed_on: Dated | None = None


@dataclass(frozen=True, slots=True)
class DealRows:
    """All rows of one sheet, as of a day."""

    reads: DealSheet
    as_of: date
    rows: tuple[DealRow, ...] = field(default=())
