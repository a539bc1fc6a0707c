"""Grant more time; by somebody other than who asked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.deciding import decide, take_request
from guatu.matters.events import ExtensionGranted
from guatu.matters.models.history import TimeRequest
from guatu.matters.policies import may_decide


@use_case(may=may_decide)
def grant_extension(
    *, actor: Actor, request: TimeRequest, days: int | None = None, note: str = ""
) -> TimeRequest:
    """Grant the working days asked for, or fewer. They are added after the due date that holds now."""
    matter, request = take_request(request, Move.GRANT_EXTENSION, actor=actor)
    granted = request.days if days is None else days
    if not 1 <= granted <= request.days:
        raise InvalidInput({"days": _("Expected 1 to the %(days)s asked for.") % {"days": request.days}})
    return decide(
        matter, request, Move.GRANT_EXTENSION, ExtensionGranted, actor=actor, note=note, days=granted
    )
