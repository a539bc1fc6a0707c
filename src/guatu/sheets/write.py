"""Writing office workbooks: titles, grouped headers, sections and totals with formulas, ready to print.

A text is always written as a text: no cell can start a formula or become a link. A text that a spreadsheet
would calculate if it ever came back through CSV gets an apostrophe before it (`text.guard_formula`), which
reading takes off again. Formulas carry their value, so that readers which do not calculate see it too.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter import Workbook as XlsxWorkbook
from xlsxwriter.utility import xl_range

from guatu.sheets.dates import PartialDate, Precision
from guatu.sheets.errors import SheetError
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, SectionLine, SheetSpec, TotalLine
from guatu.sheets.references import column_letter
from guatu.sheets.text import guard_formula
from guatu.sheets.written import FIGURES, display_text, figure_of, places_of, section_ends, sum_of

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_LONGEST_TEXT = 32_767
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_A3 = 8
_DAY_FORMAT = 'yyyy"年"m"月"d"日"'


def write_workbook(
    target: Path | BinaryIO, sheets: Iterable[SheetSpec], created: datetime | None = None
) -> None:
    """Write an xlsx workbook to a path or an open binary file. `created` goes into its properties.

    Raises `SheetError` for a text of more than 32,767 characters, naming its cell, and for more rows or
    columns than a sheet holds.
    """
    with XlsxWorkbook(str(target) if isinstance(target, Path) else target, _OPTIONS) as book:
        if created is not None:
            book.set_properties({"created": created.replace(tzinfo=None)})
        formats = _Formats(book)
        used: set[str] = set()
        for sheet in sheets:
            _SheetWriter(book, formats, sheet, _sheet_name(sheet.name, used)).write()


class _Formats:
    """Cell formats, made once each."""

    def __init__(self, book: XlsxWorkbook) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"valign": "vcenter", **properties})
        return self.made[key]


class _SheetWriter:
    def __init__(self, book: XlsxWorkbook, formats: _Formats, spec: SheetSpec, name: str) -> None:
        self.spec = spec
        self.formats = formats
        self.page = book.add_worksheet(name)
        self.paths = [column.header.split("/") for column in spec.columns]
        self.depth = max(map(len, self.paths), default=1)
        self.top = len(spec.titles)
        self.first = self.top + self.depth
        self.key = next((n for n, column in enumerate(spec.columns) if column.key), 0)
        self.serial = next((n for n, column in enumerate(spec.columns) if column.kind is Kind.SERIAL), None)
        self.places = [places_of(column, spec) for column in spec.columns]
        self.widths = [0.0] * len(spec.columns)
        height = self.first + len(spec.lines) + len(spec.notes)
        if height > _MOST_ROWS or len(spec.columns) > _MOST_COLUMNS:
            raise SheetError("too_many_to_write", spec.name)

    def write(self) -> None:
        self._write_titles()
        self._write_header()
        ends = section_ends(self.spec)
        for number, line in enumerate(self.spec.lines):
            row = self.first + number
            if isinstance(line, DataLine):
                self._write_data(row, line)
            elif isinstance(line, SectionLine):
                self._write_sums(row, line, number + 1, ends[number], bold=True)
            else:
                self._write_sums(row, line, 0, number, bold=True)
        below = self.first + len(self.spec.lines)
        for number, note in enumerate(self.spec.notes):
            self._text(below + number, 0, note, self.formats.get())
        self._set_up_page()

    def _write_titles(self) -> None:
        last = len(self.spec.columns) - 1
        for row, title in enumerate(self.spec.titles):
            look = {"bold": True, "font_size": 18, "align": "center"} if row == 0 else {"align": "center"}
            if last > 0:
                self.page.merge_range(row, 0, row, last, "", self.formats.get(**look))
            self._text(row, 0, title, self.formats.get(**look), fit=False)
            self.page.set_row(row, 32 if row == 0 else 20)

    def _write_header(self) -> None:
        look = self.formats.get(bold=True, align="center", text_wrap=True, border=1, bg_color="#EEF2F6")
        for level in range(self.depth):
            column = 0
            while column < len(self.paths):
                path = self.paths[column]
                if level >= len(path):
                    column += 1
                    continue
                right = column
                while (
                    right + 1 < len(self.paths)
                    and level < len(path) - 1
                    and self._same_group(right + 1, path, level)
                ):
                    right += 1
                bottom = self.top + (self.depth - 1 if level == len(path) - 1 else level)
                if bottom > self.top + level or right > column:
                    self.page.merge_range(self.top + level, column, bottom, right, "", look)
                self._text(self.top + level, column, path[level], look, fit=right == column)
                column = right + 1
        for number, spec in enumerate(self.spec.columns):
            if spec.comment:
                self.page.write_comment(
                    self.first - 1 if len(self.paths[number]) > 1 else self.top, number, spec.comment
                )

    def _same_group(self, column: int, path: list[str], level: int) -> bool:
        other = self.paths[column]
        return len(other) > level + 1 and other[: level + 1] == path[: level + 1]

    def _write_data(self, row: int, line: DataLine) -> None:
        for number, column in enumerate(self.spec.columns):
            look: dict[str, object] = {"border": 1, "text_wrap": column.kind not in FIGURES}
            if column.name in line.marked:
                look["bg_color"] = "#FDE2E1"
            self._value(row, number, column, line.values.get(column.name), look)
            if comment := line.comments.get(column.name):
                self.page.write_comment(row, number, comment, {"x_scale": 2})

    def _write_sums(
        self, row: int, line: SectionLine | TotalLine, first: int, last: int, *, bold: bool
    ) -> None:
        """A section or total row: its label, and the sums of the data lines `first` to `last` (exclusive)."""
        look: dict[str, object] = {"border": 1, "bold": bold, "bg_color": "#F7F9FB"}
        plain = self.formats.get(**look)
        for number in range(len(self.spec.columns)):
            self.page.write_blank(row, number, None, plain)
        if isinstance(line, SectionLine):
            mark, label, summed = line.serial, line.label, line.summed
        else:
            mark, label, summed = line.label, line.text, True
        if self.serial is not None:
            self._text(row, self.serial, mark, plain)
            self._text(row, self.key, label, plain, fit=False)
        else:
            self._text(
                row,
                self.key,
                (mark + "、" if isinstance(line, SectionLine) and mark else mark) + label,
                plain,
            )
        for number, column in enumerate(self.spec.columns):
            if column.total and summed and first < last:
                look["num_format"] = self._number_format(number)
                value = sum_of(column, self.spec.lines[first:last])
                range_ = xl_range(self.first + first, number, self.first + last - 1, number)
                self.page.write_formula(
                    row, number, f"=SUBTOTAL(9,{range_})", self.formats.get(**look), float(value)
                )

    def _value(
        self, row: int, number: int, column: ColumnSpec, value: object, look: dict[str, object]
    ) -> None:
        figure = figure_of(column, value)
        if figure is not None:
            look["num_format"] = self._number_format(number)
            self.page.write_number(row, number, float(figure), self.formats.get(**look))
            self._fit(number, format(figure, "f"))
            return
        if isinstance(value, PartialDate) and value.precision is Precision.DAY and value.date.year > 1900:
            value = value.date
        if isinstance(value, (date, datetime)):
            look["num_format"] = _DAY_FORMAT
            self.page.write_datetime(row, number, value, self.formats.get(**look))
            self._fit(number, "2018年12月31日")
            return
        text = display_text(value, column.unit)
        if column.kind is Kind.SERIAL and text.isdecimal() and len(text) < 16 and not text.startswith("0"):
            self.page.write_number(row, number, int(text), self.formats.get(**look, align="center"))
            return
        self._text(row, number, text, self.formats.get(**look))

    def _number_format(self, number: int) -> str:
        column, places = self.spec.columns[number], self.places[number]
        if column.kind is Kind.NUMBER and column.places is None:
            return "General"
        decimals = "." + "0" * places if places else ""
        if column.kind is Kind.RATE:
            return f"0{decimals}%"
        return f"#,##0{decimals}"

    def _text(self, row: int, column: int, text: str, look: Any, *, fit: bool = True) -> None:
        if not text:
            self.page.write_blank(row, column, None, look)
            return
        guarded = guard_formula(text)
        if len(guarded) > _LONGEST_TEXT:
            place = f"{self.spec.name}!{column_letter(column + 1)}{row + 1}"
            raise SheetError("text_too_long", place, length=len(guarded))
        self.page.write_string(row, column, guarded, look)
        if fit:
            self._fit(column, text)

    def _fit(self, column: int, text: str) -> None:
        longest = max((sum(1 if c.isascii() else 2 for c in line) for line in text.splitlines()), default=0)
        self.widths[column] = max(self.widths[column], min(longest, 40) + 2)

    def _set_up_page(self) -> None:
        page, columns = self.page, self.spec.columns
        for number, column in enumerate(columns):
            page.set_column(
                number, number, column.width or max(6, self.widths[number]), None, {"hidden": column.hidden}
            )
        page.freeze_panes(self.first, min(self.spec.frozen, len(columns)))
        page.set_landscape()
        page.set_paper(_A3)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(self.top, self.first - 1)
        page.center_horizontally()
        page.set_footer("&C&P / &N")


def _sheet_name(name: str, used: set[str]) -> str:
    """A name that a sheet may have: at most 31 characters, none of []:*?/\\, each once in a workbook."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '") or "Sheet"
    chosen, number = plain[:31], 1
    while chosen.lower() in used:
        number += 1
        chosen = f"{plain[:26]} ({number})"
    used.add(chosen.lower())
    return chosen
