"""Ask that the clock be stopped, while something is waited for that the unit cannot hasten."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.matters.choices import Move, TimeKind
from guatu.matters.events import ClockStopAsked
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, take
from guatu.matters.policies import may_handle
from guatu.matters.standing import rules_of
from guatu.matters.use_cases.ask_extension import new_request


@use_case(may=may_handle)
def ask_clock_stop(*, actor: Actor, matter: Matter, days: int, reason: str) -> TimeRequest:
    """Ask for a stop of at most `days` working days, up to the cap of the zone's rules. Granted, it counts from now."""
    matter = take(matter, Move.ASK_STOP, actor=actor, may=may_handle)
    cap = rules_of(matter.rule_set).stop_days
    if not 1 <= days <= cap:
        raise InvalidInput({"days": _("Expected 1 to %(most)s working days.") % {"most": cap}})
    request = new_request(matter, TimeKind.STOP, days, reason, actor=actor)
    make_move(matter, Move.ASK_STOP, ClockStopAsked, actor=actor, text=request.reason, days=days)
    return request
