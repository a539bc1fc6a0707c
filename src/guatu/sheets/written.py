"""What is written into a cell for a value, and what section and total rows add up."""

from collections.abc import Sequence
from decimal import Decimal

from guatu.sheets.amounts import Amount, Unit, format_amount
from guatu.sheets.dates import PartialDate
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, SectionLine, SheetSpec, TotalLine
from guatu.sheets.spans import DateSpan

FIGURES = (Kind.AMOUNT, Kind.NUMBER, Kind.INTEGER, Kind.RATE)


def display_text(value: object, unit: Unit | None = None) -> str:
    """A value as an office writes it in a text cell; what it means when read back is the same."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "√" if value else "×"
    if isinstance(value, Amount):
        return format_amount(value, unit or Unit("", value.currency))
    if isinstance(value, Unit):
        return value.label
    if isinstance(value, (PartialDate, DateSpan)):
        return str(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def figure_of(column: ColumnSpec, value: object) -> Decimal | None:
    """The number to write: an amount in the column's unit and currency, a rate, a count; None for a text."""
    if isinstance(value, Amount):
        if column.unit is None or column.unit.currency != value.currency:
            return None
        return value.value / column.unit.factor
    if column.kind in FIGURES and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value)
    return None


def places_of(column: ColumnSpec, spec: SheetSpec) -> int:
    """The decimals that the values of the column need, six at most; of a rate those of its percentage."""
    if column.places is not None or column.kind not in FIGURES:
        return column.places or 0
    needed = 0
    for line in spec.lines:
        figure = figure_of(column, line.values.get(column.name)) if isinstance(line, DataLine) else None
        if figure is not None:
            exponent = figure.normalize().as_tuple().exponent
            needed = max(needed, -exponent if isinstance(exponent, int) else 0)
    return min(6, max(0, needed - 2 if column.kind is Kind.RATE else needed))


def sum_of(column: ColumnSpec, lines: Sequence[object]) -> Decimal:
    """The sum of a column over the data lines among `lines`, in the column's unit."""
    figures = (
        figure_of(column, line.values.get(column.name)) for line in lines if isinstance(line, DataLine)
    )
    return sum((figure for figure in figures if figure is not None), Decimal(0))


def section_ends(spec: SheetSpec) -> dict[int, int]:
    """Line of each section → line at which it ends: the next section of its level or further out, or a total."""
    ends: dict[int, int] = {}
    open_: list[tuple[int, int]] = []
    for number, line in enumerate(spec.lines):
        level = line.level if isinstance(line, SectionLine) else 0 if isinstance(line, TotalLine) else None
        if level is None:
            continue
        while open_ and open_[-1][1] >= level:
            ends[open_.pop()[0]] = number
        if isinstance(line, SectionLine):
            open_.append((number, level))
    ends.update((start, len(spec.lines)) for start, _level in open_)
    return ends
