"""Dispatch a matter 交办: it gets its lead unit, and the time to sign for it begins."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterDispatched
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, take, words
from guatu.matters.policies import may_dispatch
from guatu.organization.models import Person, Unit


@use_case(may=may_dispatch)
def dispatch_matter(
    *,
    actor: Actor,
    matter: Matter,
    unit: Unit,
    handler: Person | None = None,
    note: str = "",
    why: str = "",
) -> Matter:
    """Give the matter to `unit`, and to `handler` in it where one is named. `why`: what of the table decided.

    Raises `InvalidInput` for a closed unit, `Refused` where the matter has been dispatched meanwhile.
    """
    matter = take(matter, Move.DISPATCH, actor=actor, may=may_dispatch)
    if unit.zone_id != matter.zone_id or unit.closed_on is not None:
        raise InvalidInput({"unit": _("Choose a unit that is at work in this zone.")})
    make_move(
        matter,
        Move.DISPATCH,
        MatterDispatched,
        actor=actor,
        unit=unit,
        text=words(note, "note"),
        values={"lead_unit": unit, "handler": handler},
        unit_id=unit.id,
        why=why,
    )
    return matter
