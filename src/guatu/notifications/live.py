"""Waking the pages of whoever was told something, when the transaction commits."""

from collections.abc import Collection
from uuid import UUID

from guatu.core.notify import notify

# The channel of all live updates (`audit.recorder`), and the subject under which one person's news go.
CHANNEL = "guatu_live"
SUBJECT = "notifications.person"
_MANY = 50


def tell_watchers(zone_code: str, person_ids: Collection[UUID]) -> None:
    """NOTIFY for each of those people; where they are many, nobody: their pages ask again within the minute."""
    if len(person_ids) > _MANY:
        return
    notify(
        CHANNEL,
        [{"zone": zone_code, "subject": SUBJECT, "id": str(one), "event": "told"} for one in person_ids],
    )
