"""One at a time: for the few acts that must not run twice at once and have no row yet to collide on."""

import hashlib

from django.db import connection


def one_at_a_time(*key: object) -> None:
    """Wait until no other transaction holds `key`, and hold it until this one ends.

    Called from within a use case. The words of `key` name the act and what it is about; who waited sees what
    the other has committed.
    """
    digest = hashlib.sha256("\0".join(map(str, key)).encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
