"""Send a matter back that was reported done and is not; the whole time has been running all along."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterSentBack
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, take, words
from guatu.matters.policies import may_verify
from guatu.matters.verifying import require_another


@use_case(may=may_verify)
def send_matter_back(*, actor: Actor, matter: Matter, text: str) -> Matter:
    """`text`: what is still to be done."""
    matter = take(matter, Move.SEND_BACK, actor=actor, may=may_verify)
    require_another(matter, actor=actor)
    text = words(text, "text", needed=_("Say what is still to be done."))
    make_move(matter, Move.SEND_BACK, MatterSentBack, actor=actor, text=text, values={"done_by": None})
    return matter
