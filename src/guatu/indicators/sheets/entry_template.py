"""The workbook in which a unit fills in its values: a line for each indicator, what was stated before beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from guatu.core.money import trimmed
from guatu.core.periods import Period
from guatu.indicators.choices import Qualifier
from guatu.indicators.models.entry import EntryValue
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.selectors.entry_sheet import SheetRow
from guatu.indicators.sheets.entry_fields import SAID
from guatu.indicators.sheets.template import plain
from guatu.organization.models import Unit
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, SheetSpec
from guatu.sheets.write import write_workbook

_COLUMNS = (
    ColumnSpec("indicator", "指标", key=True, width=22),
    ColumnSpec("unit", "填报单位", width=18),
    ColumnSpec("period", "报告期", width=14),
    ColumnSpec("measure", "计量单位", width=10),
    ColumnSpec("previous", "上期数", Kind.NUMBER, width=14),
    ColumnSpec("last_year", "去年同期数", Kind.NUMBER, width=14),
    ColumnSpec("value", "本期数", Kind.NUMBER, width=14),
    ColumnSpec("growth", "同比增长（%）", Kind.NUMBER, width=12),
    ColumnSpec("target", "目标", Kind.NUMBER, width=12),
    ColumnSpec("qualifier", "表述", width=10),
    ColumnSpec("note", "说明", width=30),
)
_NOTES = (
    "注：本期数按计量单位填写；表述可填“准确”“约”“超”“不到”，空白即准确；同比增长按百分数填写，如 4.5。",
    "注：上期数、去年同期数仅供对照，不读取；没有数值的，在“说明”中写明原因。",
)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An indicator of the set with what the unit has entered."""

    indicator: Indicator
    held: EntryValue | None


def write_entries(
    target: BinaryIO, *, title: str, unit: Unit, period: Period, rows: Sequence[SheetRow[EntryLine]]
) -> None:
    """Write the form; what is entered already stands in it."""
    lines = [DataLine(_values(row, unit, period)) for row in rows]
    sheet = SheetSpec(name="数据填报", columns=_COLUMNS, lines=lines, titles=[title], notes=_NOTES, frozen=1)
    write_workbook(target, [sheet])


def _values(row: SheetRow[EntryLine], unit: Unit, period: Period) -> dict[str, object]:
    indicator, held = row.row.indicator, row.row.held
    values: dict[str, object] = {
        "indicator": indicator.label,
        "unit": unit.name,
        "period": period.text,
        "measure": indicator.unit,
        "previous": _before(row.previous),
        "last_year": _before(row.last_year),
    }
    if held is not None:
        values |= {
            "value": held.value,
            "growth": None if held.growth is None else held.growth * 100,
            "target": held.target,
            "qualifier": None if held.qualifier == Qualifier.EXACT else SAID[Qualifier(held.qualifier)],
            "note": held.note or None,
        }
    return {name: plain(value) for name, value in values.items() if value is not None}


def _before(reading: Reading | None) -> Decimal | str | None:
    """A number that can be reckoned with where it is exact; else as it was said."""
    if reading is None:
        return None
    if reading.value is None:
        return reading.text
    if reading.qualifier == Qualifier.EXACT:
        return reading.value
    return f"{SAID.get(Qualifier(reading.qualifier), '')}{trimmed(reading.value)}"
