"""Strike a matter off 销号: verified, with evidence, by somebody other than the doer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import use_case
from guatu.matters.choices import Evidence, Move, Outcome
from guatu.matters.events import MatterClosedOut
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, moment_of, take, words
from guatu.matters.policies import is_raiser, may_close_out_matter
from guatu.matters.verifying import require_another


@use_case(may=may_close_out_matter)
def close_out_matter(*, actor: Actor, matter: Matter, text: str = "", is_confirmed: bool = False) -> Matter:
    """Where the kind asks for the raiser's confirmation, the raiser strikes it off, or whoever does states that the
    raiser has confirmed (`is_confirmed`) and `text` says how. Raises `Refused` (`own`, `unconfirmed`)."""
    matter = take(matter, Move.CLOSE_OUT, actor=actor, may=may_close_out_matter)
    require_another(matter, actor=actor)
    text = words(text, "text")
    must_confirm = Evidence.CONFIRMATION in matter.kind.evidence and not is_raiser(actor, matter)
    if must_confirm and not (is_confirmed and text):
        raise Refused(
            _("Who raised it has to confirm: say that it was confirmed, and how."), code="unconfirmed"
        )
    make_move(
        matter,
        Move.CLOSE_OUT,
        MatterClosedOut,
        actor=actor,
        text=text,
        is_public=True,
        values={"outcome": Outcome.SOLVED, "closed_at": moment_of(matter.zone)},
    )
    return matter
