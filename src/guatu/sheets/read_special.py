"""The rows of a table that are not data: what sections and totals state, notes, and rows that go on."""

import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from guatu.sheets.amounts import Amount, Unit, combine_units, parse_amount, parse_unit
from guatu.sheets.columns import ACCEPTED, ColumnMatch, FieldMatcher, Heading
from guatu.sheets.fields import Field, Kind
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.reading import ColumnReader, column_unit, text_of
from guatu.sheets.rows import UNNUMBERED, ClassifiedRows, RowKind, SpecialRow
from guatu.sheets.table import Table
from guatu.sheets.text import fold, normalize_lines
from guatu.sheets.totals import StatedFigure, StatedTotals, cover_rows, narrated_amounts
from guatu.sheets.values import Unreadable, decimal_of, exact_decimal, parse_number
from guatu.sheets.workbook import Value

Columns = Sequence[tuple[Field, ColumnMatch]]
FIGURES = (Kind.AMOUNT, Kind.NUMBER, Kind.INTEGER)
_STATING = (RowKind.SECTION, RowKind.SUBTOTAL, RowKind.TOTAL)
_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")


def read_special(table: Table, classified: ClassifiedRows, columns: Columns) -> None:
    """Complete `table`, whose data rows are read, from all other rows: `stated`, `notes`, `problems`."""
    reader = ColumnReader(table.sheet, table.problems, table.cell_notes)
    stated: dict[int, StatedTotals] = {}
    entries: list[SpecialRow] = []
    unknown: set[int] = set()
    for entry in classified.special:
        if entry.kind is RowKind.UNKNOWN:  # perhaps a sum without a label
            unknown.add(entry.row)
            entry = SpecialRow(entry.row, RowKind.TOTAL, "", entry.at, 2)
        entries.append(entry)
        if entry.kind in _STATING:
            figures = _stated_figures(table, entry, columns, reader)
            stated[entry.row] = StatedTotals(entry.row, entry.kind, entry.label, entry.count, figures)
        elif entry.kind is RowKind.NOTE:
            table.notes.append((entry.row, normalize_lines(" ".join(_texts(table, entry.row)))))
        elif entry.kind is RowKind.CONTINUATION:
            _continue_row(table, entry, columns, reader)
    table.stated = cover_rows(
        entries, classified.data, stated, {row.number: row.values for row in table.rows}
    )
    _explain_unknown(table, unknown)
    _doubt_headings(table, [entry for entry in entries if entry.level >= UNNUMBERED])


def _texts(table: Table, row: int) -> list[str]:
    return [text for value in table.sheet.rows[row - 1] if (text := text_of(value).strip())]


def _explain_unknown(table: Table, unknown: set[int]) -> None:
    """A row of figures without a name is a total if it is the sum of rows; otherwise it is an error."""
    wrong = {total.row for total in table.stated if total.row in unknown and not total.figures}
    wrong |= {check.row for check in table.checks() if check.row in unknown and not check.ok}
    table.stated = [total for total in table.stated if total.row not in wrong]
    key = table.fields.key
    for row in sorted(wrong):
        value = "、".join(_texts(table, row))[:80]
        reason = _("the row has values but no name, and is not the sum of other rows")
        expected = _("a name in the column “%(label)s”") % {"label": key.label}
        table.problems.append(CellProblem(row, "", key.name, key.label, value, reason, expected))


def _doubt_headings(table: Table, headings: list[SpecialRow]) -> None:
    """A heading without a number whose figures are not those of the rows below may be a project."""
    doubtful = {check.row for check in table.checks() if check.ok is False}
    doubtful |= {total.row for total in table.stated if total.figures and not total.covers}
    key = table.fields.key
    for entry in headings:
        if entry.row in doubtful and entry.kind is RowKind.SECTION:
            reason = _("taken for a heading, but its figures are not those of the rows below")
            expected = _("a serial number, if it is a row of its own")
            problem = CellProblem(
                entry.row, "", key.name, key.label, entry.label, reason, expected, Severity.WARNING
            )
            table.problems.append(problem)


def _stated_figures(
    table: Table, entry: SpecialRow, columns: Columns, reader: ColumnReader
) -> dict[str, StatedFigure]:
    """The figures in the cells of a total row, and those told in its text (总投资188亿元)."""
    figures: dict[str, StatedFigure] = {}
    row_unit = next(
        (
            _unit_in(table.sheet.value(entry.row, column.column))
            for known, column in columns
            if known.kind is Kind.UNIT
        ),
        None,
    )
    for known, column in columns:
        cell = table.sheet.value(entry.row, column.column)
        if known.kind not in FIGURES or cell == "":
            continue
        try:
            if known.kind is Kind.AMOUNT:
                unit = combine_units(column_unit(known, column, table.facts.units), row_unit)
                amount = parse_amount(cell, unit).value
                figure = amount and _figure(amount.value, amount.currency, cell)
            else:
                number = parse_number(cell).value
                figure = None if number is None else _figure(number, "", cell)
        except Unreadable as error:
            reader.report(entry.row, column, known, cell, error.reason, error.expected, Severity.WARNING)
            continue
        if figure:
            figures[known.name] = figure
    for name, figure in _narrated(table, entry.row).items():
        figures.setdefault(name, figure)
    return figures


def _unit_in(cell: Value) -> Unit | None:
    return parse_unit(cell) if isinstance(cell, str) else None


def _narrated(table: Table, row: int) -> dict[str, StatedFigure]:
    matcher = FieldMatcher(table.fields)
    figures: dict[str, StatedFigure] = {}
    for cell in table.sheet.rows[row - 1]:
        for name, number, written in narrated_amounts(fold(cell)) if isinstance(cell, str) else ():
            unit, plain = parse_unit(written), decimal_of(number)
            known, score, _why = next(iter(matcher.scores(Heading.of([name]))), (None, 0.0, ""))
            if unit and plain is not None and known and known.kind is Kind.AMOUNT and score >= ACCEPTED:
                amount = Amount(plain * unit.factor, unit.currency)
                figures.setdefault(known.name, _figure(amount.value, amount.currency, number))
    return figures


def _figure(value: Decimal, currency: str, cell: Value) -> StatedFigure:
    """The figure with the worth of its last printed digit: “9.20亿元” is printed to 0.01亿元."""
    if isinstance(cell, str):
        match = _DIGITS.search(fold(cell))
        printed = Decimal(match.group().replace(",", "")) if match else value
        places = len(match[1] or "") if match else 0
    else:
        printed = exact_decimal(cell) if isinstance(cell, (int, float)) else value
        exponent = printed.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
    factor = abs(value / printed) if printed else Decimal(1)
    return StatedFigure(value, currency, factor.scaleb(-places))


def _continue_row(table: Table, entry: SpecialRow, columns: Columns, reader: ColumnReader) -> None:
    """A row whose name is merged with the one above: its texts are added there, figures are not."""
    if not entry.at:
        return
    target = table.rows[entry.at - 1]
    for known, column in columns:
        cell = table.sheet.value(entry.row, column.column)
        if known.key or known.kind is Kind.SERIAL or not text_of(cell).strip():
            continue
        if known.kind in (Kind.TEXT, Kind.LINES):
            added = normalize_lines(text_of(cell))
            target.values[known.name] = "\n".join(filter(None, (target.text(known.name), added)))
            continue
        reason = _("the row goes on with the one above; this value was not read")
        expected = _("a row of its own, or nothing")
        reader.report(entry.row, column, known, cell, reason, expected, Severity.WARNING)
