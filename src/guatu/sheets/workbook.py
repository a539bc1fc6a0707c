"""A workbook as it was read: the cells of every sheet, and what a table reader needs to know beside them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from guatu.sheets.errors import SheetError
from guatu.sheets.references import column_letter

# What a cell can hold; an empty one holds "".
Value = str | int | float | bool | datetime | date | time


class Merge(NamedTuple):
    """A merged range, corners included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[r - 1][c - 1]` is the cell in row r, column c; an empty cell is "".

    `shown` holds what a cell's number format adds to its value: `month`, `year` (a date shown without day),
    `percent`, `two_decimals` (only where 2018.1 is seen as 2018.10), or `unit:亿元`. `errors` are cells that
    show an error such as #REF!, `uncomputed` are formulas whose value was never stored. Only xlsx files
    tell of hidden rows and columns, comments, errors and formats.
    """

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: frozenset[tuple[int, int]] = frozenset()

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def value(self, row: int, column: int) -> Value:
        """The cell's value; "" beyond the filled area."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else []
        return cells[column - 1] if 0 < column <= len(cells) else ""

    def merged_value(self, row: int, column: int) -> Value:
        """The cell's value, or that of the merged range it lies in."""
        for merge in self.merges:
            if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
                return self.value(merge.top, merge.left)
        return self.value(row, column)

    def place(self, row: int, column: int | None = None) -> str:
        """How an error names a cell or a row of this sheet: “签约项目!F12”, “签约项目!12”."""
        return f"{self.name}!{column_letter(column) if column else ''}{row}"


@dataclass(frozen=True)
class Workbook:
    """`kind` is what the content is, whatever the name says: xlsx, xls or csv."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]

    @property
    def names(self) -> list[str]:
        return [sheet.name for sheet in self.sheets]

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name; raises `SheetError` `no_sheet`, naming those there are."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise SheetError("no_sheet", self.name, name=name, names="、".join(self.names))
