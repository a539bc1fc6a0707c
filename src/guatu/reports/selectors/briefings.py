"""Reading briefings: the list, one document with its numbers, and what has changed since it was issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.clock import CHINA
from guatu.core.errors import NotAllowed, NotFound, hidden
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import Wanted
from guatu.figures.reading import Reading
from guatu.projects.choices import DutyRole
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects, with_duties
from guatu.reports.choices import BriefingState
from guatu.reports.models import BoundFigure, Briefing, BriefingTemplate
from guatu.reports.policies import DRAFT, ISSUE, TEMPLATES, VIEW
from guatu.reports.rules.blocks import Block, from_json
from guatu.reports.selectors.asking import read_figures
from guatu.reports.writing.compose import Composed, compose


def visible_briefings(*, actor: Actor) -> QuerySet[Briefing]:
    """Issued ones about what is within reach; drafts for those who write there; what is in review for who issues."""
    briefings = Briefing.objects.filter(zone_id=actor.zone_id).select_related("unit", "project", "template")
    return briefings.filter(
        _within(actor, VIEW) & Q(state=BriefingState.ISSUED)
        | _within(actor, ISSUE) & Q(state=BriefingState.REVIEW)
        | _within(actor, DRAFT)
        | _own(actor)
    )


def _within(actor: Actor, permission: str) -> Q:
    reach = actor.reach(permission)
    if reach.whole_zone:
        return Q(zone_id=actor.zone_id)
    return Q(unit_id__in=reach.unit_ids) | Q(project__unit_id__in=reach.unit_ids)


def _own(actor: Actor) -> Q:
    return Q(drafted_by_id=actor.person_id) if actor.person_id else Q(pk__in=[])


def get_briefing(briefing_id: UUID, *, actor: Actor) -> Briefing:
    found = visible_briefings(actor=actor).filter(id=briefing_id).first()
    if found is None:
        raise NotFound("briefing")
    return found


def templates(*, actor: Actor) -> QuerySet[BriefingTemplate]:
    """Every template, for those who write briefings or templates."""
    if not actor.may(DRAFT) and not actor.may(TEMPLATES):
        raise NotAllowed(DRAFT)
    return BriefingTemplate.objects.filter(zone_id=actor.zone_id)


def get_template(template_id: UUID, *, actor: Actor) -> BriefingTemplate:
    with hidden("briefing template"):
        found = templates(actor=actor).filter(id=template_id).first()
    if found is None:
        raise NotFound("briefing template")
    return found


def template_by_code(code: str, *, actor: Actor) -> BriefingTemplate:
    with hidden("briefing template"):
        found = templates(actor=actor).filter(code=code).first()
    if found is None:
        raise NotFound("briefing template")
    return found


def about_project(project: Project | None, *, actor: Actor) -> Mapping[str, Any]:
    """What the template of a project one-pager knows of its project. Raises `NotFound` where it is not to be seen."""
    if project is None:
        return {}
    found = with_duties(visible_projects(actor=actor).select_related("unit")).filter(id=project.id).first()
    if found is None:
        raise NotFound("project")
    answering = {duty.role: duty.person.name for duty in found.current_duties}  # type: ignore[attr-defined]
    return {
        "project": {
            "name": found.name,
            "owner": found.owner_name,
            "unit": found.unit.name,
            "lead": answering.get(DutyRole.LEAD_OFFICIAL, ""),
            "liaison": answering.get(DutyRole.LIAISON, ""),
            "stage": found.stage_note,
            "remark": found.remark,
        }
    }


def compose_briefing(
    briefing: Briefing, *, actor: Actor, zone: Zone, as_of: datetime | None = None
) -> Composed:
    """A draft with the numbers of a moment, None for now, over what the actor may see."""
    return compose(
        briefing.text,
        Period.parse(briefing.period),
        actor=actor,
        zone=zone,
        unit_id=briefing.unit_id,
        about=about_project(briefing.project, actor=actor),
        as_of=as_of,
    )


@dataclass(frozen=True, slots=True)
class Printed:
    """A number of a document, as a page shows it."""

    text: str
    label: str
    wanted: Wanted
    exact: str
    formula: str
    remarks: Sequence[str]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing to look at: frozen, or composed anew."""

    blocks: Sequence[Block]
    numbers: Sequence[Printed]


def frozen_document(briefing: Briefing) -> Document:
    """What was issued, exactly (one query)."""
    moment = briefing.as_of
    if moment is None or briefing.content is None:
        raise NotFound("issued briefing")
    figures = BoundFigure.objects.filter(zone_id=briefing.zone_id, briefing=briefing)
    numbers = [
        Printed(f.printed, f.label, wanted_of(f), f.value, f.formula, f.remarks, moment) for f in figures
    ]
    return Document(from_json(briefing.content), numbers)


def drafted_document(composed: Composed) -> Document:
    """A composed draft in the same form."""
    return Document(
        composed.blocks,
        [
            Printed(
                one.text,
                str(one.reading.figure.label),
                one.reading.wanted,
                one.reading.exact,
                str(one.reading.figure.words),
                [str(remark) for remark in one.reading.remarks],
                one.reading.as_of,
            )
            for one in composed.bound
        ],
    )


def wanted_of(figure: BoundFigure) -> Wanted:
    """The question that a frozen number answers."""
    where = tuple((dimension, tuple(values)) for dimension, values in figure.where)
    return Wanted(figure.name, Period.parse(figure.period), figure.unit_id, where)


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that reads otherwise today than in the briefing."""

    then: BoundFigure
    wanted: Wanted
    now: Reading
    difference: Decimal | None

    @property
    def shown_difference(self) -> str:
        """With its sign, in the figure's unit; empty where either is no number."""
        if self.difference is None:
            return ""
        unit, places = self.now.figure.unit, self.now.figure.places
        number = unit.number(self.difference, places=places)
        return f"+{number}" if self.difference > 0 else number


def changes_since(briefing: Briefing, *, actor: Actor, zone: Zone) -> list[Changed]:
    """Every number of an issued briefing that reads otherwise today, each once, over what the actor may see."""
    figures = list(BoundFigure.objects.filter(zone_id=briefing.zone_id, briefing=briefing))
    once: dict[Wanted, BoundFigure] = {}
    for figure in figures:
        once.setdefault(wanted_of(figure), figure)
    found = read_figures(once, actor=actor, zone=zone)
    changed = []
    for wanted, figure in once.items():
        reading = found[wanted]
        then = Decimal(figure.value) if figure.value else None
        if reading.value != then:
            both = reading.value is not None and then is not None
            difference = reading.value - then if both else None  # type: ignore[operator]
            changed.append(Changed(figure, wanted, reading, difference))
    return changed


def issue_day(briefing: Briefing) -> str:
    """The date of a document in Arabic figures, as GB/T 9704 has it: 2018年7月2日."""
    day = briefing.issued_on or briefing.drafted_at.astimezone(CHINA).date()
    return f"{day.year}年{day.month}月{day.day}日"
