"""Ask for more time, before the time is over."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import use_case
from guatu.matters.choices import DecisionState, Move, TimeKind
from guatu.matters.events import ExtensionAsked
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, moment_of, take, words
from guatu.matters.policies import may_handle

MOST_DAYS = 60


@use_case(may=may_handle)
def ask_extension(*, actor: Actor, matter: Matter, days: int, reason: str) -> TimeRequest:
    """Ask for `days` working days more. Raises `InvalidInput`; `Refused` when it is late already (`late`: what was
    late stays late) or when a request waits (`asked`)."""
    matter = take(matter, Move.ASK_EXTENSION, actor=actor, may=may_handle)
    moment = moment_of(matter.zone)
    standing = MatterStanding.objects.filter(zone_id=matter.zone_id, matter=matter).first()
    if standing is not None and standing.due_at is not None and standing.due_at < moment:
        raise Refused(_("The time is over; more time is asked for before that."), code="late")
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput({"days": _("Expected 1 to %(most)s working days.") % {"most": MOST_DAYS}})
    request = new_request(matter, TimeKind.EXTENSION, days, reason, actor=actor)
    make_move(matter, Move.ASK_EXTENSION, ExtensionAsked, actor=actor, text=request.reason, days=days)
    return request


def new_request(matter: Matter, kind: TimeKind, days: int, reason: str, *, actor: Actor) -> TimeRequest:
    """A request that waits for a decision; only one of a kind does at a time (`Refused`, `asked`)."""
    waiting = TimeRequest.objects.filter(
        zone_id=matter.zone_id, matter=matter, kind=kind, state=DecisionState.ASKED
    )
    if waiting.exists():
        raise Refused(_("There is a request already that waits for a decision."), code="asked")
    return TimeRequest.objects.create(
        zone_id=matter.zone_id,
        matter=matter,
        kind=kind,
        round=matter.round,
        days=days,
        reason=words(reason, "reason", needed=_("Say why."), most=500),
        asked_at=moment_of(matter.zone),
        asked_by=actor.name,
        asker_id=actor.person_id,
    )
