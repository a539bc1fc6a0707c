"""Published values of a demo zone, from a file of the form that `guatu import indicators` takes."""

from __future__ import annotations

from pathlib import Path

from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.indicators.sheets.outcome import ReadingOutcome
from guatu.indicators.sheets.read import read_readings
from guatu.indicators.use_cases.import_indicators import import_indicators
from guatu.organization.powers import system_actor
from guatu.sheets.open import open_workbook


def load_readings(zone: Zone, path: Path, *, actor: Actor | None = None) -> ReadingOutcome:
    """Take in every row of `path`, in the name of `actor` or of the demo itself.

    Raises `ValueError` naming the cells that cannot be used.
    """
    read = read_readings(open_workbook(path), zone_id=zone.id)
    if read.errors:
        raise ValueError("; ".join(str(problem) for problem in read.errors))
    return import_indicators(actor=actor or system_actor("demo", zone), read=read, file_name=path.name)
