"""What an import of reported values did, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from guatu.indicators.sheets.read import ReadReadings
from guatu.sheets.problems import CellProblem


@dataclass(slots=True)
class ReadingOutcome:
    """Counts; `refused` are rows that the ledger did not take, at their cells."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[CellProblem] = field(default_factory=list)


def readings_report(read: ReadReadings, outcome: ReadingOutcome, *, done: bool) -> dict[str, Any]:
    """The JSON of `guatu import indicators`, and what the page shows."""
    return {
        "done": done,
        "sheet": read.table.sheet.name,
        "read": len(read.table.rows),
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rejected": [_line(p) for p in [*read.errors, *outcome.refused]],
        "warnings": [_line(p) for p in read.warnings],
        "totals": {"indicators": len({r.indicator.id for r in read.rows}), "values": len(read.rows)},
        "checks": [],
    }


def _line(problem: CellProblem) -> dict[str, Any]:
    reason = problem.reason + _("; ") + problem.expected if problem.expected else problem.reason
    return {"row": problem.row, "column": problem.column, "value": problem.value, "reason": reason}
