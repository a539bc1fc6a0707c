"""Figures as documents: what commands and programs are told."""

from __future__ import annotations

from typing import Any

from guatu.core.clock import CHINA
from guatu.core.periods import PeriodType
from guatu.figures.definition import Figure
from guatu.figures.reading import Reading, Row


def definition_document(figure: Figure) -> dict[str, Any]:
    """What a figure is."""
    return {
        "name": figure.name,
        "label": str(figure.label),
        "unit": figure.unit.code,
        "kind": figure.kind.value,
        "formula": str(figure.words),
        "adding": figure.adding.value,
        "periods": [kind.value for kind in PeriodType if kind in figure.periods],
        "needs": [need.name for need in figure.needs],
        "dimensions": list(figure.base.source.dimensions) if figure.base else [],
    }


def reading_document(
    reading: Reading, scope: dict[str, Any], behind: list[tuple[Figure, list[Row]]] | None
) -> dict[str, Any]:
    """What a figure says, with the `scope` that it was asked for; with the rows behind it where they were read."""
    figure = reading.figure
    document: dict[str, Any] = {
        "name": figure.name,
        "label": str(figure.label),
        "value": reading.value,
        "unit": figure.unit.code,
        "period": reading.wanted.period.text,
        "scope": scope,
        "formula": str(figure.words),
        "row_count": reading.row_count,
        "as_of": reading.as_of.astimezone(CHINA),
        "number": reading.number,
        "shown": reading.shown,
        "fraction": reading.fraction or None,
        "remarks": [{"flag": remark.flag.value, "text": str(remark)} for remark in reading.remarks],
    }
    if behind is not None:
        document["rows"] = [{"figure": counted.name, **_row(row)} for counted, rows in behind for row in rows]
    return document


def _row(row: Row) -> dict[str, Any]:
    return {"id": row.id, "label": row.label, "detail": row.detail, "amount": row.amount}
