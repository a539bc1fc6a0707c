"""Withdraw a matter; by who raised it, or the dispatcher in their name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterWithdrawn
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, moment_of, take, words
from guatu.matters.policies import may_withdraw_matter


@use_case(may=may_withdraw_matter)
def withdraw_matter(*, actor: Actor, matter: Matter, text: str) -> Matter:
    matter = take(matter, Move.WITHDRAW, actor=actor, may=may_withdraw_matter)
    make_move(
        matter,
        Move.WITHDRAW,
        MatterWithdrawn,
        actor=actor,
        text=words(text, "text", needed=_("Say why, in a sentence.")),
        is_public=True,
        values={"closed_at": moment_of(matter.zone)},
    )
    return matter
