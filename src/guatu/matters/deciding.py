"""How a request for time is decided: once, by somebody other than who asked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed, Refused
from guatu.matters.choices import DecisionState, Move
from guatu.matters.events import MatterEvent
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, moment_of, take, words
from guatu.matters.policies import may_decide

REASON_NEEDED = gettext_lazy("Say why not.")
_GRANTS = (Move.GRANT_EXTENSION, Move.APPROVE_STOP)


def take_request(request: TimeRequest, move: Move, *, actor: Actor) -> tuple[Matter, TimeRequest]:
    """The matter and the request as they are now. Raises `Refused` where the request was decided meanwhile
    (`decided`) or is the actor's own (`own`)."""
    matter = take(request.matter, move, actor=actor)
    request = TimeRequest.objects.get(zone_id=matter.zone_id, id=request.id)
    request.matter = matter
    if not may_decide(actor, request):
        raise NotAllowed(f"matters.{move.value}")
    if request.state != DecisionState.ASKED:
        raise Refused(
            _("%(who)s has decided already: %(state)s.")
            % {"who": request.decided_by, "state": request.get_state_display()},
            code="decided",
        )
    if request.asker_id is not None and request.asker_id == actor.person_id:
        raise Refused(_("Somebody other than who asked decides."), code="own")
    return matter, request


def decide(
    matter: Matter,
    request: TimeRequest,
    move: Move,
    event: type[MatterEvent],
    *,
    actor: Actor,
    note: str,
    **told: Any,
) -> TimeRequest:
    """Store the decision and make its move; granted days replace those asked for."""
    request.state = DecisionState.GRANTED if move in _GRANTS else DecisionState.REFUSED
    # A clock that was set back does not let an answer come before its question.
    request.decided_at, request.decided_by = max(moment_of(matter.zone), request.asked_at), actor.name
    request.note = words(note, "note", most=500)
    request.days = told.get("days", request.days)
    request.save()
    make_move(matter, move, event, actor=actor, text=request.note, **told)
    return request
