"""Answer in support."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, use_case
from guatu.matters.choices import Move
from guatu.matters.events import SupportGiven
from guatu.matters.models.matter import SupportingUnit
from guatu.matters.moving import make_move, moment_of, take, words
from guatu.matters.policies import may_support


@use_case(may=may_support)
def give_support(*, actor: Actor, support: SupportingUnit, text: str) -> SupportingUnit:
    """Ends the supporting unit's own clock. Raises `Refused` (`answered`) where it has answered."""
    matter = take(support.matter, Move.SUPPORT_REPLY, actor=actor)
    support = SupportingUnit.objects.select_related("unit").get(zone_id=matter.zone_id, id=support.id)
    if support.replied_at is not None:
        raise Refused(_("This unit has answered already."), code="answered")
    text = words(text, "text", needed=_("Write the answer."))
    change(support, reply=text, replied_at=moment_of(matter.zone))
    make_move(
        matter,
        Move.SUPPORT_REPLY,
        SupportGiven,
        actor=actor,
        unit=support.unit,
        text=text,
        unit_id=support.unit_id,
    )
    return support
