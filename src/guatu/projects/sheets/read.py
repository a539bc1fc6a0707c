"""From an office's workbook to project rows, with every problem at its cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.bulk import many_objects
from guatu.core.errors import InvalidInput
from guatu.core.money import YI, trimmed
from guatu.projects.choices import CapitalOrigin, StartClass, SubClass
from guatu.projects.rules.contradictions import YearFacts, contradictions
from guatu.projects.sheets import words
from guatu.projects.sheets.fields import FIELDS
from guatu.projects.sheets.rows import Dated, ProjectRow, ProjectSheet, Spent
from guatu.sheets.choose_sheet import choose_sheet
from guatu.sheets.dates import PartialDate
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.read_table import read_table
from guatu.sheets.table import DataRow, Table
from guatu.sheets.workbook import Workbook


@dataclass(slots=True)
class ReadSheet:
    """A sheet understood: rows that can be taken in, problems (errors reject their row), checks of totals."""

    table: Table
    sheet: ProjectSheet
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


def read_projects(
    workbook: Workbook,
    *,
    sheet_name: str | None = None,
    year: int | None = None,
    as_of: date | None = None,
    mapping: Mapping[str, str | None] | None = None,
    today: date,
) -> ReadSheet:
    """Find the sheet and its table, read every row.

    `year` and `as_of` hold where given, else what the title says. Raises `SheetError` where no table can be
    found and `InvalidInput` where nothing says which year the list is for.
    """
    sheet = (
        choose_sheet(workbook, FIELDS, mapping).sheet if sheet_name is None else workbook.sheet(sheet_name)
    )
    table = read_table(sheet, FIELDS, mapping)
    table.require_columns()
    facts = table.facts
    list_year = year or facts.year or (facts.as_of.date.year if facts.as_of else None)
    if list_year is None:
        raise InvalidInput(
            {"year": _("Nothing in the workbook says which year the list is for; name the year.")}
        )
    if as_of is None:
        as_of = facts.as_of.end if facts.as_of and facts.as_of.date.year == list_year else None
    as_of = as_of or min(today, date(list_year, 12, 31))
    reader = _Rows(table, list_year, as_of)
    with many_objects():
        rows = [reader.read(row) for row in table.rows]
    rejected = set(table.rejected) | {p.row for p in reader.problems if p.severity is Severity.ERROR}
    good = [row for row in rows if row.row not in rejected]
    title = facts.title or sheet.name
    return ReadSheet(
        table=table,
        sheet=ProjectSheet(
            year=list_year,
            as_of=as_of,
            list_name=(sheet.name if "项目" in sheet.name else title)[:100],
            list_names=(title[:100], sheet.name),
            list_level=words.list_level(title + sheet.name),
            rows=tuple(good),
        ),
        problems=sorted([*table.problems, *reader.problems], key=lambda p: (p.row, p.column)),
    )


class _Rows:
    """Turns the table's rows into project rows, gathering what is wrong with them."""

    def __init__(self, table: Table, year: int, as_of: date) -> None:
        self.table, self.year, self.as_of = table, year, as_of
        self.problems: list[CellProblem] = []
        self.columns = {c.field: c for c in table.header.columns if c.field}
        self.months = self._spent_months()

    def read(self, row: DataRow) -> ProjectRow:
        total = row.amount("total_investment")
        found = ProjectRow(
            row=row.number,
            serial=_serial(row),
            name=row.text("name").strip(),
            owner_name=row.text("owner_name").strip(),
            code=row.text("code").strip().upper(),
            investor_name=row.text("investor_name").strip(),
            industry_code=row.text("industry_code").strip(),
            stage_note=row.text("stage_note").strip(),
            lead_official=row.text("lead_official").strip(),
            liaison=row.text("liaison").strip(),
            unit=row.text("unit").strip(),
            remark=row.text("remark").strip(),
            total_investment=total.value if total else None,
            currency=total.currency if total else "CNY",
        )
        plan = row.amount("annual_plan")
        if plan is not None:
            found.annual_plan_cny = self._yuan(row, "annual_plan", plan)
        self._choices(row, found)
        self._dates(row, found)
        self._spent(row, found)
        tick = row.tick("concentrated_start")
        found.concentrated_start = tick if tick is not None else ("集中开工" in found.remark or None)
        self._contradictions(row, found)
        return found

    def _choices(self, row: DataRow, found: ProjectRow) -> None:
        said = row.text("start_class")
        headings = "".join(s.label for s in row.sections)
        found.start_class = words.start_class(said) or words.start_class(headings) or ""
        if said and not words.start_class(said):
            self._note(row, "start_class", _("unknown class"), _("结转续建 or 新开工"))
        sub = row.text("sub_class")
        found.sub_class = (words.sub_class(sub) if found.start_class == StartClass.CARRY_OVER else None) or ""
        if sub and not found.sub_class and words.says_started(sub) is None:
            self._note(
                row, "sub_class", _("unknown sub-class"), _("继续建设, 安装调试设备, 已开工 or 未开工")
            )
        if not found.start_class:
            found.start_class = StartClass.CARRY_OVER if words.sub_class(sub) else StartClass.NEW_START
            self._note(
                row, "start_class", _("nothing says whether this is a carry-over or a new start"),
                _("taken as: %s") % StartClass(found.start_class).label,
            )  # fmt: skip
        origin = row.text("capital_origin")
        found.capital_origin = words.capital_origin(origin) or ""
        if not origin and found.currency != "CNY":
            found.capital_origin = CapitalOrigin.FOREIGN
        found.type = words.project_type(row.text("type")) or ""

    def _dates(self, row: DataRow, found: ProjectRow) -> None:
        span = row.years("years")
        if span is not None:
            found.construction_from = span.start.date.year
            if span.end is not None:
                found.construction_to = span.end.date.year
                found.committed_finish = _dated(span.end)
        for name in ("committed_start", "committed_finish", "actual_start"):
            said = row.date(name)
            if said is not None:
                setattr(found, name, _dated(said))
        if found.actual_start is not None and found.actual_start.day.replace(day=1) > self.as_of:
            self._note(row, "actual_start", _("started after the day of the list"), str(self.as_of))
        started = words.says_started(row.text("sub_class"))
        if started is True and found.actual_start is None:
            self._note(row, "actual_start", _("said to have started, but when is missing"), _("a date"))
        if started is False and found.actual_start is not None:
            self._note(row, "sub_class", _("said not to have started, but has an actual start"), "")

    def _spent_months(self) -> tuple[int, int] | None:
        column = self.columns.get("spent")
        if column is None:
            return None
        period = column.period.resolve(self.year, self.as_of) if column.period else None
        if period is None:
            return 1, self.as_of.month if self.as_of.year == self.year else 12
        return period.first.month, period.last.month

    def _spent(self, row: DataRow, found: ProjectRow) -> None:
        amount = row.amount("spent")
        if amount is not None and self.months is not None:
            found.spent = Spent(self._yuan(row, "spent", amount), *self.months)

    def _yuan(self, row: DataRow, name: str, amount: Any) -> Decimal:
        if amount.currency != "CNY":
            self._note(
                row, name, _("an amount in %s where yuan are expected") % amount.currency, "万元, 亿元",
                severity=Severity.ERROR,
            )  # fmt: skip
        value: Decimal = amount.value
        return value

    def _contradictions(self, row: DataRow, found: ProjectRow) -> None:
        facts = YearFacts(
            year=self.year,
            start_class=found.start_class,
            sub_class=found.sub_class,
            committed_start=found.committed_start.day if found.committed_start else None,
            actual_start=found.actual_start.day if found.actual_start else None,
            construction_to=found.construction_to,
            total_cny=found.total_investment if found.currency == "CNY" else None,
            annual_plan_cny=found.annual_plan_cny,
            notes=found.stage_note + found.remark,
        )
        for contradiction in contradictions(facts):
            self._note(row, "start_class", str(contradiction.sentence), "")

    def _note(
        self,
        row: DataRow,
        name: str,
        reason: str,
        expected: str,
        *,
        severity: Severity = Severity.WARNING,
    ) -> None:
        column = self.columns.get(name)
        cell = self.table.cell(row.number, name) if column else None
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


def _serial(row: DataRow) -> int:
    text = row.text("serial").strip()
    return int(text) if text.isascii() and text.isdigit() else 0


@lru_cache(maxsize=4096)
def _dated(said: PartialDate) -> Dated:
    return Dated(said.end, said.precision.value)


def totals(sheet: ProjectSheet) -> dict[str, Any]:
    """The sums an office would look for first: counts by class, money in yuan and 亿元, how many have started."""
    rows = sheet.rows
    new = [r for r in rows if r.start_class == StartClass.NEW_START]
    carried = [r for r in rows if r.start_class == StartClass.CARRY_OVER]
    total = sum((r.total_investment or Decimal(0) for r in rows if r.currency == "CNY"), Decimal(0))
    plan = sum((r.annual_plan_cny or Decimal(0) for r in rows), Decimal(0))
    spent = sum((r.spent.amount_cny for r in rows if r.spent), Decimal(0))
    return {
        "projects": len(rows),
        "carry_over": len(carried),
        "new_start": len(new),
        "continuing": sum(r.sub_class == SubClass.CONTINUING for r in carried),
        "equipment": sum(r.sub_class == SubClass.EQUIPMENT for r in carried),
        "started": sum(r.actual_start is not None for r in new),
        "total_cny": format(total, "f"),
        "total_yi": trimmed(total / YI),
        "annual_plan_cny": format(plan, "f"),
        "annual_plan_yi": trimmed(plan / YI),
        "year_to_date_cny": format(spent, "f"),
        "year_to_date_yi": trimmed(spent / YI),
    }
