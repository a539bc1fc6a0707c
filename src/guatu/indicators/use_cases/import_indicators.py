"""Take in reported values that have been read from a workbook: all of them, or nothing."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.bulk import copy_rows
from guatu.core.errors import Fault, InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.indicators.choices import Ledger
from guatu.indicators.events.readings import IndicatorsImported
from guatu.indicators.models.reading import Reading
from guatu.indicators.policies.readings import may_import_indicators
from guatu.indicators.recording import new_reading, record_reading_of
from guatu.indicators.sheets.compare import compare, held, key_of
from guatu.indicators.sheets.outcome import ReadingOutcome
from guatu.indicators.sheets.read import ReadReadings
from guatu.organization.selectors import root_unit


@use_case(may=may_import_indicators)
def import_indicators(
    *, actor: Actor, read: ReadReadings, file_name: str, partial: bool = False
) -> ReadingOutcome:
    """Record every row that says something new, as a further release where a value is held.

    Raises `InvalidInput` naming the cell of every row that the ledger does not take, and changes nothing; with
    `partial` those rows are left out and told in `refused`. Importing the same workbook again changes nothing.
    """
    one_at_a_time("indicators.import", actor.zone_id)
    known = held(actor.zone_id, read.rows)
    outcome, news = compare(read, known)
    if outcome.refused and not partial:
        raise InvalidInput([Fault(p.cell, str(p), "refused") for p in outcome.refused])
    rows = []
    for row in news:
        current = known.get(key_of(row))
        corrected = current is not None and row.indicator.ledger == Ledger.DISPATCH
        reading = new_reading(
            actor,
            row.indicator,
            row.unit,
            row.period,
            row.stated,
            current,
            reason=row.note or (file_name if current else ""),
            approved_by=actor.name if corrected else "",
        )
        rows.append((reading, current, corrected))
    copy_rows(Reading, [reading for reading, _current, _corrected in rows])
    for reading, current, corrected in rows:
        record_reading_of(reading, current, corrected=corrected)
    if rows:
        record(
            IndicatorsImported(
                zone_id=actor.zone_id,
                file=file_name,
                created=outcome.created,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
            ),
            subject=root_unit(actor.zone_id),
            reason=file_name,
        )
    return outcome
