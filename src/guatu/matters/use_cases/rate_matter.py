"""Rate how a matter was handled; “dissatisfied” reopens it one level higher."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import use_case
from guatu.matters.choices import Move, Outcome, Satisfaction
from guatu.matters.events import MatterRated
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, take, words
from guatu.matters.policies import may_rate_matter
from guatu.matters.reopening import reopen
from guatu.organization.models import Unit


@use_case(may=may_rate_matter)
def rate_matter(*, actor: Actor, matter: Matter, rating: str, text: str = "") -> Matter:
    """“Dissatisfied” says why, and the matter goes to the unit above the one that had it (the zone's own authority
    has nobody above it). Rated once a round: `Refused` (`rated`). Raises `InvalidInput`."""
    matter = take(matter, Move.RATE, actor=actor, may=may_rate_matter)
    if matter.rating:
        raise Refused(_("It has been rated already."), code="rated")
    if rating not in Satisfaction.values:
        raise InvalidInput({"rating": _("Choose how satisfied you are.")})
    dissatisfied = rating == Satisfaction.DISSATISFIED
    text = words(text, "text", needed=_("Say what is still wrong.") if dissatisfied else "")
    make_move(
        matter,
        Move.RATE,
        MatterRated,
        actor=actor,
        text=text,
        reason=rating,
        is_public=True,
        values={"rating": rating},
        rating=rating,
    )
    if dissatisfied and matter.outcome != Outcome.DUPLICATE:
        return reopen(matter, actor=actor, text=text, to=_above(matter))
    return matter


def _above(matter: Matter) -> Unit | None:
    if matter.lead_unit is None:
        return None
    if matter.lead_unit.parent_id is None:
        return matter.lead_unit
    return Unit.objects.get(zone_id=matter.zone_id, id=matter.lead_unit.parent_id)
