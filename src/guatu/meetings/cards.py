"""The coming meetings on the desk of whoever attends, convenes or leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from guatu.core.clock import today
from guatu.meetings.policies import VIEW
from guatu.meetings.selectors.meetings import coming_meetings
from guatu.organization.requests import ZoneRequest

AHEAD = timedelta(days=10)


def coming_card(request: ZoneRequest) -> tuple[str, dict[str, Any]] | None:
    """Of the next ten days, such as the coming Monday's."""
    if not request.actor.may(VIEW):
        return None
    day = today(request.zone)
    coming = [m for m in coming_meetings(actor=request.actor, today=day, count=3) if m.day <= day + AHEAD]
    return ("meetings/desk_card.html", {"coming": coming}) if coming else None
