"""Visits carry photos."""

from uuid import UUID

from guatu.attachments.subjects import SubjectKind, add_subject
from guatu.core.actor import Actor
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.policies import may_conclude_visit
from guatu.enterprises.selectors.visits import visible_visits


def _may_see(actor: Actor, visit_id: UUID) -> bool:
    return visible_visits(actor=actor).filter(id=visit_id).exists()


def _about(visit: Visit) -> tuple[UUID, ...]:
    return (visit.enterprise_id,)


add_subject(SubjectKind(Visit, _may_see, may_conclude_visit, _about))
