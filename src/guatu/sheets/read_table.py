"""`read_table`: from a sheet to a `Table`."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guatu.sheets.amounts import Unit
from guatu.sheets.columns import ColumnMatch
from guatu.sheets.fields import Field, FieldSet, Kind
from guatu.sheets.header import find_header
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.read_special import FIGURES, read_special
from guatu.sheets.reading import ColumnReader, column_unit, parser_of
from guatu.sheets.rows import ClassifiedRows, classify
from guatu.sheets.table import DataRow, Mapped, Table
from guatu.sheets.text import fold
from guatu.sheets.titles import parse_titles
from guatu.sheets.values import decimal_of
from guatu.sheets.workbook import Sheet, Value


def read_table(sheet: Sheet, fields: FieldSet, mapping: Mapped = None, year: int | None = None) -> Table:
    """Read the table of `sheet`. Bad cells become problems of the table; nothing is raised for them.

    `mapping` (header → field, or empty for “not read”) wins over what is recognised; `year` completes dates
    where no title names a year. Raises `SheetError` only where no header is found. A missing or ambiguous
    required column is an error in `problems` (see `Table.require_columns`); without the key column no rows
    are read.
    """
    return _TableReader(sheet, fields, mapping, year).read()


class _TableReader:
    def __init__(self, sheet: Sheet, fields: FieldSet, mapping: Mapped, year: int | None) -> None:
        self.sheet = sheet
        self.fields = fields
        self.header = find_header(sheet, fields, mapping, year)
        self.facts = parse_titles(list(self.header.titles), year)
        self.year = self.facts.year
        self.table = Table(sheet, fields, self.facts, self.header, problems=list(self.header.problems))
        self.reader = ColumnReader(sheet, self.table.problems, self.table.cell_notes)
        self.known: list[tuple[Field, ColumnMatch]] = [
            (fields[column.field], column) for column in self.header.columns if column.field
        ]

    def read(self) -> Table:
        table = self.table
        if self.header.column_of(self.fields.key.name) is not None:
            classified = classify(self.sheet, self.header, self.fields)
            self._read_rows(classified)
            read_special(table, classified, self.known)
        self._remark()
        table.problems.sort(key=lambda problem: problem.row)
        return table

    def _read_rows(self, classified: ClassifiedRows) -> None:
        numbers = classified.data
        columns_of_cells = _transposed(
            self._spread(numbers), max(column.column for _field, column in self.known)
        )
        columns: dict[str, list[object]] = {}
        row_units: list[Unit | None] | None = None
        by_kind = sorted(self.known, key=lambda pair: pair[0].kind is Kind.AMOUNT)  # units before amounts
        for known, column in by_kind:
            cells = columns_of_cells[column.column - 1]
            if known.kind is Kind.AMOUNT:
                values = self._read_amounts(known, column, numbers, cells, row_units)
            else:
                values = self.reader.read(known, column, numbers, cells, parser_of(known, column, self.year))
            if known.kind is Kind.UNIT:
                row_units = values
            columns[known.name] = values
            if known.required or known.key:
                self._require(known, column, numbers, values, cells)
        names = list(columns)
        self.table.rows = [
            DataRow(number, sections, dict(zip(names, values, strict=True)))
            for number, sections, *values in zip(numbers, classified.sections, *columns.values(), strict=True)
        ]
        self._reject_errors(set(numbers))

    def _read_amounts(
        self,
        known: Field,
        column: ColumnMatch,
        numbers: Sequence[int],
        cells: Sequence[Value],
        row_units: list[Unit | None] | None,
    ) -> list[Any]:
        unit = column_unit(known, column, self.facts.units)
        if row_units is None and (column.unit is None and len(self.facts.units) != 1):
            bare = sum(1 for cell in cells if _is_bare(cell))
            if bare:
                self._report_unit(known, column, unit, bare)
            if bare and unit is None:  # said once for the column, not for each of its cells
                numbers_only = ["" if _is_bare(cell) else cell for cell in cells]
                return self.reader.read_amounts(known, column, numbers, numbers_only, None, None)
        return self.reader.read_amounts(known, column, numbers, cells, unit, row_units)

    def _report_unit(self, known: Field, column: ColumnMatch, unit: Unit | None, bare: int) -> None:
        """An amount column whose header and title name no unit, or the title several."""
        several = "、".join(named.label for named in self.facts.units)
        reason = ngettext(
            "%(count)s amount has no unit in its cell, the header or the title",
            "%(count)s amounts have no unit in their cells, the header or the title",
            bare,
        ) % {"count": bare}
        if several:
            reason = _("the title names several units: %(units)s") % {"units": several}
        if unit is None:
            expected, severity = _("a unit in the header, such as “%(label)s（亿元）”"), Severity.ERROR
        else:
            expected, severity = _("a unit in the header; %(unit)s was taken"), Severity.WARNING
        expected %= {"label": known.label, "unit": unit.label if unit else ""}
        row = self.header.bottom
        self.table.problems.append(
            CellProblem(
                row, column.letter, known.name, column.header, column.header, reason, expected, severity
            )
        )

    def _require(
        self,
        known: Field,
        column: ColumnMatch,
        numbers: Sequence[int],
        values: Sequence[object],
        cells: Sequence[Value],
    ) -> None:
        unreadable = {problem.row for problem in self.table.problems if problem.column == column.letter}
        for number, value, cell in zip(numbers, values, cells, strict=True):
            if (value is None or value == "") and number not in unreadable:
                expected = _("every row needs “%(label)s”") % {"label": known.label}
                self.reader.report(number, column, known, cell, _("nothing stands here"), expected)

    def _reject_errors(self, numbers: set[int]) -> None:
        """Cells that show an error or whose formula was never computed: their value is not known."""
        by_column = {
            column.column: (known, column) for known, column in self.known if known.kind is not Kind.SERIAL
        }
        by_number = {row.number: row for row in self.table.rows}
        bad = [(cell, _("the cell shows an error")) for cell in self.sheet.errors]
        bad += [(cell, _("the formula has no stored value")) for cell in self.sheet.uncomputed]
        for (number, at), reason in bad:
            if number not in numbers or at not in by_column:
                continue
            known, column = by_column[at]
            self.table.problems[:] = [
                problem
                for problem in self.table.problems
                if (problem.row, problem.column) != (number, column.letter)
            ]
            expected = _("a value, or a formula computed and saved by Excel or WPS")
            self.reader.report(number, column, known, self.sheet.value(number, at), reason, expected)
            by_number[number].values[known.name] = None

    def _spread(self, numbers: Sequence[int]) -> list[list[Value]]:
        """The data rows with merged cells filled in, downwards and sideways.

        Amounts are not repeated (they would be counted twice), nor are serial numbers and names.
        """
        rows = {number: self.sheet.rows[number - 1] for number in numbers}
        repeated = {
            column.column: known
            for known, column in self.known
            if not known.key and known.kind is not Kind.SERIAL
        }
        for merge in self.sheet.merges:
            inside = [
                number
                for number in range(merge.top, min(merge.bottom, len(self.sheet.rows)) + 1)
                if number in rows
            ]
            value = self.sheet.value(merge.top, merge.left)
            if not inside or value == "":
                continue
            for column in range(merge.left, merge.right + 1):
                known = repeated.get(column)
                if known is None:
                    continue
                if known.kind in FIGURES:
                    self._note_shared_amount(known, column, merge.top, merge.bottom, inside)
                    continue
                for number in inside:
                    if rows[number] is self.sheet.rows[number - 1]:
                        rows[number] = list(rows[number]) + [""] * (column - len(rows[number]))
                    rows[number][column - 1] = value
        return list(rows.values())

    def _note_shared_amount(
        self, known: Field, column: int, top: int, bottom: int, inside: list[int]
    ) -> None:
        if len(inside) > 1:
            match = next(match for field, match in self.known if field is known)
            reason = _("one figure for the rows %(top)s to %(bottom)s") % {"top": top, "bottom": bottom}
            expected = _("a figure for each row; it was counted for the first one only")
            cell = self.sheet.value(top, column)
            self.reader.report(inside[0], match, known, cell, reason, expected, Severity.WARNING)

    def _remark(self) -> None:
        sheet, remarks = self.sheet, self.table.remarks
        hidden = [row.number for row in self.table.rows if row.number in sheet.hidden_rows]
        if hidden:
            text = ngettext("%(count)s hidden row was read.", "%(count)s hidden rows were read.", len(hidden))
            remarks.append(text % {"count": len(hidden)})
        for column in self.header.columns:
            names = {"letter": column.letter, "header": column.header}
            if column.hidden and column.field:
                remarks.append(_("The hidden column %(letter)s “%(header)s” was read.") % names)
            elif not column.field:
                remarks.append(_("The column %(letter)s “%(header)s” was not read.") % names)


def _transposed(rows: list[list[Value]], width: int) -> list[Sequence[Value]]:
    """The first `width` columns of rows that may be shorter."""
    if not rows:
        return [()] * width
    if min(map(len, rows)) < width:
        rows = [row + [""] * (width - len(row)) for row in rows]
    return list(zip(*rows, strict=False))


def _is_bare(cell: Value) -> bool:
    """A number without a unit of its own."""
    return decimal_of(fold(cell)) is not None if isinstance(cell, str) else isinstance(cell, (int, float))
