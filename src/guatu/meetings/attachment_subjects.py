"""Visits carry photos; whoever may see a visit sees them, who filed it adds them."""

from uuid import UUID

from guatu.attachments.subjects import SubjectKind, add_subject
from guatu.core.actor import Actor
from guatu.meetings.models.fieldwork import SiteVisit
from guatu.meetings.policies import may_file_visit
from guatu.meetings.selectors.fieldwork import visible_visits


def _may_see(actor: Actor, visit_id: UUID) -> bool:
    return visible_visits(actor=actor).filter(id=visit_id).exists()


def _may_attach(actor: Actor, visit: SiteVisit) -> bool:
    return actor.zone_id == visit.zone_id and may_file_visit(actor, visit.project)


def _about(visit: SiteVisit) -> tuple[UUID, ...]:
    return (visit.project_id,) if visit.project_id else ()


add_subject(SubjectKind(SiteVisit, _may_see, _may_attach, _about))
