"""The workbook to fill in: what has to be stated, with what is held already."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from guatu.core.money import trimmed
from guatu.core.periods import Period
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.organization.models import Unit
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, SheetSpec
from guatu.sheets.write import write_workbook

_COLUMNS = (
    ColumnSpec("indicator", "指标", key=True, width=22),
    ColumnSpec("unit", "填报单位", width=18),
    ColumnSpec("period", "报告期", width=12),
    ColumnSpec("measure", "计量单位", width=10),
    ColumnSpec("value", "数值", Kind.NUMBER, width=14),
    ColumnSpec("growth", "同比增长（%）", Kind.NUMBER, width=12),
    ColumnSpec("target", "目标", Kind.NUMBER, width=12),
    ColumnSpec("rank", "位次", width=14),
    ColumnSpec("source", "数据来源", width=30),
    ColumnSpec("source_date", "发布日", Kind.DATE, width=14),
)
_NOTES = (
    "注：数值按计量单位填写；“约”“超”“不到”可写在数字前；没有数字的写文字，如“前列”。",
    "注：同比增长按百分数填写，如 4.5；发布日为数据来源的发布日期；统计口径的数值只能由更晚发布的数据替代。",
)


def write_template(
    target: Path | BinaryIO,
    *,
    title: str,
    period: Period,
    lines: Sequence[tuple[Indicator, Unit, Reading | None]],
) -> None:
    """Write one line for each indicator and unit; a value that is held stands in it, ready to be checked."""
    write_workbook(
        target,
        [
            SheetSpec(
                name="指标填报",
                columns=_COLUMNS,
                lines=[DataLine(_values(i, unit, period, reading)) for i, unit, reading in lines],
                titles=[title],
                notes=_NOTES,
                frozen=1,
            )
        ],
    )


def _values(indicator: Indicator, unit: Unit, period: Period, reading: Reading | None) -> dict[str, object]:
    values: dict[str, object] = {
        "indicator": indicator.label,
        "unit": unit.name,
        "period": period.text,
        "measure": indicator.unit,
    }
    if reading is not None:
        values |= {
            "value": reading.value if reading.value is not None else None,
            "growth": None if reading.growth is None else reading.growth * 100,
            "target": reading.target,
            "rank": reading.rank or None,
            "source": reading.source,
        }
    return {name: plain(value) for name, value in values.items() if value is not None}


def plain(value: object) -> object:
    """Decimals without the zeros that the database adds."""
    return Decimal(trimmed(value)) if isinstance(value, Decimal) else value
