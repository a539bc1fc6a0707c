"""What reopening does, whoever brings it about: a supervisor, or a dissatisfied raiser."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.matters.choices import Move
from guatu.matters.events import MatterDispatched, MatterReopened
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move
from guatu.organization.models import Unit


def reopen(matter: Matter, *, actor: Actor, text: str, to: Unit | None) -> Matter:
    """A new round; the matter goes straight `to` a unit where one is given. `matter` comes from `take`."""
    make_move(
        matter,
        Move.REOPEN,
        MatterReopened,
        actor=actor,
        text=text,
        is_public=True,
        values={
            "round": matter.round + 1,
            "outcome": "",
            "closed_at": None,
            "rating": "",
            "done_by": None,
            "lead_unit": None,
            "handler": None,
            "returns": 0,
            "duplicate_of": None,
        },
        round=matter.round + 1,
    )
    if to is not None and to.closed_on is None:
        make_move(
            matter,
            Move.DISPATCH,
            MatterDispatched,
            actor=actor,
            unit=to,
            values={"lead_unit": to},
            unit_id=to.id,
            why="reopened",
        )
    return matter
