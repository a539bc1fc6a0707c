"""From a workbook to the cells of a unit's entries, as if somebody had typed them, with every problem at its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.indicators.choices import Qualifier
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.rules.periods import plain
from guatu.indicators.rules.stated_values import read_value
from guatu.indicators.sheets.entry_fields import FIELDS, SAID
from guatu.indicators.sheets.read import read_period
from guatu.organization.models import Unit
from guatu.sheets.choose_sheet import choose_sheet
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.read_table import read_table
from guatu.sheets.table import DataRow, Table
from guatu.sheets.workbook import Workbook

_QUALIFIERS = {said: qualifier for qualifier, said in SAID.items()}


@dataclass(slots=True)
class ReadEntries:
    """`typed`: `value-<code>` and so on → what stands in the cell; only columns and rows that the sheet has. `rows`:
    code → its row."""

    table: Table
    typed: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def errors(self) -> list[CellProblem]:
        return [p for p in self.problems if p.severity is Severity.ERROR]

    def problem(self, place: str, reason: str) -> CellProblem:
        """What is wrong at `value-<code>` and so on, at its cell; an indicator that the sheet lacks has none."""
        name, _dash, code = place.partition("-")
        number = self.rows.get(code)
        column = self.table.header.column_of(name)
        if number is None:
            return CellProblem(0, "", name, "", code, reason, "")
        return CellProblem(
            row=number,
            column=column.letter if column else "",
            field=name,
            header=column.header if column else "",
            value=self.table.cell(number, name).text,
            reason=reason,
            expected="",
        )


def read_entries(
    workbook: Workbook, *, indicators: Sequence[Indicator], unit: Unit, period: Period
) -> ReadEntries:
    """Find the table and read every row. Raises `SheetError` where there is no such table."""
    table = read_table(choose_sheet(workbook, FIELDS).sheet, FIELDS)
    table.require_columns()
    read = ReadEntries(table, problems=list(table.problems))
    if table.header.column_of("value") is None:
        reason = _("The column “%s” is missing.") % FIELDS["value"].label
        read.problems.append(CellProblem(table.header.bottom, "", "value", "", "", reason, ""))
        return read
    known = {name: i for i in indicators for name in (i.label_en, i.label, i.code) if name}
    for row in table.rows:
        indicator = known.get(row.text("indicator").strip())
        if indicator is None:
            _note(read, row, "indicator", _("The set has no such indicator."))
            continue
        if indicator.code in read.rows:
            reason = _("the same indicator stands in row %s already") % read.rows[indicator.code]
            _note(read, row, "indicator", reason)
            continue
        read.rows[indicator.code] = row.number
        _check_place(read, row, indicator, unit, period)
        _take(read, row, indicator.code)
    read.problems.sort(key=lambda p: (p.row, p.column))
    return read


def _check_place(read: ReadEntries, row: DataRow, indicator: Indicator, unit: Unit, period: Period) -> None:
    """A workbook of another unit, period or unit of measure is not taken for this one."""
    named = row.text("unit").strip()
    if named and named not in (unit.name, unit.short_name):
        _note(read, row, "unit", _("these are the entries of %s") % unit.name)
    when = row.text("period").strip()
    if when and not _is_same(when, period):
        _note(read, row, "period", _("these are the entries of %s") % period.label)
    measure = row.text("measure").strip()
    if measure and measure != indicator.unit:
        _note(read, row, "measure", _("the indicator is kept in %s") % indicator.unit)


def _is_same(text: str, period: Period) -> bool:
    try:
        return read_period(text) == plain(period)
    except InvalidInput:
        return False


def _take(read: ReadEntries, row: DataRow, code: str) -> None:
    columns = {column.field for column in read.table.header.columns if column.field}
    value, said = read_value(row.text("value")), row.text("qualifier").strip()
    if value is not None and value.number is not None:
        read.typed[f"value-{code}"] = format(value.number, "f")
        read.typed[f"qualifier-{code}"] = value.qualifier
    else:
        read.typed[f"value-{code}"] = row.text("value").strip()
        read.typed[f"qualifier-{code}"] = Qualifier.EXACT
    if said:
        read.typed[f"qualifier-{code}"] = _QUALIFIERS.get(said, said)
    if "growth" in columns:
        growth = row.decimal("growth")
        read.typed[f"growth-{code}"] = "" if growth is None else format((growth * 100).normalize(), "f")
    if "target" in columns:
        read.typed[f"target-{code}"] = row.text("target").strip().replace(",", "").replace("，", "")
    if "note" in columns:
        read.typed[f"note-{code}"] = row.text("note").strip()


def _note(read: ReadEntries, row: DataRow, name: str, reason: str) -> None:
    column = read.table.header.column_of(name)
    read.problems.append(
        CellProblem(
            row=row.number,
            column=column.letter if column else "",
            field=name,
            header=column.header if column else "",
            value=read.table.cell(row.number, name).text if column else "",
            reason=reason,
            expected="",
        )
    )
