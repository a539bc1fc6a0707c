"""Sign for a matter 签收: the unit has it, and somebody in it handles it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterSignedFor
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, person_of, take
from guatu.matters.policies import may_handle
from guatu.organization.models import Person


@use_case(may=may_handle)
def sign_for_matter(*, actor: Actor, matter: Matter, handler: Person | None = None) -> Matter:
    """Sign, and name the handler: `handler`, or who was named at dispatch, or whoever signs."""
    matter = take(matter, Move.SIGN_FOR, actor=actor, may=may_handle)
    handler = handler or matter.handler or person_of(actor)
    if handler is None:
        raise InvalidInput({"handler": _("Name who handles it.")})
    make_move(
        matter,
        Move.SIGN_FOR,
        MatterSignedFor,
        actor=actor,
        unit=matter.lead_unit,
        values={"handler": handler},
    )
    return matter
