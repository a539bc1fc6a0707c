"""From a workbook to reported values, with every problem at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.indicators.choices import Origin, Qualifier
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.recording import Stated, faults_of
from guatu.indicators.rules.periods import plain
from guatu.indicators.rules.stated_values import read_value
from guatu.indicators.sheets.fields import FIELDS
from guatu.organization.models import Unit, UnitAlias
from guatu.organization.selectors import root_unit
from guatu.sheets.choose_sheet import choose_sheet
from guatu.sheets.periods import extract_period
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.read_table import read_table
from guatu.sheets.table import DataRow, Table
from guatu.sheets.text import fold
from guatu.sheets.workbook import Workbook

_IMPLIED = frozenset({"推算", "implied"})


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A row understood."""

    row: int
    indicator: Indicator
    unit: Unit
    period: Period
    stated: Stated
    note: str = ""


@dataclass(slots=True)
class ReadReadings:
    """A sheet understood: rows that can be taken in, and problems; errors reject their row."""

    table: Table
    rows: list[ReadingRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def errors(self) -> list[CellProblem]:
        return [p for p in self.problems if p.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[CellProblem]:
        return [p for p in self.problems if p.severity is Severity.WARNING]


def read_period(text: str) -> Period:
    """2018H1 or 2018年1-6月, by its shortest name. Raises `InvalidInput`."""
    try:
        return plain(Period.parse(text))
    except InvalidInput:
        named, rest, _shape = extract_period(fold(text))
        period = named.resolve() if named is not None and not rest.strip() else None
        if period is None:
            raise
        return plain(period)


def read_readings(workbook: Workbook, *, zone_id: UUID, sheet_name: str | None = None) -> ReadReadings:
    """Find the table and read every row. Raises `SheetError` where there is no such table."""
    sheet = choose_sheet(workbook, FIELDS).sheet if sheet_name is None else workbook.sheet(sheet_name)
    table = read_table(sheet, FIELDS)
    table.require_columns()
    reader = _Rows(table, zone_id)
    rows = [row for number in table.rows if (row := reader.read(number)) is not None]
    rejected = set(table.rejected) | {p.row for p in reader.problems if p.severity is Severity.ERROR}
    problems = sorted([*table.problems, *reader.problems], key=lambda p: (p.row, p.column))
    return ReadReadings(table, [row for row in rows if row.row not in rejected], problems)


class _Rows:
    """Turns the table's rows into readings, gathering what is wrong with them."""

    def __init__(self, table: Table, zone_id: UUID) -> None:
        self.table = table
        self.problems: list[CellProblem] = []
        self.columns = {c.field: c for c in table.header.columns if c.field}
        self.indicators = _by_name(Indicator.objects.filter(zone_id=zone_id))
        self.root = root_unit(zone_id)
        units = Unit.objects.filter(zone_id=zone_id)
        self.units = {name: unit for unit in units for name in (unit.short_name, unit.name) if name}
        for alias in UnitAlias.objects.filter(zone_id=zone_id).select_related("unit"):
            self.units.setdefault(alias.name, alias.unit)
        self.seen: dict[tuple[UUID, UUID, Period], int] = {}

    def read(self, row: DataRow) -> ReadingRow | None:
        indicator = self._indicator(row)
        unit = self._unit(row)
        period = self._period(row)
        said = read_value(row.text("value"))
        if indicator is None or unit is None or period is None or said is None:
            return None
        date = row.date("source_date")
        stated = Stated(
            value=said.number,
            qualifier=said.qualifier,
            text=said.text,
            growth=row.decimal("growth"),
            target=row.decimal("target"),
            rank=row.text("rank").strip(),
            source=row.text("source").strip(),
            source_date=date.end if date else None,
            provisional=bool(row.tick("provisional")),
            origin=Origin.IMPLIED if row.text("origin").strip() in _IMPLIED else Origin.STATED,
        )
        for fault in faults_of(stated, indicator, period, None):
            self._note(row, fault.place, str(fault.message), "")
        if stated.qualifier == Qualifier.TEXT:
            self._note(row, "value", _("no number; kept as words"), "", severity=Severity.WARNING)
        self._measure(row, indicator)
        self._once(row, indicator, unit, period)
        return ReadingRow(row.number, indicator, unit, period, stated, row.text("note").strip())

    def _indicator(self, row: DataRow) -> Indicator | None:
        name = row.text("indicator").strip()
        found = self.indicators.get(name) or self.indicators.get(name.lower())
        if found is None and name:
            known = _("an indicator of the catalogue, by its code or label; define it first if it is new")
            self._note(row, "indicator", _("there is no such indicator"), known)
        return found

    def _unit(self, row: DataRow) -> Unit | None:
        name = row.text("unit").strip()
        if not name:
            return self.root
        found = self.units.get(name)
        if found is None:
            expected = _("a unit of the zone, or nothing for the zone itself")
            self._note(row, "unit", _("there is no such unit"), expected)
        return found

    def _period(self, row: DataRow) -> Period | None:
        text = row.text("period").strip()
        if not text:
            return None
        try:
            return read_period(text)
        except InvalidInput:
            self._note(row, "period", _("this is no period"), _("such as 2018H1, 2018M01-M05 or 2018年1-6月"))
            return None

    def _measure(self, row: DataRow, indicator: Indicator) -> None:
        measure = row.text("measure").strip()
        if measure and measure != indicator.unit:
            reason = _("the indicator is kept in %s") % indicator.unit
            self._note(row, "measure", reason, _("the value in that unit of measure"))

    def _once(self, row: DataRow, indicator: Indicator, unit: Unit, period: Period) -> None:
        key = (indicator.id, unit.id, period)
        earlier = self.seen.setdefault(key, row.number)
        if earlier != row.number:
            reason = _("the same indicator, unit and period stand in row %s already") % earlier
            self._note(row, "indicator", reason, "")

    def _note(
        self, row: DataRow, name: str, reason: str, expected: str, *, severity: Severity = Severity.ERROR
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


def _by_name(indicators: Iterable[Indicator]) -> Mapping[str, Indicator]:
    """By code, label and English label."""
    return {name: i for i in indicators for name in (i.label_en, i.label, i.code) if name}
