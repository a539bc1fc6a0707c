"""How often one address may come without an account. Counters are in the cache that all processes share."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from guatu.core.clock import now

# Within a minute: pages opened, things sent, links that open nothing.
PAGES, SENT, WRONG = 240, 20, 20
_MINUTE = 60


def is_too_often(request: HttpRequest) -> bool:
    """Count this request; whether its address has come too often in this minute."""
    kind, most = ("sent", SENT) if request.method == "POST" else ("pages", PAGES)
    return _count(request, kind) > most or _seen(request, "wrong") >= WRONG


def note_wrong(request: HttpRequest) -> None:
    """A link that opens nothing was tried."""
    _count(request, "wrong")


def _key(request: HttpRequest, kind: str) -> str:
    address = get_adapter(request).get_client_ip(request)
    return f"enterprises.link:{kind}:{address}:{int(now().timestamp()) // _MINUTE}"


def _count(request: HttpRequest, kind: str) -> int:
    key = _key(request, kind)
    if cache.add(key, 1, 2 * _MINUTE):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1


def _seen(request: HttpRequest, kind: str) -> int:
    found: int = cache.get(_key(request, kind), 0)
    return found
