"""The bell in the top bar: how many notifications are unread."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from guatu.core.actor import Actor
from guatu.notifications.selectors import unread_count


def values(request: HttpRequest) -> Mapping[str, Any] | None:
    """For `_bell.html`; None where whoever looks is no person of the zone."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.person_id is None:
        return None
    return {"unread": unread_count(actor=actor), "person_id": actor.person_id}
