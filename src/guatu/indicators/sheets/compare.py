"""What an import would do: each row beside what is held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guatu.core.errors import Fault
from guatu.indicators.models.reading import Reading
from guatu.indicators.recording import faults_of
from guatu.indicators.sheets.outcome import ReadingOutcome
from guatu.indicators.sheets.read import ReadingRow, ReadReadings
from guatu.sheets.problems import CellProblem

Key = tuple[UUID, UUID, date, date]


def held(zone_id: UUID, rows: Sequence[ReadingRow]) -> dict[Key, Reading]:
    """What counts now of what the rows speak of (one query)."""
    found: dict[Key, Reading] = {}
    if not rows:
        return found
    readings = Reading.objects.filter(
        zone_id=zone_id,
        indicator__in={r.indicator.id for r in rows},
        first_day__gte=min(r.period.first for r in rows),
        last_day__lte=max(r.period.last for r in rows),
    ).order_by("number")
    for reading in readings:
        found[(reading.indicator_id, reading.unit_id, reading.first_day, reading.last_day)] = reading
    return found


def key_of(row: ReadingRow) -> Key:
    return row.indicator.id, row.unit.id, row.period.first, row.period.last


def compare(read: ReadReadings, known: dict[Key, Reading]) -> tuple[ReadingOutcome, list[ReadingRow]]:
    """The outcome, and the rows that say something new."""
    outcome, news = ReadingOutcome(), []
    for row in read.rows:
        current = known.get(key_of(row))
        if current is not None and row.stated.same_as(current):
            outcome.unchanged += 1
            continue
        faults = faults_of(row.stated, row.indicator, row.period, current)
        if faults:
            outcome.refused += [_problem(read, row, fault) for fault in faults]
            continue
        news.append(row)
        if current is None:
            outcome.created += 1
        else:
            outcome.updated += 1
    return outcome, news


def _problem(read: ReadReadings, row: ReadingRow, fault: Fault) -> CellProblem:
    column = read.table.header.column_of(fault.place) or read.table.header.column_of("value")
    name = fault.place if column is not None and column.field == fault.place else "value"
    return CellProblem(
        row=row.row,
        column=column.letter if column else "",
        field=name,
        header=column.header if column else "",
        value=read.table.cell(row.row, name).text,
        reason=str(fault.message),
        expected="",
    )
