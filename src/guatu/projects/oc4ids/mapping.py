"""A public project as an OC4IDS project, and several of them as a package. Values in, JSON values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from guatu.core.clock import CHINA
from guatu.projects.choices import ProjectType

VERSION = "0.9"
# The identifier of the unified social credit code in the register of org-id.guide.
CREDIT_CODES = "CN-USCI"
_INDUSTRIES = "CN-GB/T 4754-2017"

# What a type of project builds; a pure purchase of equipment is none of the standard's types.
_TYPES = {
    ProjectType.INDUSTRIAL: "construction",
    ProjectType.INFRASTRUCTURE: "construction",
    ProjectType.SERVICE: "construction",
    ProjectType.LIVELIHOOD: "construction",
    ProjectType.UPGRADE: "rehabilitation",
}
# Divisions of GB/T 4754 → sector, first and last division within.
_SECTORS = (
    (1, 5, "economy"), (6, 12, "naturalResources"), (13, 43, "economy"), (44, 45, "energy"), (46, 46, "waterAndWaste"),
    (47, 52, "economy"), (53, 53, "transport.rail"), (54, 54, "transport.road"), (55, 55, "transport.water"),
    (56, 56, "transport.air"), (57, 60, "transport"), (61, 62, "economy"), (63, 65, "communications"),
    (66, 75, "economy"), (76, 76, "naturalResources"), (77, 77, "naturalResources"), (78, 78, "waterAndWaste"),
    (79, 82, "economy"), (83, 83, "education"), (84, 85, "health"), (86, 90, "cultureSportsAndRecreation"),
    (91, 97, "governance"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that takes part. `credit_code` where it is known."""

    name: str
    roles: tuple[str, ...]
    credit_code: str = ""

    @property
    def id(self) -> str:
        return f"{CREDIT_CODES}-{self.credit_code}" if self.credit_code else self.name


@dataclass(frozen=True, slots=True)
class PublicMilestone:
    """A committed milestone: `due` is the promise, `met` the day it happened."""

    code: str
    name: str
    due: date | None
    met: date | None


@dataclass(frozen=True, slots=True)
class PublicProject:
    """What the public may know of a project."""

    id: str
    name: str
    code: str
    description: str
    type: str
    industry_code: str
    industry_name: str
    total_cny: Decimal | None
    starts: date | None
    ends: date | None
    started: date | None
    finished: date | None
    withdrawn: bool
    place_name: str
    point: tuple[float, float] | None
    parties: Sequence[Party]
    milestones: Sequence[PublicMilestone]


def package(
    projects: Iterable[PublicProject],
    *,
    uri: str,
    publisher: str,
    published_at: datetime,
    today: date,
    license_uri: str = "",
) -> dict[str, Any]:
    """The projects as a package. A package without a project is not allowed; the caller sees to it."""
    return _filled(
        uri=uri,
        publishedDate=published_at.astimezone(CHINA).isoformat(timespec="seconds"),
        version=VERSION,
        publisher={"name": publisher},
        license=license_uri,
        projects=[project(p, today=today) for p in projects],
    )


def project(p: PublicProject, *, today: date) -> dict[str, Any]:
    """One project; what is not known is left out."""
    authority = next((party for party in p.parties if "publicAuthority" in party.roles), None)
    return _filled(
        id=p.id,
        language="zh",
        identifiers=[{"id": p.code, "scheme": "CN-NDRC"}] if p.code else [],
        publicAuthority={"id": authority.id, "name": authority.name} if authority is not None else {},
        title=p.name,
        description=p.description,
        status=status(p),
        type=_TYPES.get(ProjectType(p.type), ""),
        sector=[found] if (found := sector(p.industry_code)) else [],
        additionalClassifications=_classifications(p),
        period=_filled(startDate=_at(p.started or p.starts), endDate=_at(p.finished or p.ends)),
        completion=_filled(endDate=_at(p.finished)),
        budget={"amount": {"amount": float(p.total_cny), "currency": "CNY"}}
        if p.total_cny is not None
        else {},
        locations=[_location(p)],
        parties=[_party(party) for party in p.parties],
        milestones=[_milestone(m, today) for m in p.milestones],
    )


def status(p: PublicProject) -> str:
    """Where the project stands, of the standard's list."""
    if p.withdrawn:
        return "cancelled"
    if p.finished is not None:
        return "completion"
    return "implementation" if p.started is not None else "preparation"


def sector(industry_code: str) -> str:
    """The sector of an industry by its division; empty where none is known."""
    digits = industry_code.lstrip("ABCDEFGHIJKLMNOPQRST")[:2]
    if not digits.isdigit():
        return ""
    return next((name for first, last, name in _SECTORS if first <= int(digits) <= last), "")


def _classifications(p: PublicProject) -> list[dict[str, Any]]:
    if not p.industry_code:
        return []
    return [_filled(scheme=_INDUSTRIES, id=p.industry_code, description=p.industry_name)]


def _location(p: PublicProject) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": list(p.point)} if p.point is not None else {}
    return _filled(
        id="1",
        description=p.place_name,
        geometry=geometry,
        address={"countryName": "中国", "locality": p.place_name},
    )


def _party(party: Party) -> dict[str, Any]:
    identifier = (
        {"scheme": CREDIT_CODES, "id": party.credit_code, "legalName": party.name}
        if party.credit_code
        else {}
    )
    return _filled(id=party.id, name=party.name, identifier=identifier, roles=list(party.roles))


def _milestone(m: PublicMilestone, today: date) -> dict[str, Any]:
    late = m.due is not None and m.due < today
    return _filled(
        id=m.code,
        title=m.name,
        type="delivery",
        dueDate=_at(m.due),
        dateMet=_at(m.met),
        status="met" if m.met is not None else "notMet" if late else "scheduled",
    )


def _at(day: date | None) -> str:
    """The standard wants a moment; a day is its beginning in China."""
    return datetime.combine(day, time.min, CHINA).isoformat() if day is not None else ""


def _filled(**values: Any) -> dict[str, Any]:
    """Without what is empty: the standard allows no empty texts."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}
