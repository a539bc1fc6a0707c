"""What an import of deals tells: the JSON of the command, and what the page shows."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.money import trimmed
from guatu.investment.rules.amounts import Sum, summed
from guatu.investment.sheets.outcome import DealOutcome
from guatu.investment.sheets.read import ReadDeals
from guatu.investment.sheets.rows import DealRow
from guatu.projects.choices import CapitalOrigin
from guatu.sheets.problems import CellProblem


def deals_report(read: ReadDeals, outcome: DealOutcome, *, done: bool) -> dict[str, Any]:
    """The account of an import, or of what it would do (`done` False)."""
    return {
        "done": done,
        "reads": str(read.deals.reads),
        "sheet": read.table.sheet.name,
        "as_of": read.deals.as_of.isoformat(),
        "read": len(read.table.rows),
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rejected": [_told(p) for p in read.errors],
        "totals": deal_totals(read.deals.rows),
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
        "warnings": [_told(p) for p in read.warnings]
        + [
            {"row": int(w.place), "column": "", "value": "", "reason": str(w.message)}
            for w in outcome.warnings
        ],
    }


def deal_totals(rows: tuple[DealRow, ...]) -> dict[str, Any]:
    """The sums an office would look for first, measures and currencies apart."""
    foreign = [r for r in rows if r.capital_origin == CapitalOrigin.FOREIGN]
    groups: dict[str, list[DealRow]] = defaultdict(list)
    for row in rows:
        groups[row.industry_group].append(row)
    return {
        "count": len(rows),
        "foreign": len(foreign),
        "listed_investor": sum(r.listed_investor is True for r in rows),
        "total_investment": _by_currency(summed(r.total for r in rows if r.total)),
        "registered_capital": _by_currency(summed(r.registered for r in rows if r.registered)),
        "groups": [
            {
                "group": group,
                "count": len(members),
                "total_investment": _by_currency(summed(r.total for r in members if r.total)),
            }
            for group, members in groups.items()
        ],
    }


def _by_currency(total: Sum) -> dict[str, str]:
    return {currency: trimmed(amount) for currency, amount in total.by_currency.items()}


def _told(problem: CellProblem) -> dict[str, Any]:
    reason = problem.reason + (_("; ") + problem.expected if problem.expected else "")
    return {"row": problem.row, "column": problem.column, "value": problem.value, "reason": reason}
