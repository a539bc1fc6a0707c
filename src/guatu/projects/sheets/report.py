"""What an import tells: the JSON of `guatu import projects`, and what the page shows."""

from typing import Any

from django.utils.translation import gettext as _

from guatu.core.money import trimmed
from guatu.projects.sheets.outcome import ImportOutcome
from guatu.projects.sheets.read import ReadSheet, totals


def import_report(read: ReadSheet, outcome: ImportOutcome, *, done: bool) -> dict[str, Any]:
    """The account of an import, or of what it would do (`done` False)."""
    sheet = read.sheet
    return {
        "done": done,
        "sheet": read.table.sheet.name,
        "list": sheet.list_name,
        "year": sheet.year,
        "as_of": sheet.as_of.isoformat(),
        "read": len(read.table.rows),
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rejected": [
            {"row": p.row, "column": p.column, "value": p.value, "reason": _reason(p.reason, p.expected)}
            for p in read.errors
        ],
        "totals": totals(sheet),
        "checks": [
            {
                "row": check.row,
                "label": check.label,
                "field": check.field or "count",
                "stated": trimmed(check.stated),
                "computed": None if check.computed is None else trimmed(check.computed),
                "ok": check.ok,
            }
            for check in read.table.checks()
        ],
        "warnings": [
            {"row": p.row, "column": p.column, "value": p.value, "reason": _reason(p.reason, p.expected)}
            for p in read.warnings
        ]
        + [
            {"row": int(w.place), "column": "", "value": "", "reason": str(w.message)}
            for w in outcome.warnings
        ],
        "created_units": outcome.created_units,
        "created_people": outcome.created_people,
    }


def _reason(reason: str, expected: str) -> str:
    return reason + _("; ") + expected if expected else reason
