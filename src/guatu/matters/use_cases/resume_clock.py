"""Start the clock again before its stop runs out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import use_case
from guatu.matters.choices import DecisionState, Move, TimeKind
from guatu.matters.events import ClockResumed
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, moment_of, take, words
from guatu.matters.policies import may_handle


@use_case(may=may_handle)
def resume_clock(*, actor: Actor, matter: Matter, text: str = "") -> Matter:
    """Raises `Refused` (`runs`) where the clock runs."""
    matter = take(matter, Move.RESUME, actor=actor, may=may_handle)
    moment = moment_of(matter.zone)
    ended = TimeRequest.objects.filter(
        zone_id=matter.zone_id,
        matter=matter,
        kind=TimeKind.STOP,
        state=DecisionState.GRANTED,
        resumed_at__isnull=True,
        cap__gt=moment,
    ).update(resumed_at=moment)
    if not ended:
        raise Refused(_("The clock runs."), code="runs")
    make_move(matter, Move.RESUME, ClockResumed, actor=actor, text=words(text, "text"))
    return matter
