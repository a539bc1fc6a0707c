"""What a row of a workbook changes in a project that is already known. Pure: objects in, differences out.

A workbook never erases: a blank cell says nothing, and a coarser date does not replace a finer one that
it includes. Where a sheet contradicts what has been recorded with proof, the record stays and a warning is given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.sheets.rows import Dated, ProjectRow, Spent

_PLAIN = (
    "owner_name", "code", "type", "investor_name", "capital_origin", "industry_code",
    "construction_from", "construction_to", "stage_note", "remark",
)  # fmt: skip
_YEAR = ("start_class", "sub_class", "annual_plan_cny", "concentrated_start")


@dataclass(slots=True)
class Differences:
    """What would change; all empty where the workbook says nothing new."""

    project: dict[str, Any] = field(default_factory=dict)
    year: dict[str, Any] = field(default_factory=dict)
    duties: dict[str, str] = field(default_factory=dict)
    spent: Spent | None = None
    corrected: InvestmentEntry | None = None
    joins_list: bool = False
    warnings: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.project or self.year or self.duties or self.spent or self.joins_list)


def project_values(row: ProjectRow) -> dict[str, Any]:
    """The project's own fields as the row gives them; what it does not say is left out."""
    values: dict[str, Any] = {
        name: getattr(row, name) for name in _PLAIN if getattr(row, name) not in ("", None)
    }
    if row.total_investment is not None and row.currency == "CNY":
        values |= {
            "total_investment": row.total_investment,
            "total_cny": row.total_investment,
            "currency": "CNY",
        }
    for name in ("committed_start", "committed_finish", "actual_start"):
        dated: Dated | None = getattr(row, name)
        if dated is not None:
            values |= {name: dated.day, f"{name}_precision": dated.precision}
    return values


def year_values(row: ProjectRow) -> dict[str, Any]:
    """The fields of the project's year as the row gives them."""
    values = {name: getattr(row, name) for name in _YEAR if getattr(row, name) not in ("", None)}
    if row.serial:
        values["serial"] = row.serial
    return values


def differences(
    row: ProjectRow,
    *,
    project: Project,
    year: ProjectYear | None,
    duties: Mapping[str, str],
    entries: Sequence[InvestmentEntry],
    on_list: bool,
    unit_name: str,
    start_is_proved: bool = False,
) -> Differences:
    """Compare one row with what is known. `duties` is role → name; `entries` the year's dispatch ledger.

    A start that was verified by its proof is not moved by a sheet.
    """
    found = Differences(joins_list=not on_list)
    found.project = _changed(project, _keeping_finer_dates(project, project_values(row)))
    if start_is_proved and "actual_start" in found.project:
        del found.project["actual_start"]
        found.warnings.append(
            _("The start of %(day)s has been verified by its proof; the sheet's was left out.")
            % {"day": project.actual_start}
        )
    if start_is_proved:
        found.project.pop("actual_start_precision", None)
    found.year = year_values(row) if year is None else _changed(year, year_values(row))
    for role, name in (("lead_official", row.lead_official), ("liaison", row.liaison)):
        if name and duties.get(role) != name:
            found.duties[role] = name
    if row.unit and row.unit != unit_name:
        found.project["unit"] = row.unit
    if row.spent is not None:
        _compare_spent(row.spent, entries, found)
    return found


def _changed(instance: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(instance, name) != value}


def _keeping_finer_dates(project: Project, values: dict[str, Any]) -> dict[str, Any]:
    for name in ("committed_start", "committed_finish", "actual_start"):
        known: date | None = getattr(project, name)
        if name not in values or known is None or known == values[name]:
            continue
        if Dated(values[name], values[f"{name}_precision"]).includes(known):
            del values[name], values[f"{name}_precision"]
    return values


def _compare_spent(said: Spent, entries: Sequence[InvestmentEntry], found: Differences) -> None:
    """The sheet gives a sum over months; the ledger holds entries. See docs/rules/investment_ledgers.md."""
    within = [e for e in entries if e.first_month >= said.first_month and e.last_month <= said.last_month]
    crossing = [e for e in entries if e.first_month <= said.last_month < e.last_month]
    known = sum((e.total for e in within), Decimal(0))
    covered_to = max((e.last_month for e in within), default=said.first_month - 1)
    if crossing:
        found.warnings.append(
            _("The ledger has an entry across the end of this period; it was left as it is.")
        )
    elif covered_to < said.last_month and known != said.amount_cny:
        found.spent = Spent(said.amount_cny - known, covered_to + 1, said.last_month)
    elif known != said.amount_cny:
        if len(within) == 1:
            found.spent, found.corrected = said, within[0]
        else:
            found.warnings.append(
                _(
                    "The ledger has %(known)s yuan for these months, the sheet says %(said)s; the ledger was kept."
                )
                % {"known": known, "said": said.amount_cny}
            )
