"""Record a visit that was made: what was seen, what was solved on the spot, and what became a demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.attachments.use_cases.attach_file import attach_files
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.enterprises.choices import VisitStatus
from guatu.enterprises.demands import DEMAND
from guatu.enterprises.events import VisitRecorded
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Finding, Visit
from guatu.enterprises.policies import may_conclude_visit
from guatu.matters.choices import Source
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.raise_matter import MAX_TITLE, Place, Raiser, raise_matter

MAX_TEXT = 4000
MAX_FINDING = 500


@dataclass(frozen=True, slots=True)
class Found:
    """What came up. Not solved on the spot, it is raised as a demand in the enterprise's name."""

    text: str
    is_solved: bool = False
    category: MatterCategory | None = None


@use_case(may=may_conclude_visit)
def record_visit(
    *,
    actor: Actor,
    visit: Visit,
    made_on: date,
    summary: str,
    findings: Sequence[Found] = (),
    photos: Sequence[File[Any]] = (),
    client_key: UUID | None = None,
) -> Visit:
    """The demands are raised in the same transaction (source: in a visit). The same `client_key` records once.
    Raises `Refused` (`not_planned`), `InvalidInput` with every fault at its field."""
    one_at_a_time("enterprises.visits", visit.enterprise_id)
    visit = Visit.objects.select_related("enterprise", "zone").get(zone_id=visit.zone_id, id=visit.id)
    if client_key is not None and visit.client_key == client_key:
        return visit
    if visit.status != VisitStatus.PLANNED:
        raise Refused(_("This visit is no longer planned."), code="not_planned")
    _check(visit, made_on, summary, findings)
    changes = change(
        visit,
        status=VisitStatus.DONE,
        made_on=made_on,
        summary=summary.strip(),
        recorded_by_id=actor.person_id,
        recorded_by=actor.name,
        client_key=client_key,
    )
    for place, found in enumerate(findings):
        _keep(actor, visit, place, found)
    if photos:
        attach_files(actor=actor, subject=visit, uploads={"photos": photos}, images_only=["photos"])
    record(
        VisitRecorded(
            zone_id=visit.zone_id,
            enterprise_id=visit.enterprise_id,
            visit_id=visit.id,
            findings=len(findings),
            solved=sum(found.is_solved for found in findings),
        ),
        subject=visit,
        changes={name: values for name, values in changes.items() if name in ("status", "made_on")},
        about=(visit.enterprise_id,),
    )
    return visit


def _check(visit: Visit, made_on: date, summary: str, findings: Sequence[Found]) -> None:
    faults = {}
    if made_on > today(Zone.objects.get(id=visit.zone_id)):
        faults["made_on"] = _("This day has not come yet.")
    if not summary.strip():
        faults["summary"] = _("Say in a sentence what was seen and said.")
    elif len(summary.strip()) > MAX_TEXT:
        faults["summary"] = _("Up to %(limit)s characters, please; there are %(count)s.") % {
            "limit": MAX_TEXT,
            "count": len(summary.strip()),
        }
    for place, found in enumerate(findings):
        if not found.text.strip():
            faults[f"finding_{place}"] = _("What came up?")
        elif len(found.text.strip()) > MAX_FINDING:
            faults[f"finding_{place}"] = _("Up to %(limit)s characters, please; there are %(count)s.") % {
                "limit": MAX_FINDING,
                "count": len(found.text.strip()),
            }
    if faults:
        raise InvalidInput(faults)


def _keep(actor: Actor, visit: Visit, place: int, found: Found) -> None:
    text = found.text.strip()
    matter_id: UUID | None = None
    if not found.is_solved:
        enterprise = visit.enterprise
        matter = raise_matter(
            actor=actor,
            kind=kind_coded(DEMAND, visit.zone_id),
            title=text if len(text) <= MAX_TITLE else f"{text[: MAX_TITLE - 1]}…",
            text=text,
            category=found.category,
            subject=enterprise,
            place=place_of(enterprise),
            source=Source.VISIT,
            raiser=Raiser(name=enterprise.name, unit=enterprise.unit),
        )
        matter_id = matter.id
    Finding.objects.create(
        zone_id=visit.zone_id,
        visit=visit,
        place=place,
        text=text,
        is_solved=found.is_solved,
        matter_id=matter_id,
    )


def place_of(enterprise: Enterprise) -> Place:
    return Place(enterprise.address, enterprise.longitude, enterprise.latitude)
