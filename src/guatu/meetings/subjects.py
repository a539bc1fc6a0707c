"""What an agenda item is about, as an object: a project, or a matter."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.zoned import ZonedModel
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.matters import visible_matters
from guatu.matters.subjects import kind_by_label
from guatu.meetings.models.meeting import AgendaItem
from guatu.meetings.selectors.meetings import MATTER, PROJECT
from guatu.organization.models import Unit
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects


def project_of(item: AgendaItem, *, actor: Actor) -> Project | None:
    if item.subject_type != PROJECT or item.subject_id is None:
        return None
    return visible_projects(actor=actor).select_related("unit").filter(id=item.subject_id).first()


def matter_of(item: AgendaItem, *, actor: Actor) -> Matter | None:
    if item.subject_type != MATTER or item.subject_id is None:
        return None
    found = visible_matters(actor=actor).select_related("kind", "lead_unit", "zone")
    return found.filter(id=item.subject_id).first()


def matter_subject(item: AgendaItem, *, actor: Actor) -> ZonedModel | None:
    """What a matter that comes of the item is about: its project, or what its matter is about. None where matters
    cannot be about that."""
    matter = matter_of(item, actor=actor)
    label = matter.subject_type if matter is not None else item.subject_type
    subject_id = matter.subject_id if matter is not None else item.subject_id
    kind = kind_by_label(label)
    if kind is None or subject_id is None:
        return None
    return kind.find(actor, subject_id)


def unit_of(item: AgendaItem, *, actor: Actor) -> Unit | None:
    """Who has it now: offered as lead unit of a resolution."""
    project = project_of(item, actor=actor)
    if project is not None:
        return project.unit
    matter = matter_of(item, actor=actor)
    return matter.lead_unit if matter is not None else None
