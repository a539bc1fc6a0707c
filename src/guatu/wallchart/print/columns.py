"""The words and figures at the head of each row: which columns, how wide, what stands in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from guatu.wallchart.print.fonts import FontSet
from guatu.wallchart.print.labels import Labels
from guatu.wallchart.print.marks import Anchor
from guatu.wallchart.print.matters import needed_em
from guatu.wallchart.rows import Chart, ChartRow

GAP = 0.7  # between columns, em
HEAD_SHARE = 0.84  # size of a column's head to the rows' text
WIDEST = {"name": 17.0, "unit": 10.5, "lead_official": 6.0}  # em; longer texts are cut
NARROWEST = 1.2


@dataclass(frozen=True, slots=True)
class Money:
    """Sums of some rows in yuan; None where no row has the figure."""

    total: Decimal | None
    annual_plan: Decimal | None
    year_to_date: Decimal | None

    @classmethod
    def of(cls, rows: Iterable[ChartRow]) -> "Money":
        kept = list(rows)
        return cls(
            _sum(row.total_cny for row in kept),
            _sum(row.annual_plan_cny for row in kept),
            _sum(row.year_to_date_cny for row in kept),
        )

    def cells(self, labels: Labels) -> dict[str, str]:
        """The figures as printed, by column key."""
        return {
            "total": labels.money(self.total),
            "annual_plan": labels.money(self.annual_plan),
            "year_to_date": labels.money(self.year_to_date),
            "completion": labels.rate(self.year_to_date, self.annual_plan),
        }


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True, slots=True)
class Column:
    """One column, in em: ``start`` from the row's left edge, ``width``, and how its cells stand."""

    key: str
    head: str
    start: float
    width: float
    anchor: Anchor


def row_cells(number: int, row: ChartRow, labels: Labels) -> dict[str, str]:
    """The texts of one row by column key; ``number`` counts from 1 over the whole chart."""
    return {
        "number": str(number),
        "name": row.name,
        "unit": row.unit,
        "lead_official": row.lead_official,
        **Money(row.total_cny, row.annual_plan_cny, row.year_to_date_cny).cells(labels),
    }


def columns_for(chart: Chart, labels: Labels, fonts: FontSet) -> tuple[Column, ...]:
    """The columns, each as wide as its longest text but no wider than ``WIDEST``; matters only where any is open.

    Group sums are measured too, as they stand in the same columns in bold.
    """
    matters: tuple[tuple[str, str, Anchor], ...] = (("matters", labels.matters, "start"),)
    heads: tuple[tuple[str, str, Anchor], ...] = (
        ("light", "", "middle"),
        ("number", labels.number, "end"),
        ("name", labels.project, "start"),
        ("unit", labels.unit, "start"),
        ("lead_official", labels.lead_official, "start"),
        *(matters if chart.has_matters else ()),
        ("total", labels.total, "end"),
        ("annual_plan", labels.annual_plan, "end"),
        ("year_to_date", labels.year_to_date, "end"),
        ("completion", labels.completion, "end"),
    )
    cells = [row_cells(number, row, labels) for number, row in enumerate(chart.rows, 1)]
    sums = [
        Money.of(chart.rows[group.first_row : group.first_row + group.count]).cells(labels)
        for group in chart.groups
    ]
    columns = []
    start = 0.3
    for key, head, anchor in heads:
        needed = max(
            NARROWEST,
            fonts.width(fonts.printable(head), HEAD_SHARE),
            _longest(fonts, [cell[key] for cell in cells if key in cell], bold=key == "name"),
            _longest(fonts, [cell[key] for cell in sums if key in cell], bold=True),
            max((needed_em(row, labels, fonts) for row in chart.rows), default=0.0)
            if key == "matters"
            else 0.0,
        )
        width = min(needed, WIDEST.get(key, needed)) + 0.02
        columns.append(Column(key, head, start, width, anchor))
        start += width + GAP
    return tuple(columns)


def words_em(columns: Sequence[Column]) -> float:
    """How much of a row the columns take before the months begin, in em."""
    return columns[-1].start + columns[-1].width + 1.6 * GAP


def _longest(fonts: FontSet, texts: Iterable[str], *, bold: bool) -> float:
    return max((fonts.width(fonts.printable(text), 1.0, bold=bold) for text in set(texts)), default=0.0)
