"""Settle what was before the coordination meeting: the matter is in hand again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import HelpSettled
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, take, words
from guatu.matters.policies import may_settle_help


@use_case(may=may_settle_help)
def settle_help(*, actor: Actor, matter: Matter, text: str) -> Matter:
    """`text`: the decision, with the meeting that took it."""
    matter = take(matter, Move.SETTLE_HELP, actor=actor, may=may_settle_help)
    text = words(text, "text", needed=_("Write down the decision."))
    make_move(matter, Move.SETTLE_HELP, HelpSettled, actor=actor, text=text)
    return matter
