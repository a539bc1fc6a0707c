"""Giving back the rows that could not be used, as they came, with the reasons; ready to mend and send again."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from guatu.sheets.dates import PartialDate, Precision
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, Line, SectionLine, SheetSpec
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.read_special import FIGURES
from guatu.sheets.reading import text_of
from guatu.sheets.rows import Section
from guatu.sheets.table import Table
from guatu.sheets.text import unguard_formula
from guatu.sheets.values import exact_decimal
from guatu.sheets.workbook import Value
from guatu.sheets.write import write_workbook

_REASON = "__reason__"
_NUMERALS = "一二三四五六七八九十"


def write_rejects(
    target: Path | BinaryIO, table: Table, problems: Sequence[CellProblem] | None = None
) -> int:
    """Write the rows with errors under their titles, headers and sections; returns how many there are.

    Each bad cell is coloured and carries its reason as a comment, and the last column 原因 sums them up.
    `problems` are the table's own unless given (an importer has found more). The result reads like the
    original: the unit stays in its title, merged cells are filled in, the column of reasons is not read.
    """
    by_row: dict[int, list[CellProblem]] = {}
    for problem in table.problems if problems is None else problems:
        if problem.severity is Severity.ERROR and problem.row > table.header.bottom:
            by_row.setdefault(problem.row, []).append(problem)
    sections = {row.number: row.sections for row in table.rows}
    lines: list[Line] = []
    shown: tuple[Section, ...] = ()
    counts: dict[int, int] = {}
    for number in sorted(by_row):
        around = sections.get(number, ())
        for section in around:
            if section not in shown:
                counts[section.level] = counts.get(section.level, 0) + 1
                lines.append(_section_line(section, counts[section.level]))
        shown = around
        lines.append(_line(table, number, by_row[number]))
    columns = [
        ColumnSpec(
            str(column.column),
            column.header,
            kind=_kind(table, column.field),
            key=_is_key(table, column.field),
        )
        for column in table.header.columns
    ]
    columns.append(ColumnSpec(_REASON, _("Reason"), width=48))
    write_workbook(target, [SheetSpec(table.sheet.name, columns, lines, titles=table.header.titles)])
    return len(by_row)


def _kind(table: Table, name: str | None) -> Kind:
    """Numbers go back as numbers whatever the column, so only serial numbers need their kind."""
    return Kind.SERIAL if name and table.fields[name].kind is Kind.SERIAL else Kind.NUMBER


def _is_key(table: Table, name: str | None) -> bool:
    return bool(name) and table.fields.key.name == name


def _section_line(section: Section, number: int) -> SectionLine:
    numeral = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
    serial = {1: numeral, 2: f"（{numeral}）"}.get(section.level, "")
    return SectionLine(serial, section.label, section.level, summed=False)


def _line(table: Table, number: int, problems: Sequence[CellProblem]) -> DataLine:
    letters = {column.letter: str(column.column) for column in table.header.columns}
    values: dict[str, object] = {}
    for column in table.header.columns:
        hint = table.sheet.shown.get((number, column.column), "")
        shared = column.field and table.fields[column.field].kind in FIGURES  # a sum over merged rows
        find = table.sheet.value if shared else table.sheet.merged_value
        values[str(column.column)] = _as_it_was(find(number, column.column), hint)
    values[_REASON] = "\n".join(_sentence(problem) for problem in problems)
    comments: dict[str, str] = {}
    for problem in problems:
        name = letters.get(problem.column)
        if name:
            text = f"{problem.reason}\n{problem.expected}".strip()
            comments[name] = "\n".join(filter(None, (comments.get(name, ""), text)))
    return DataLine(values, comments, frozenset(comments))


def _sentence(problem: CellProblem) -> str:
    where = f"{problem.cell} {problem.header}".strip()
    return where + _(": ") + problem.reason + (_("; ") + problem.expected if problem.expected else "")


def _as_it_was(value: Value, hint: str) -> object:
    """A raw cell as a value to write; what its number format told goes into a text."""
    if isinstance(value, str):
        return unguard_formula(value)
    if isinstance(value, date) and hint in ("month", "year"):
        first = date(value.year, value.month if hint == "month" else 1, 1)
        return PartialDate(first, Precision(hint))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number_as_shown(exact_decimal(value), hint)
    return value if isinstance(value, date) else text_of(value)


def _number_as_shown(number: Decimal, hint: str) -> object:
    if hint == "percent":
        return f"{format(number.scaleb(2), 'f')}%"
    if hint == "two_decimals":
        return format(number, ".2f")
    return format(number, "f") + hint[5:] if hint.startswith("unit:") else number
