"""What an entry says of a prospect, as somebody gives it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput
from guatu.enterprises.models.enterprise import Enterprise
from guatu.investment.choices import Basis, Route
from guatu.investment.models.amounts import amount_values
from guatu.investment.models.prospects import Prospect
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.rules.amounts import Measure
from guatu.organization.models import Person, Unit
from guatu.projects.choices import CapitalOrigin

IN_DOLLARS = Measure(currency="USD")


@dataclass(frozen=True, slots=True)
class ProspectDetails:
    """The entry of a prospect. What is not known is left at its default."""

    name: str
    unit: Unit
    investor_name: str = ""
    capital_origin: str = CapitalOrigin.DOMESTIC
    industry_group: str = ""
    is_manufacturing: bool = False
    park: Park | None = None
    listed_investor: bool = False
    route: str = ""
    ppp: PppProject | None = None
    fund: Fund | None = None
    chain_node: str = ""
    talent_team: str = ""
    talent_carrier: str = ""
    source: str = ""
    referrer: Enterprise | None = None
    person: Person | None = None
    basis: str = Basis.RECORD
    next_step: str = ""
    remark: str = ""
    total: Measure = field(default_factory=Measure)
    registered: Measure = IN_DOLLARS


_TEXTS = (
    "investor_name", "industry_group", "chain_node", "talent_team", "talent_carrier", "source", "next_step",
    "remark",
)  # fmt: skip
_TAGS = ("unit", "park", "ppp", "fund", "referrer", "person")
_PLAIN = ("capital_origin", "is_manufacturing", "listed_investor", "route", "basis")


def checked_values(
    details: ProspectDetails, *, zone_id: UUID, prospect: Prospect | None = None
) -> dict[str, Any]:
    """The model's values; `prospect` is the one that is edited. Raises `InvalidInput` with every fault."""
    name = " ".join(details.name.split())
    others = Prospect.objects.filter(zone_id=zone_id)
    if prospect is not None:
        others = others.exclude(id=prospect.id)
    faults: dict[str, Any] = {}
    if not name:
        faults["name"] = _("What is the prospect called?")
    elif len(name) > 150:
        faults["name"] = _("Up to 150 characters, please.")
    elif others.filter(name=name).exists():
        faults["name"] = _("A prospect of this name is entered already.")
    for tag in _TAGS:
        tagged = getattr(details, tag)
        if tagged is not None and tagged.zone_id != zone_id:
            faults[tag] = _("Choose one of the zone.")
    if details.unit.closed_on is not None and (prospect is None or prospect.unit_id != details.unit.id):
        faults["unit"] = _("Choose an open unit of the zone.")
    faults |= _route_faults(details)
    faults |= measure_faults("total_investment", details.total)
    faults |= measure_faults("registered_capital", details.registered)
    if faults:
        raise InvalidInput(faults)
    return {
        "name": name,
        **{text: getattr(details, text).strip() for text in _TEXTS},
        **{tag: getattr(details, tag) for tag in _TAGS},
        **{plain: getattr(details, plain) for plain in _PLAIN},
        **amount_values(details.total, details.registered),
    }


def _route_faults(details: ProspectDetails) -> dict[str, Any]:
    """A tag of another route would be counted there as well."""
    if details.ppp is not None and details.route != Route.PPP:
        return {"ppp": _("A PPP project belongs to the route “PPP”.")}
    if details.fund is not None and details.route != Route.FUND:
        return {"fund": _("A fund belongs to the route “industrial fund”.")}
    return {}


def measure_faults(place: str, measure: Measure) -> dict[str, Any]:
    """What is wrong with an amount, at its place."""
    found = measure.faults()
    if "negative" in found:
        return {place: _("An amount is not below zero.")}
    if "currency" in found:
        return {place: _("Yuan or US dollars, please.")}
    if "rate" in found:
        return {place: _("A rate to yuan is above zero, belongs to a foreign currency and has its date.")}
    return {}


def registered_above_total(total: Measure, registered: Measure) -> bool:
    """Whether the registered capital is more than the total investment; False where they cannot be compared."""
    if total.amount is None or registered.amount is None:
        return False
    if total.currency == registered.currency:
        return registered.amount > total.amount
    worth, whole = registered.in_cny, total.in_cny
    return worth is not None and whole is not None and worth > whole
