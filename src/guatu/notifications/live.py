"""Waking the pages of whoever was told something, when the transaction commits."""

import json
from collections.abc import Collection
from uuid import UUID

from django.db import connection

# The channel of all live updates (`audit.recorder`), and the subject under which one person's news go.
CHANNEL = "guatu_live"
SUBJECT = "notifications.person"
_MANY = 50


def tell_watchers(zone_code: str, person_ids: Collection[UUID]) -> None:
    """NOTIFY for each of those people; where they are many, nobody: their pages ask again within the minute."""
    if len(person_ids) > _MANY:
        return
    with connection.cursor() as cursor:
        for person_id in person_ids:
            message = {"zone": zone_code, "subject": SUBJECT, "id": str(person_id), "event": "told"}
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(message)])
