"""Each move carries its own files; whoever may see the matter sees them, who made the move adds them."""

from uuid import UUID

from guatu.attachments.subjects import SubjectKind, add_subject
from guatu.core.actor import Actor
from guatu.matters.models.history import MatterMove
from guatu.matters.selectors.matters import visible_matters


def _may_see(actor: Actor, move_id: UUID) -> bool:
    moves = MatterMove.objects.filter(zone_id=actor.zone_id, id=move_id)
    return moves.filter(matter__in=visible_matters(actor=actor)).exists()


def _may_attach(actor: Actor, move: MatterMove) -> bool:
    """A move is never changed: files come with it, from its own maker."""
    return actor.zone_id == move.zone_id and move.by_id == actor.person_id and move.by_name == actor.name


def _about(move: MatterMove) -> tuple[UUID, ...]:
    return (move.matter_id,)


add_subject(SubjectKind(MatterMove, _may_see, _may_attach, _about))
