"""The table of the zones below as a workbook, and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import BinaryIO

from django.utils import formats
from django.utils.translation import gettext as _

from guatu.core.clock import CHINA, now
from guatu.figures.definition import Figure
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, Line, SheetSpec
from guatu.sheets.write import write_workbook
from guatu.zones.selectors.table import Cell, Table
from guatu.zones.selectors.table import Line as ZoneLine


def write_table(target: BinaryIO, table: Table, *, title: str) -> None:
    """Numbers in the unit of their figure, not rounded; what is not known is an empty cell with a remark."""
    columns = [ColumnSpec("city", _("City")), ColumnSpec("name", _("Zone"), key=True, width=24)]
    for figure in table.figures:
        columns += [
            _column(figure.name, figure, table.period.label),
            _column(f"{figure.name}/change", figure, _("Change on %s") % table.earlier.label),
        ]
    columns.append(ColumnSpec("remarks", _("Remarks"), Kind.LINES, width=50))
    lines: list[Line] = [DataLine(_values(city, name, line)) for city, name, line in _lines(table)]
    moment = formats.date_format((table.as_of or now()).astimezone(CHINA), "DATETIME_FORMAT")
    words = [f"{figure.label} = {figure.words}" for figure in table.figures]
    sheet = SheetSpec(
        table.period.label,
        columns,
        lines,
        titles=[f"{title} {table.period.label}", _("As of %s") % moment],
        notes=words,
    )
    write_workbook(target, [sheet])


def write_csv(table: Table) -> str:
    """The same lines; rates from 0 to 1, money in the unit of its figure."""
    text = StringIO()
    writer = csv.writer(text)
    heads = [_("City"), _("Zone")]
    for figure in table.figures:
        unit = f" ({figure.unit.symbol})" if figure.unit.symbol and figure.unit.symbol != "%" else ""
        heads += [f"{figure.label}{unit}", f"{figure.label}{unit} {_('Change on %s') % table.earlier.label}"]
    writer.writerow([*heads, _("Remarks")])
    for city, name, line in _lines(table):
        values = _values(city, name, line)
        numbers = [
            "" if (value := values.get(key)) is None else f"{value:f}"
            for figure in table.figures
            for key in (figure.name, f"{figure.name}/change")
        ]
        writer.writerow([_harmless(city), _harmless(name), *numbers, values["remarks"]])
    return text.getvalue()


def _harmless(text: str) -> str:
    """A name that a sheet would take for a formula is text there."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _lines(table: Table) -> Iterator[tuple[str, str, ZoneLine]]:
    """City, zone, numbers: zone by zone, each city's sums under its zones, all of them last."""
    for group in table.groups:
        city = group.head.zone.name if group.head and group.head.zone else ""
        for line in group.lines:
            yield city, line.zone.name if line.zone else "", line
        if group.head:
            yield city, _("together"), group.head
    yield "", _("together"), table.total


def _values(city: str, name: str, line: ZoneLine) -> dict[str, object]:
    values: dict[str, object] = {"city": city, "name": name, "remarks": "; ".join(_remarks(line))}
    for cell in line.cells:
        figure = cell.reading.figure
        values[figure.name] = _scaled(figure, cell.reading.value)
        values[f"{figure.name}/change"] = _scaled(figure, cell.change)
    return values


def _remarks(line: ZoneLine) -> Iterator[str]:
    for cell in line.cells:
        for remark in cell.reading.remarks:
            yield f"{_label(cell)}: {remark}"


def _label(cell: Cell) -> str:
    return str(cell.reading.figure.label)


def _column(name: str, figure: Figure, head: str) -> ColumnSpec:
    symbol = str(figure.unit.symbol)
    if symbol == "%":
        return ColumnSpec(name, f"{figure.label}/{head}", Kind.RATE, places=1)
    return ColumnSpec(
        name, f"{figure.label}（{symbol}）/{head}" if symbol else f"{figure.label}/{head}", Kind.NUMBER
    )


def _scaled(figure: Figure, value: Decimal | None) -> Decimal | None:
    """Rates as rates, everything else in the unit that it is written in."""
    if value is None or str(figure.unit.symbol) == "%":
        return value
    return value / figure.unit.scale
