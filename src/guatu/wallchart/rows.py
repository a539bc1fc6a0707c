"""What one wall chart shows, as plain values: the page's data endpoint and print both start from here.

Nothing here reads a database or a clock. Whoever builds a :class:`Chart` has already checked what the reader
may see, put the rows into their final order and written the texts in the reader's language.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID


@dataclass(slots=True)
class ChartMilestone:
    """One milestone (节点) of a project with its three dates; a date that is not known is None.

    Nobody changes one, but it is not frozen: a chart has thousands, and a frozen one takes twice as long to make.
    """

    id: UUID
    code: str
    name: str
    committed: date | None
    forecast: date | None
    actual: date | None
    critical: bool


@dataclass(frozen=True, slots=True)
class ChartMatters:
    """Open matters of a project: how many, how many past their date, how many on the critical path, and the worst
    slip (``"red"``, ``"yellow"``, ``"blue"`` or ``""``)."""

    count: int
    late: int
    critical: int
    slip: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One project's line on the chart.

    ``light`` is ``"red"``, ``"yellow"``, ``"green"`` or ``"grey"`` (grey: nothing to judge); ``reason`` is
    one sentence in the reader's language. ``days_to_red`` counts calendar days from ``Chart.today``; zero or
    less means red already, None that no date is known. Money is yuan. ``matters`` is None where nothing is open.
    """

    id: str
    name: str
    code: str
    group: str
    light: str
    reason: str
    days_to_red: int | None
    unit: str
    lead_official: str
    liaison: str
    total_cny: Decimal | None
    annual_plan_cny: Decimal | None
    year_to_date_cny: Decimal | None
    committed_start: date | None
    committed_finish: date | None
    forecast_start: date | None
    forecast_finish: date | None
    actual_start: date | None
    actual_finish: date | None
    milestones: tuple[ChartMilestone, ...]
    matters: ChartMatters | None = None


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """A run of rows under one heading: ``count`` rows from index ``first_row`` on.

    ``red + yellow + green + grey`` is ``count``.
    """

    key: str
    label: str
    count: int
    first_row: int
    red: int
    yellow: int
    green: int
    grey: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart: rows ordered by group, the groups over them, and the days shown (both ends inclusive).

    ``today`` is the zone's date; ``as_of`` is aware and says when the data was read.
    """

    title: str
    zone: str
    today: date
    as_of: datetime
    first_day: date
    last_day: date
    groups: tuple[ChartGroup, ...]
    rows: tuple[ChartRow, ...]

    @property
    def has_matters(self) -> bool:
        """Whether anything is open about any of the projects."""
        return any(row.matters is not None for row in self.rows)
