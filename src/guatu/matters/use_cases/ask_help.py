"""Take a matter to a coordination meeting 会办: the unit cannot settle it alone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import HelpAsked
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, take, words
from guatu.matters.policies import may_handle


@use_case(may=may_handle)
def ask_help(*, actor: Actor, matter: Matter, text: str) -> Matter:
    """It stands on the agenda of the next meeting; the clock runs on and the unit keeps it."""
    matter = take(matter, Move.ASK_HELP, actor=actor, may=may_handle)
    text = words(text, "text", needed=_("Say what has to be settled, and by whom."))
    make_move(matter, Move.ASK_HELP, HelpAsked, actor=actor, text=text)
    return matter
