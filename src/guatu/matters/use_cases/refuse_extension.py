"""Refuse more time, with a reason."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.deciding import REASON_NEEDED, decide, take_request
from guatu.matters.events import ExtensionRefused
from guatu.matters.models.history import TimeRequest
from guatu.matters.moving import words
from guatu.matters.policies import may_decide


@use_case(may=may_decide)
def refuse_extension(*, actor: Actor, request: TimeRequest, note: str) -> TimeRequest:
    matter, request = take_request(request, Move.REFUSE_EXTENSION, actor=actor)
    note = words(note, "note", needed=str(REASON_NEEDED))
    return decide(matter, request, Move.REFUSE_EXTENSION, ExtensionRefused, actor=actor, note=note)
