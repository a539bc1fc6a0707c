"""File a visit to the site: who was where, what was seen, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.attachments.use_cases.attach_file import attach_files
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.matters.choices import Source
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.subjects import kind_by_label
from guatu.matters.use_cases.raise_matter import Place, raise_matter
from guatu.meetings.choices import VisitKind
from guatu.meetings.events import VisitFiled
from guatu.meetings.models.fieldwork import SiteVisit, VisitFinding, VisitUnit
from guatu.meetings.policies import may_file_visit
from guatu.meetings.taking import words
from guatu.organization.models import Person, Unit
from guatu.projects.models.project import Project

KIND = "problem"
MAX_FINDING = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. Settled on the spot, or raised as a matter, dispatched to `lead_unit` where one is named."""

    text: str
    is_settled: bool = False
    lead_unit: Unit | None = None
    due_on: date | None = None


@use_case(may=may_file_visit)
def file_visit(
    *,
    actor: Actor,
    kind: str,
    day: date,
    project: Project | None = None,
    matter: Matter | None = None,
    leader: Person | None = None,
    units: Sequence[Unit] = (),
    place: str = "",
    note: str = "",
    findings: Sequence[Finding] = (),
    photos: Sequence[File[Any]] = (),
) -> SiteVisit:
    """A supervision visit has a leader, a joint visit at least two departments; both a project, a matter or a place.

    Each finding that was not settled on the spot is raised as a matter in the same transaction. Raises
    `InvalidInput` naming every fault.
    """
    place, note = words(place, "place", most=120), words(note, "note")
    faults = _faults(actor, kind, day, leader, units, findings)
    if project is None and matter is None and not place:
        faults["place"] = _("Say which project, or where.")
    if faults:
        raise InvalidInput(faults)
    visit = SiteVisit.objects.create(
        zone_id=actor.zone_id,
        kind=kind,
        day=day,
        leader=leader,
        project=project,
        matter=matter,
        place=place,
        note=note,
        filed_by=actor.name,
    )
    VisitUnit.objects.bulk_create(
        VisitUnit(zone_id=actor.zone_id, visit=visit, unit=unit) for unit in dict.fromkeys(units)
    )
    record(
        VisitFiled(
            zone_id=actor.zone_id,
            visit_id=visit.id,
            kind=kind,
            project_id=project.id if project else None,
            findings=len(findings),
        ),
        subject=visit,
        about=tuple(o.id for o in (project, matter) if o is not None),
    )
    if photos:
        attach_files(actor=actor, subject=visit, uploads={"photos": photos}, images_only={"photos"})
    for number, finding in enumerate(findings, start=1):
        VisitFinding.objects.create(
            zone_id=actor.zone_id,
            visit=visit,
            place=number,
            text=finding.text.strip(),
            matter=None if finding.is_settled else _raised(actor, visit, finding),
        )
    return visit


def _raised(actor: Actor, visit: SiteVisit, finding: Finding) -> Matter:
    text = finding.text.strip()
    title = text if len(text) <= MAX_FINDING else f"{text[: MAX_FINDING - 1]}…"
    project = visit.project
    kind = kind_by_label(project._meta.label_lower) if project else None
    return raise_matter(
        actor=actor,
        kind=kind_coded(KIND, actor.zone_id),
        title=title,
        text=text,
        subject=project if kind is not None else None,
        place=Place(address=visit.place),
        source=Source.VISIT,
        lead_unit=finding.lead_unit,
        due_on=finding.due_on,
    )


def _faults(
    actor: Actor,
    kind: str,
    day: date,
    leader: Person | None,
    units: Sequence[Unit],
    findings: Sequence[Finding],
) -> dict[str, str]:
    faults: dict[str, str] = {}
    if kind not in VisitKind.values:
        faults["kind"] = _("A supervision visit or a joint visit.")
    if day > today(Zone.objects.get(id=actor.zone_id)):
        faults["day"] = _("A visit is filed when it has been made.")
    if kind == VisitKind.SUPERVISION and leader is None:
        faults["leader"] = _("Which leader was on the site?")
    if kind == VisitKind.JOINT and len(set(units)) < 2:
        faults["units"] = _("A joint visit has at least two departments.")
    for number, finding in enumerate(findings):
        if not finding.text.strip() or len(finding.text.strip()) > 500:
            faults[f"finding-{number}"] = _("Say in up to 500 characters what was found.")
    return faults
