"""NOTIFY: what whoever listens hears when the transaction commits."""

import json
from collections.abc import Mapping, Sequence

from django.db import connection


def notify(channel: str, messages: Sequence[Mapping[str, str]]) -> None:
    """Send `messages` down `channel`, each as JSON, in their order and one statement; none where there are none."""
    if messages:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, message) FROM unnest(%s::text[]) AS message",
                [channel, [json.dumps(message) for message in messages]],
            )
