"""A sheet read as a table: titles, columns, data rows with typed values, stated totals, notes and problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from guatu.sheets.amounts import Amount
from guatu.sheets.dates import PartialDate
from guatu.sheets.errors import SheetError
from guatu.sheets.fields import FieldSet
from guatu.sheets.header import Header
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.reading import text_of
from guatu.sheets.rows import Section
from guatu.sheets.spans import DateSpan
from guatu.sheets.titles import TitleFacts
from guatu.sheets.totals import StatedTotals, TotalCheck, check_totals
from guatu.sheets.workbook import Sheet, Value


class ParsedCell(NamedTuple):
    """A cell as read: its value, its text as it stands in the sheet, where it is, and what was noted."""

    value: Any
    text: str
    row: int
    column_letter: str
    note: str = ""
    comment: str = ""


@dataclass(slots=True)
class DataRow:
    """One data row. `values` has every matched field: None (texts: "") where the cell is blank or unreadable.

    `sections` are the headings above it, outermost first.
    """

    number: int
    sections: tuple[Section, ...]
    values: dict[str, Any]

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def amount(self, name: str) -> Amount | None:
        value = self.values.get(name)
        return value if isinstance(value, Amount) else None

    def decimal(self, name: str) -> Decimal | None:
        """A number or a rate."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    def integer(self, name: str) -> int | None:
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def date(self, name: str) -> PartialDate | None:
        value = self.values.get(name)
        return value if isinstance(value, PartialDate) else None

    def years(self, name: str) -> DateSpan | None:
        value = self.values.get(name)
        return value if isinstance(value, DateSpan) else None

    def tick(self, name: str) -> bool | None:
        value = self.values.get(name)
        return value if isinstance(value, bool) else None


@dataclass
class Table:
    """What `read_table` found. `notes` are (row, text) of the remarks below or between the rows.

    `cell_notes` say how single cells were read (by row and field), `remarks` what concerns the table as a
    whole (hidden rows that were read, columns that were not).
    """

    sheet: Sheet
    fields: FieldSet
    facts: TitleFacts
    header: Header
    rows: list[DataRow] = field(default_factory=list)
    stated: list[StatedTotals] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    cell_notes: dict[tuple[int, str], str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[CellProblem]:
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @property
    def rejected(self) -> dict[int, list[CellProblem]]:
        """Row number → its errors, for every row below the header that cannot be used."""
        found: dict[int, list[CellProblem]] = {}
        for problem in self.errors:
            if problem.row > self.header.bottom:
                found.setdefault(problem.row, []).append(problem)
        return found

    @cached_property
    def _by_number(self) -> dict[int, DataRow]:
        return {row.number: row for row in self.rows}

    def cell(self, number: int, name: str) -> ParsedCell:
        """The cell of a field in the row with that number. KeyError where there is no such data row."""
        column = self.header.column_of(name)
        value = self._by_number[number].values.get(name)
        if column is None:
            return ParsedCell(value, "", number, "")
        return ParsedCell(
            value,
            text_of(self.raw(number, column.column)),
            number,
            column.letter,
            self.cell_notes.get((number, name), ""),
            self.sheet.comments.get((number, column.column), ""),
        )

    def raw(self, number: int, column: int) -> Value:
        """What stands in the sheet, untouched."""
        return self.sheet.value(number, column)

    def checks(self) -> list[TotalCheck]:
        """Every stated total beside the computed one."""
        return check_totals(self.stated, {row.number: row.values for row in self.rows})

    def require_columns(self) -> None:
        """Raise `SheetError` `bad_columns` when a required column is missing or ambiguous."""
        wrong = [str(problem) for problem in self.errors if problem.row <= self.header.bottom]
        if wrong:
            raise SheetError("bad_columns", self.sheet.place(self.header.bottom), found="; ".join(wrong))


Mapped = Mapping[str, str | None] | None
