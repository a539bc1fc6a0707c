"""What an office says of a project, checked as a whole and turned into the columns that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput
from guatu.core.money import UNITS
from guatu.organization.choices import TERRITORIAL
from guatu.organization.models import Unit
from guatu.projects.choices import CapitalOrigin, Precision, ProjectType
from guatu.projects.models.project import Project
from guatu.projects.rules.dated import first_day
from guatu.projects.rules.industries import IndustryFault, parse_industry
from guatu.projects.rules.project_codes import ProjectCodeFault, fold_project_code, parse_project_code
from guatu.projects.sheets.rows import Dated

CURRENCIES = tuple(dict.fromkeys(currency for currency, _factor in UNITS.values()))
FEN = Decimal("0.01")
_MOST = Decimal(10) ** 16
_MOST_RATE = Decimal(10) ** 6
YEARS = range(1990, 2101)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectDetails:
    """The facts of a project that somebody enters. None and "" are blank.

    `total_investment` is in base units of `currency` (yuan, dollars), `exchange_rate` in yuan for one of them on
    `rate_date`; both are asked for a foreign currency and left alone for yuan.
    """

    name: str
    owner_name: str = ""
    code: str = ""
    type: str = ProjectType.INDUSTRIAL
    investor_name: str = ""
    capital_origin: str = CapitalOrigin.DOMESTIC
    industry_code: str = ""
    total_investment: Decimal | None = None
    currency: str = "CNY"
    exchange_rate: Decimal | None = None
    rate_date: date | None = None
    registration_unit: Unit | None = None
    statistical_unit: Unit | None = None
    construction_from: int | None = None
    construction_to: int | None = None
    committed_start: Dated | None = None
    committed_finish: Dated | None = None
    remark: str = ""


def checked_values(
    details: ProjectDetails, *, unit: Unit, zone_id: UUID, today: date, project: Project | None = None
) -> dict[str, Any]:
    """The columns of the project for `details`. `project` is the one that is changed, None for a new one.

    Raises `InvalidInput` with every fault, each at its field.
    """
    faults: dict[str, Any] = {}
    values = _identity(details, zone_id, today, project, faults)
    values |= _money(details, today, faults)
    values |= _places(details, unit, zone_id, project, faults)
    values |= _dates(details, faults)
    if faults:
        raise InvalidInput(faults)
    return values


def _identity(
    details: ProjectDetails, zone_id: UUID, today: date, project: Project | None, faults: dict[str, Any]
) -> dict[str, Any]:
    name, owner = details.name.strip(), details.owner_name.strip()
    others = Project.objects.filter(zone_id=zone_id)
    if project is not None:
        others = others.exclude(id=project.id)
    if not name:
        faults["name"] = _("A project needs a name.")
    elif others.filter(name=name, owner_name=owner).exists():
        faults["name"] = _("There is already a project of this name with this construction unit.")
    code = _project_code(details.code, today, project, faults)
    if code and others.filter(code=code).exists():
        faults["code"] = _("Another project has this code.")
    industry = details.industry_code.strip()
    if industry:
        try:
            industry = parse_industry(industry).text
        except IndustryFault as fault:
            faults["industry_code"] = fault.message
    if details.type not in ProjectType:
        faults["type"] = _("expected one of: %s") % ", ".join(ProjectType.values)
    if details.capital_origin not in CapitalOrigin:
        faults["capital_origin"] = _("expected one of: %s") % ", ".join(CapitalOrigin.values)
    return {
        "name": name,
        "owner_name": owner,
        "code": code,
        "type": details.type,
        "investor_name": details.investor_name.strip(),
        "capital_origin": details.capital_origin,
        "industry_code": industry,
        "remark": details.remark.strip(),
    }


def _project_code(text: str, today: date, project: Project | None, faults: dict[str, Any]) -> str:
    """A code that came in with a workbook and is left as it is, is not asked about again."""
    if not text.strip() or (project is not None and text.strip() == project.code):
        return text.strip()
    try:
        return parse_project_code(text, today=today).text
    except ProjectCodeFault as fault:
        faults["code"] = fault.message
        return fold_project_code(text)


def _money(details: ProjectDetails, today: date, faults: dict[str, Any]) -> dict[str, Any]:
    """Total, currency, rate and the total in yuan, rounded half up to the fen."""
    total, currency = details.total_investment, details.currency
    rate, rate_date = details.exchange_rate, details.rate_date
    if currency not in CURRENCIES:
        faults["currency"] = _("expected one of: %s") % ", ".join(CURRENCIES)
    if total is not None and not 0 < total < _MOST:
        faults["total_investment"] = _("expected an amount above zero")
    if total is None or currency == "CNY":
        currency, rate, rate_date = "CNY", Decimal(1), None
    else:
        if rate is None:
            faults["exchange_rate"] = _("How many yuan one %s is worth is needed.") % currency
        elif not 0 < rate < _MOST_RATE:
            faults["exchange_rate"] = _("expected a rate above zero")
        if rate_date is None:
            faults["rate_date"] = _("The day of the rate is needed.")
        elif rate_date > today:
            faults["rate_date"] = _("A rate is of a day that has come.")
    in_yuan = None
    if total is not None and rate is not None and not faults.keys() & {"total_investment", "exchange_rate"}:
        in_yuan = (total * rate).quantize(FEN, ROUND_HALF_UP)
        if in_yuan >= _MOST:
            faults["exchange_rate"] = _("This makes more yuan than can be kept.")
    return {
        "total_investment": total,
        "currency": currency,
        "exchange_rate": rate,
        "rate_date": rate_date,
        "total_cny": in_yuan,
    }


def _places(
    details: ProjectDetails, unit: Unit, zone_id: UUID, project: Project | None, faults: dict[str, Any]
) -> dict[str, Any]:
    """The managing unit and the two territories, which need not be the same."""
    values: dict[str, Any] = {
        "unit": unit,
        "registration_unit": details.registration_unit,
        "statistical_unit": details.statistical_unit,
    }
    for name, value in values.items():
        if value is None or (project is not None and getattr(project, f"{name}_id") == value.id):
            continue
        if value.zone_id != zone_id:
            faults[name] = _("expected a unit of this zone")
        elif value.closed_on is not None:
            faults[name] = _("“%s” has been closed.") % value.name
        elif name != "unit" and value.type not in TERRITORIAL:
            faults[name] = _("“%s” is no territory; expected a park, town, street or village.") % value.name
    return values


def _dates(details: ProjectDetails, faults: dict[str, Any]) -> dict[str, Any]:
    first, last = details.construction_from, details.construction_to
    for name, year in (("construction_from", first), ("construction_to", last)):
        if year is not None and year not in YEARS:
            faults[name] = _("expected a year such as 2018")
    if first is not None and last is not None and last < first:
        faults["construction_to"] = _("Construction cannot end before it begins.")
    start, finish = details.committed_start, details.committed_finish
    if start is not None and finish is not None and finish.day < first_day(start.day, start.precision):
        faults["committed_finish"] = _("The project cannot be committed to finish before it starts.")
    return {
        "construction_from": first,
        "construction_to": last,
        "committed_start": start.day if start else None,
        "committed_start_precision": start.precision if start else Precision.DAY,
        "committed_finish": finish.day if finish else None,
        "committed_finish_precision": finish.precision if finish else Precision.DAY,
    }
