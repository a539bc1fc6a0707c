"""Close a matter that will not be solved: not ours, not possible, or a duplicate. It never counts as solved."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.matters.choices import UNSOLVED, Move, Outcome
from guatu.matters.events import MatterClosedUnsolved
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, moment_of, take, words
from guatu.matters.policies import may_dispatch


@use_case(may=may_dispatch)
def close_matter_unsolved(
    *, actor: Actor, matter: Matter, outcome: str, text: str, duplicate_of: Matter | None = None
) -> Matter:
    """`text` is the answer to who raised it. A duplicate names the matter it follows. Raises `InvalidInput`."""
    matter = take(matter, Move.CLOSE_UNSOLVED, actor=actor, may=may_dispatch)
    faults = {}
    if outcome not in UNSOLVED:
        faults["outcome"] = _("Expected: not ours, not possible, or a duplicate.")
    if outcome == Outcome.DUPLICATE and (duplicate_of is None or duplicate_of.id == matter.id):
        faults["duplicate_of"] = _("Name the matter that it is a duplicate of.")
    if faults:
        raise InvalidInput(faults)
    make_move(
        matter,
        Move.CLOSE_UNSOLVED,
        MatterClosedUnsolved,
        actor=actor,
        text=words(text, "text", needed=_("Tell who raised it why.")),
        reason=outcome,
        is_public=True,
        values={
            "outcome": outcome,
            "closed_at": moment_of(matter.zone),
            "duplicate_of": duplicate_of if outcome == Outcome.DUPLICATE else None,
        },
        outcome=outcome,
    )
    return matter
