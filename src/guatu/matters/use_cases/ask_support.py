"""Ask another unit to support; it gets a clock of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import SupportAsked
from guatu.matters.models.matter import Matter, SupportingUnit
from guatu.matters.moving import make_move, moment_of, take, words
from guatu.matters.policies import may_handle
from guatu.organization.models import Unit


@use_case(may=may_handle)
def ask_support(*, actor: Actor, matter: Matter, unit: Unit, request: str) -> SupportingUnit:
    """Raises `InvalidInput` where the unit leads the matter, is closed, or has been asked in this round already."""
    matter = take(matter, Move.ADD_SUPPORT, actor=actor, may=may_handle)
    asked = SupportingUnit.objects.filter(
        zone_id=matter.zone_id, matter=matter, round=matter.round, unit=unit
    )
    if unit.zone_id != matter.zone_id or unit.closed_on is not None or unit.id == matter.lead_unit_id:
        raise InvalidInput({"unit": _("Choose another unit that is at work in this zone.")})
    if asked.exists():
        raise InvalidInput({"unit": _("This unit has been asked already.")})
    support = SupportingUnit.objects.create(
        zone_id=matter.zone_id,
        matter=matter,
        unit=unit,
        round=matter.round,
        request=words(request, "request", needed=_("Say what is needed of them."), most=300),
        asked_at=moment_of(matter.zone),
    )
    make_move(
        matter, Move.ADD_SUPPORT, SupportAsked, actor=actor, unit=unit, text=support.request, unit_id=unit.id
    )
    return support
