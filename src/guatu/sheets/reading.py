"""Reading the cells of one column of a table, each different value once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from guatu.sheets.amounts import Unit, combine_units, parse_amount, parse_unit
from guatu.sheets.columns import ColumnMatch
from guatu.sheets.dates import parse_partial_date
from guatu.sheets.fields import Field, Kind
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.spans import parse_year_range
from guatu.sheets.text import fold, normalize_lines, normalize_text, unguard_formula
from guatu.sheets.values import (
    Parsed,
    Unreadable,
    exact_decimal,
    is_blank,
    parse_integer,
    parse_number,
    parse_rate,
    parse_tick,
)
from guatu.sheets.workbook import Sheet, Value

Parser = Callable[[Value, str], Parsed[Any]]


def text_of(value: Value) -> str:
    """A cell as text: numbers without a needless “.0”, dates as 2018-03-01."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return format(exact_decimal(value), "f") if abs(value) < 1e18 else str(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _text(value: Value, _shown: str) -> Parsed[str]:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return Parsed(str(int(value)))
    text = value if isinstance(value, str) else text_of(value)
    return Parsed(normalize_text(unguard_formula(text) if text[:1] == "'" else text))


def _lines(value: Value, _shown: str) -> Parsed[str]:
    return Parsed(normalize_lines(unguard_formula(text_of(value))))


def _unit(value: Value, _shown: str) -> Parsed[Unit]:
    unit = parse_unit(value) if isinstance(value, str) else None
    if unit is None and not (isinstance(value, str) and is_blank(fold(value))):
        raise Unreadable(
            _("this is not a unit of money or a currency"), _("a unit such as 万元, 亿元 or 万美元")
        )
    return Parsed(unit)


def _dated(parse: Callable[..., Parsed[Any]], year: int | None) -> Parser:
    """Dates without a year take the table's, and say so."""

    def read(value: Value, shown: str) -> Parsed[Any]:
        details = {"shown": shown} if parse is parse_partial_date else {}
        try:
            return parse(value, **details)
        except Unreadable:
            if year is None or not isinstance(value, str):
                raise
            parsed = parse(value, default_year=year, **details)
            note = _("the year %(year)s was taken from the table's title") % {"year": year}
            return Parsed(parsed.value, parsed.note or note)

    return read


def parser_of(known: Field, column: ColumnMatch, year: int | None) -> Parser:
    """The parser for a column's cells; amounts have their own way (`read_amounts`)."""
    match known.kind:
        case Kind.INTEGER:
            return lambda value, shown: parse_integer(value)
        case Kind.NUMBER:
            return lambda value, shown: parse_number(value)
        case Kind.RATE:
            return lambda value, shown: parse_rate(value, shown=shown, in_percent=column.percent)
        case Kind.DATE:
            return _dated(parse_partial_date, year)
        case Kind.YEARS:
            return _dated(parse_year_range, year)
        case Kind.TICK:
            return lambda value, shown: parse_tick(value)
        case Kind.UNIT:
            return _unit
        case Kind.LINES:
            return _lines
    return _text


def column_unit(known: Field, column: ColumnMatch, title_units: Sequence[Unit]) -> Unit | None:
    """The unit of a column's bare numbers: its header's, else the title's if it names just one, else the usual."""
    if column.unit is not None:
        usual = title_units[0] if len(title_units) == 1 else known.default_unit
        return combine_units(usual, column.unit) if column.unit.any_currency else column.unit
    return title_units[0] if len(title_units) == 1 else known.default_unit


@dataclass
class ColumnReader:
    """Reads columns of one sheet; collects notes by (row, field) and problems as it goes."""

    sheet: Sheet
    problems: list[CellProblem] = field(default_factory=list)
    notes: dict[tuple[int, str], str] = field(default_factory=dict)

    def read(
        self, known: Field, column: ColumnMatch, numbers: Sequence[int], cells: Sequence[Value], parse: Parser
    ) -> list[Any]:
        """The values of `cells`, which stand in the rows `numbers`; None for blank and for unreadable ones."""
        shown = {row: hint for (row, at), hint in self.sheet.shown.items() if at == column.column}
        formatted = bool(shown) or bool in set(map(type, cells))
        if formatted:  # equal cells may differ in format, and True equals 1
            keys: Sequence[Any] = [
                (type(cell), cell, shown.get(row, "")) for row, cell in zip(numbers, cells, strict=True)
            ]
        else:
            keys = cells
        good: dict[Any, Any] = {}
        noted: dict[Any, str] = {}
        bad: dict[Any, Unreadable] = {}
        for key in dict.fromkeys(keys):
            try:
                value, note = parse(*key[1:]) if formatted else parse(key, "")
            except Unreadable as error:
                bad[key] = error
                continue
            good[key] = value
            if note:
                noted[key] = note
        if noted or bad:
            self._tell(known, column, zip(numbers, cells, keys, strict=True), noted, bad)
        return list(map(good.get, keys))

    def _tell(
        self,
        known: Field,
        column: ColumnMatch,
        cells: Iterable[tuple[int, Value, Any]],
        noted: dict[Any, str],
        bad: dict[Any, Unreadable],
    ) -> None:
        for row, cell, key in cells:
            if key in noted:
                self.notes[row, known.name] = noted[key]
            elif key in bad:
                self.report(row, column, known, cell, bad[key].reason, bad[key].expected)

    def read_amounts(
        self,
        known: Field,
        column: ColumnMatch,
        numbers: Sequence[int],
        cells: Sequence[Value],
        unit: Unit | None,
        row_units: Sequence[Unit | None] | None,
    ) -> list[Any]:
        """Amounts; a row's own unit (its 币种 cell) is combined with the column's, a foreign header's stays."""
        if row_units is None or (column.unit is not None and column.unit.currency != "CNY"):
            return self.read(known, column, numbers, cells, _amount_parser(unit))
        own: dict[Unit | None, list[int]] = {}
        for position, row_unit in enumerate(row_units):
            own.setdefault(row_unit, []).append(position)
        values: list[Any] = [None] * len(cells)
        for row_unit, positions in own.items():
            parse = _amount_parser(combine_units(unit, row_unit))
            read = self.read(
                known, column, [numbers[p] for p in positions], [cells[p] for p in positions], parse
            )
            for position, value in zip(positions, read, strict=True):
                values[position] = value
        return values

    def report(
        self,
        row: int,
        column: ColumnMatch,
        known: Field,
        cell: Value,
        reason: str,
        expected: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        header, text = column.header, text_of(cell)
        self.problems.append(
            CellProblem(row, column.letter, known.name, header, text, reason, expected, severity)
        )


def _amount_parser(unit: Unit | None) -> Parser:
    def read(value: Value, shown: str) -> Parsed[Any]:
        if shown.startswith("unit:") and not isinstance(value, str):
            return parse_amount(value, parse_unit(shown[5:]) or unit)
        return parse_amount(value, unit)

    return read
