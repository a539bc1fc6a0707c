"""Reopen a closed matter: a new round, in which its clocks begin again; those of the round before stay as they were."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.models.matter import Matter
from guatu.matters.moving import take, words
from guatu.matters.policies import may_dispatch
from guatu.matters.reopening import reopen


@use_case(may=may_dispatch)
def reopen_matter(*, actor: Actor, matter: Matter, text: str) -> Matter:
    """It goes back to the unit that had it, at once. Raises what `take` raises."""
    matter = take(matter, Move.REOPEN, actor=actor, may=may_dispatch)
    text = words(text, "text", needed=_("Say why, in a sentence."))
    return reopen(matter, actor=actor, text=text, to=matter.lead_unit)
