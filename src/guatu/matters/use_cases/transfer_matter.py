"""Transfer a matter 转办 to another unit; the whole time goes on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterTransferred
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, take, words
from guatu.matters.policies import may_dispatch
from guatu.organization.models import Unit


@use_case(may=may_dispatch)
def transfer_matter(*, actor: Actor, matter: Matter, unit: Unit, text: str) -> Matter:
    """Raises `InvalidInput` for a closed unit or the one that has it already."""
    matter = take(matter, Move.TRANSFER, actor=actor, may=may_dispatch)
    if unit.zone_id != matter.zone_id or unit.closed_on is not None or unit.id == matter.lead_unit_id:
        raise InvalidInput({"unit": _("Choose another unit that is at work in this zone.")})
    make_move(
        matter,
        Move.TRANSFER,
        MatterTransferred,
        actor=actor,
        unit=unit,
        text=words(text, "text", needed=_("Say why, in a sentence.")),
        values={"lead_unit": unit, "handler": None},
        unit_id=unit.id,
    )
    return matter
