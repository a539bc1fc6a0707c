"""What the register says of an enterprise, as somebody gives it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.rules.credit_codes import read_credit_code
from guatu.enterprises.rules.industry_codes import read_industry_code
from guatu.organization.models import Person, Unit
from guatu.organization.places import unit_at


@dataclass(frozen=True, slots=True)
class EnterpriseDetails:
    """The entry of an enterprise. The point is in CGCS2000 (degrees east and north)."""

    name: str
    unit: Unit
    credit_code: str = ""
    industry_code: str = ""
    address: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    liaison: Person | None = None


def checked_values(
    details: EnterpriseDetails, *, zone_id: UUID, day: date, enterprise: Enterprise | None = None
) -> dict[str, Any]:
    """The model's values; `enterprise` is the one that is edited. Raises `InvalidInput` with every fault."""
    name = " ".join(details.name.split())
    code = read_credit_code(details.credit_code)
    industry = read_industry_code(details.industry_code)
    others = Enterprise.objects.filter(zone_id=zone_id)
    if enterprise is not None:
        others = others.exclude(id=enterprise.id)
    faults: dict[str, Any] = {}
    if not name:
        faults["name"] = _("What is the enterprise called?")
    elif len(name) > 100:
        faults["name"] = _("Up to %(limit)s characters, please; there are %(count)s.") % {
            "limit": 100,
            "count": len(name),
        }
    elif others.filter(name=name).exists():
        faults["name"] = _("An enterprise of this name is registered already.")
    if code.text and code.fault is not None:
        faults["credit_code"] = code.fault.label
    elif code.text:
        owner = others.filter(credit_code=code.text).first()
        if owner is not None:
            faults["credit_code"] = _("This code belongs to “%s”.") % owner.name
    if industry is None:
        faults["industry_code"] = _("expected two to four digits from 01 to 97, such as 36 or C3670")
    if details.unit.zone_id != zone_id or details.unit.closed_on is not None:
        faults["unit"] = _("Choose an open unit of the zone.")
    if details.liaison is not None and details.liaison.zone_id != zone_id:
        faults["liaison"] = _("Choose somebody of the zone.")
    faults |= _place_faults(details)
    if faults:
        raise InvalidInput(faults)
    return {
        "name": name,
        "credit_code": code.text,
        "unit": details.unit,
        "industry_code": industry,
        "address": details.address.strip()[:200],
        "longitude": details.longitude,
        "latitude": details.latitude,
        "liaison": details.liaison,
        "liaison_since": _since(details.liaison, day, enterprise),
        **_grid(details, zone_id, day),
    }


def _since(liaison: Person | None, day: date, enterprise: Enterprise | None) -> date | None:
    if liaison is None:
        return None
    same = enterprise is not None and enterprise.liaison_id == liaison.id
    return enterprise.liaison_since if enterprise is not None and same else day


def _place_faults(details: EnterpriseDetails) -> dict[str, Any]:
    if (details.longitude is None) != (details.latitude is None):
        return {"longitude": _("A point has both a longitude and a latitude.")}
    if details.longitude is None or details.latitude is None:
        return {}
    if not (73 <= details.longitude <= 136 and 3 <= details.latitude <= 54):
        return {"longitude": _("Longitude 73–136 and latitude 3–54, in degrees, please.")}
    return {}


def _grid(details: EnterpriseDetails, zone_id: UUID, day: date) -> dict[str, Any]:
    """The grid in which the point lies, where the zone has grids."""
    answer = None
    if details.longitude is not None and details.latitude is not None:
        answer = unit_at(zone_id, float(details.longitude), float(details.latitude), day)
    return {
        "grid_id": answer.grid_id if answer else None,
        "grid_label": answer.grid_label[:100] if answer else "",
    }
