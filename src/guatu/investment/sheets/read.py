"""From an office's workbook to rows of prospects or agreements, with every problem at its cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.investment.choices import DealSheet
from guatu.investment.details import registered_above_total
from guatu.investment.rules.amounts import CURRENCIES, Measure
from guatu.investment.sheets.fields import FIELDS, SHEET_WORDS
from guatu.investment.sheets.rows import DealRow, DealRows
from guatu.projects.choices import CapitalOrigin
from guatu.projects.sheets.rows import Dated
from guatu.projects.sheets.words import capital_origin
from guatu.sheets.choose_sheet import choose_sheet
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.read_table import read_table
from guatu.sheets.table import DataRow, Table
from guatu.sheets.workbook import Sheet, Workbook

_OVER = re.compile(r"超|逾|以上|至少|不低于|不少于|[多余]")
_LISTED = re.compile(r"上市|挂牌|新三板")


@dataclass(slots=True)
class ReadDeals:
    """A sheet understood: rows that can be taken in, problems (errors reject their row), checks of totals."""

    table: Table
    deals: DealRows
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def errors(self) -> list[CellProblem]:
        return [p for p in self.problems if p.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[CellProblem]:
        return [p for p in self.problems if p.severity is Severity.WARNING]

    @property
    def rejected_rows(self) -> set[int]:
        return {p.row for p in self.errors}


def read_deals(
    workbook: Workbook,
    reads: DealSheet,
    *,
    sheet_name: str | None = None,
    as_of: date | None = None,
    year: int | None = None,
    mapping: Mapping[str, str | None] | None = None,
    today: date,
) -> ReadDeals:
    """Find the sheet and its table, read every row.

    `as_of` holds where given, else what the title says, else `today`; `year` completes a title that names none
    (“截至6月中旬”). Raises `SheetError` where no table can be found.
    """
    sheet = _sheet(workbook, reads, mapping) if sheet_name is None else workbook.sheet(sheet_name)
    default_year = year or (as_of.year if as_of else today.year)
    table = read_table(sheet, FIELDS[reads], mapping, default_year)
    table.require_columns()
    if as_of is None:
        as_of = min(table.facts.as_of.end, today) if table.facts.as_of else today
    reader = _Rows(table, reads, as_of)
    rows = [reader.read(row) for row in table.rows]
    problems = sorted([*table.problems, *reader.problems], key=lambda p: (p.row, p.column))
    rejected = {p.row for p in problems if p.severity is Severity.ERROR}
    return ReadDeals(
        table, DealRows(reads, as_of, tuple(row for row in rows if row.row not in rejected)), problems
    )


def _sheet(workbook: Workbook, reads: DealSheet, mapping: Mapping[str, str | None] | None) -> Sheet:
    """The sheet whose name says what it holds; else the one whose columns fit best."""
    words = SHEET_WORDS[reads]
    named = [s for s in workbook.sheets if not s.hidden and any(word in s.name for word in words)]
    return named[0] if len(named) == 1 else choose_sheet(workbook, FIELDS[reads], mapping).sheet


class _Rows:
    """Turns the table's rows into rows of deals, gathering what is wrong with them."""

    def __init__(self, table: Table, reads: DealSheet, as_of: date) -> None:
        self.table, self.reads, self.as_of = table, reads, as_of
        self.problems: list[CellProblem] = []
        self.columns = {c.field: c for c in table.header.columns if c.field}
        self.names: dict[str, int] = {}

    def read(self, row: DataRow) -> DealRow:
        kind = row.text("investor_kind").strip()
        said = row.date("signed_on")
        found = DealRow(
            row=row.number,
            name=" ".join(row.text("name").split()),
            investor_name=row.text("investor_name").strip(),
            capital_origin=capital_origin(row.text("capital_origin")) or "",
            industry_group=row.text("industry_group").strip(),
            total=self._measure(row, "total_investment"),
            registered=self._measure(row, "registered_capital"),
            listed_investor=bool(_LISTED.search(kind)) if kind else None,
            source=row.text("source").strip(),
            person=row.text("person").strip(),
            remark=row.text("remark").strip(),
            signed_on=Dated(said.end, said.precision.value) if said else None,
        )
        self._check(row, found)
        return found

    def _measure(self, row: DataRow, name: str) -> Measure | None:
        amount = row.amount(name)
        if amount is None:
            return None
        if amount.currency not in CURRENCIES:
            self._note(
                row, name, _("an amount in %s") % amount.currency, _("yuan or US dollars"), Severity.ERROR
            )
        if amount.value < 0:
            self._note(row, name, _("an amount below zero"), _("an amount"), Severity.ERROR)
        over = bool(_OVER.search(self.table.cell(row.number, name).text))
        return Measure(amount.value, amount.currency, at_least=over)

    def _check(self, row: DataRow, found: DealRow) -> None:
        if found.name in self.names:
            self._note(
                row, "name", _("this name stands in row %s already") % self.names[found.name],
                _("a name for each"), Severity.ERROR,
            )  # fmt: skip
        self.names.setdefault(found.name, row.number)
        if row.text("capital_origin") and not found.capital_origin:
            self._note(row, "capital_origin", _("unknown capital"), "内资 / 外资", Severity.ERROR)
        if found.signed_on is not None and _first_day(row) > self.as_of:
            self._note(row, "signed_on", _("signed after the day of the sheet"), str(self.as_of))
        if found.total is None:
            self._note(row, "total_investment", _("no total investment"), _("an amount"))
        is_foreign = found.capital_origin == CapitalOrigin.FOREIGN
        if is_foreign and found.registered is None and "registered_capital" in self.columns:
            self._note(row, "registered_capital", _("foreign, but without registered capital"), "")
        if (
            found.total is not None
            and found.registered is not None
            and registered_above_total(found.total, found.registered)
        ):
            self._note(row, "registered_capital", _("more than the total investment"), "")

    def _note(
        self, row: DataRow, name: str, reason: str, expected: str, severity: Severity = Severity.WARNING
    ) -> None:
        column = self.columns.get(name)
        cell: Any = self.table.cell(row.number, name) if column else None
        self.problems.append(
            CellProblem(
                row=row.number,
                column=column.letter if column else "",
                field=name,
                header=column.header if column else "",
                value=cell.text if cell else "",
                reason=reason,
                expected=expected,
                severity=severity,
            )
        )


def _first_day(row: DataRow) -> date:
    said = row.date("signed_on")
    return said.date if said is not None else date.min
