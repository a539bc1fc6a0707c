"""A figure's page as a workbook: the figure itself, by unit, over time, and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import BinaryIO

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.core.clock import CHINA
from guatu.figures.definition import Figure
from guatu.figures.reading import Reading, Row
from guatu.reports.selectors.figure_page import FigurePage
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, Line, SheetSpec, TotalLine
from guatu.sheets.write import write_workbook


def write_figure(
    target: BinaryIO, page: FigurePage, rows: Sequence[tuple[Reading, Sequence[Row]]], *, zone_name: str
) -> None:
    """`rows`: of each count behind the figure, every row. Amounts stand in the figure's unit, not rounded."""
    sheets = [_itself(page, zone_name)]
    if page.units:
        sheets.append(_by_unit(page))
    sheets.append(_over_time(page))
    sheets += [_rows(base, behind) for base, behind in rows]
    write_workbook(target, sheets)


def _itself(page: FigurePage, zone_name: str) -> SheetSpec:
    reading, figure = page.reading, page.figure
    moment = formats.date_format(reading.as_of.astimezone(CHINA), "DATETIME_FORMAT")
    facts: list[tuple[str, object]] = [
        (_("Figure"), str(figure.label)),
        (_("Value"), reading.shown),
        (_("Exact value"), reading.exact),
        (_("Counted"), reading.fraction),
        (_("Period"), reading.wanted.period.label),
        (_("Unit"), page.unit_name or zone_name),
        *((dimension, ", ".join(values)) for dimension, values in reading.wanted.where),
        (_("Formula"), str(figure.words)),
        (_("As of"), moment),
        *((_("Remark"), str(remark)) for remark in reading.remarks),
    ]
    columns = [ColumnSpec("name", _("What"), width=20), ColumnSpec("value", _("Value"), Kind.LINES, width=60)]
    lines: list[Line] = [DataLine({"name": name, "value": value}) for name, value in facts if value]
    return SheetSpec(_("Figure"), columns, lines, titles=[str(figure.label)])


def _by_unit(page: FigurePage) -> SheetSpec:
    columns = [
        ColumnSpec("name", _("Unit"), key=True),
        _value_column(page.figure, total=page.adds_up),
        ColumnSpec("fraction", _("Counted")),
        ColumnSpec("share", _("Share"), Kind.RATE, places=1),
        ColumnSpec("place", pgettext("rank", "Place"), Kind.INTEGER),
    ]
    lines: list[Line] = [
        DataLine(
            {
                "name": row.name or _("directly, in no unit below"),
                "value": _scaled(page.figure, row.value),
                "fraction": row.reading.fraction if row.reading else "",
                "share": row.share,
                "place": row.place,
            }
        )
        for row in page.units
    ]
    if page.adds_up:
        lines.append(TotalLine(_("Sum")))
    return SheetSpec(_("By unit"), columns, lines, titles=[str(page.figure.label)])


def _over_time(page: FigurePage) -> SheetSpec:
    columns = [
        ColumnSpec("period", _("Period")),
        _value_column(page.figure),
        ColumnSpec("fraction", _("Counted")),
    ]
    lines: list[Line] = [
        DataLine(
            {
                "period": point.period.label,
                "value": _scaled(page.figure, point.reading.value),
                "fraction": point.reading.fraction,
            }
        )
        for point in page.history
    ]
    return SheetSpec(_("Over time"), columns, lines, titles=[str(page.figure.label)])


def _rows(base: Reading, rows: Sequence[Row]) -> SheetSpec:
    columns = [ColumnSpec("label", _("Row"), key=True), ColumnSpec("detail", _("Detail"))]
    has_amounts = any(row.amount is not None for row in rows)
    if has_amounts:
        columns.append(_value_column(base.figure, total=True))
    lines: list[Line] = [
        DataLine({"label": row.label, "detail": row.detail, "value": _scaled(base.figure, row.amount)})
        for row in rows
    ]
    if has_amounts:
        lines.append(TotalLine(_("Sum")))
    titles = [str(base.figure.label), base.wanted.period.label]
    return SheetSpec(str(base.figure.label), columns, lines, titles=titles)


def _value_column(figure: Figure, *, total: bool = False) -> ColumnSpec:
    symbol = str(figure.unit.symbol)
    if symbol == "%":
        return ColumnSpec("value", str(figure.label), Kind.RATE, places=1)
    header = f"{figure.label}（{symbol}）" if symbol else str(figure.label)
    return ColumnSpec("value", header, Kind.NUMBER, total=total)


def _scaled(figure: Figure, value: Decimal | None) -> Decimal | None:
    """Rates as rates, everything else in the unit that it is written in."""
    if value is None or str(figure.unit.symbol) == "%":
        return value
    return value / figure.unit.scale
