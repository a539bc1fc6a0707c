"""One row of an office's project list, read and understood, before it meets the database."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from guatu.projects.choices import Precision


@dataclass(frozen=True, slots=True)
class Dated:
    """A day with the precision it was given in; coarser than a day means the last day of what was named."""

    day: date
    precision: str = Precision.DAY

    def includes(self, day: date) -> bool:
        """Whether `day` lies in what was named: 2018-01-15 in “January 2018”."""
        match self.precision:
            case Precision.YEAR:
                return day.year == self.day.year
            case Precision.HALF:
                return day.year == self.day.year and (day.month <= 6) == (self.day.month <= 6)
            case Precision.QUARTER:
                return day.year == self.day.year and (day.month - 1) // 3 == (self.day.month - 1) // 3
            case Precision.MONTH:
                return (day.year, day.month) == (self.day.year, self.day.month)
            case Precision.TEN_DAYS:
                same_month = (day.year, day.month) == (self.day.year, self.day.month)
                return same_month and min((day.day - 1) // 10, 2) == min((self.day.day - 1) // 10, 2)
        return day == self.day


@dataclass(frozen=True, slots=True)
class Spent:
    """Money spent from a first to a last month of the list's year, in yuan."""

    amount_cny: Decimal
    first_month: int
    last_month: int


@dataclass(slots=True)
class ProjectRow:
    """What a row says. None and "" mean that it says nothing, and change nothing."""

    row: int
    serial: int
    name: str
    owner_name: str = ""
    code: str = ""
    type: str = ""
    start_class: str = ""
    sub_class: str = ""
    investor_name: str = ""
    capital_origin: str = ""
    industry_code: str = ""
    total_investment: Decimal | None = None
    currency: str = "CNY"
    annual_plan_cny: Decimal | None = None
    construction_from: int | None = None
    construction_to: int | None = None
    committed_start: Dated | None = None
    committed_finish: Dated | None = None
    actual_start: Dated | None = None
    stage_note: str = ""
    lead_official: str = ""
    liaison: str = ""
    unit: str = ""
    concentrated_start: bool | None = None
    remark: str = ""
    spent: Spent | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """All rows of one sheet with what its title says.

    `list_name` is what the list will be called; one that already has any of `list_names` is the same list.
    """

    year: int
    as_of: date
    list_name: str
    list_names: tuple[str, ...]
    list_level: str
    rows: tuple[ProjectRow, ...]
