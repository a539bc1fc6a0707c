"""How often something has happened within this minute, counted in the cache that all processes share."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.core.cache import cache
from django.http import HttpRequest

from guatu.core.clock import now

MINUTE = 60


def count_up(name: str) -> int:
    """Count one more of `name`; how many there have been within this minute."""
    key = _key(name)
    if cache.add(key, 1, 2 * MINUTE):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1


def counted(name: str) -> int:
    """How many of `name` there have been within this minute."""
    found: int = cache.get(_key(name), 0)
    return found


def seconds_left() -> int:
    """Until the next minute, when all counting begins again."""
    return MINUTE - int(now().timestamp()) % MINUTE


def address_of(request: HttpRequest) -> str:
    """From where a request came, behind as many proxies as the settings say; a network for IPv6."""
    address: str = truncate_ip(get_adapter(request).get_client_ip(request))
    return address


def _key(name: str) -> str:
    return f"guatu.rate:{name}:{int(now().timestamp()) // MINUTE}"
