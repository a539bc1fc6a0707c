"""How often something has happened within this minute, counted for all processes together."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.db import connection
from django.http import HttpRequest

from guatu.core.clock import now
from guatu.core.models import RateCount

MINUTE = 60
_LONGEST = 64


def count_up(*names: str) -> tuple[int, ...]:
    """Count one more of each name, in one statement; how many of each there have been within this minute.

    Many at once are counted one by one: PostgreSQL adds, nobody reads and writes back.
    """
    minute = _minute()
    keys = [_key(name) for name in names]
    # In one order, so that two that count the same never wait for each other.
    rows = sorted(set(keys))
    table = connection.ops.quote_name(RateCount._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS kept (name, minute, count)"  # noqa: S608 – our own name
            " SELECT name, %s, 1 FROM unnest(%s::text[]) AS name"
            " ON CONFLICT (name, minute) DO UPDATE SET count = kept.count + 1 RETURNING name, count",
            [minute, rows],
        )
        found = dict(cursor.fetchall())
    return tuple(found[key] for key in keys)


def counted(name: str) -> int:
    """How many of `name` there have been within this minute."""
    kept = RateCount.objects.filter(name=_key(name), minute=_minute())
    return kept.values_list("count", flat=True).first() or 0


def prune_counts() -> int:
    """Take away the counts of minutes that have ended; says how many."""
    gone, _kinds = RateCount.objects.filter(minute__lt=_minute() - 1).delete()
    return gone


def seconds_left() -> int:
    """Until the next minute, when all counting begins again."""
    return MINUTE - int(now().timestamp()) % MINUTE


def address_of(request: HttpRequest) -> str:
    """From where a request came, behind as many proxies as the settings say; a network for IPv6."""
    address: str = truncate_ip(get_adapter(request).get_client_ip(request))
    return address


def _minute() -> int:
    return int(now().timestamp()) // MINUTE


def _key(name: str) -> str:
    return name if len(name) <= _LONGEST else hashlib.sha256(name.encode()).hexdigest()
