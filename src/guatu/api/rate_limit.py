"""How often one address may come with what is no token. Counters are in the cache that all processes share."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from guatu.core.clock import now

# Within a minute.
WRONG = 30
_MINUTE = 60


def is_too_often(request: HttpRequest) -> bool:
    """Count a token that opens nothing; whether the address has tried too many in this minute."""
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:  # a proxy that does not say whom it speaks for: all it sends counts as one
        address = "unknown"
    key = f"api.wrong:{address}:{int(now().timestamp()) // _MINUTE}"
    if cache.add(key, 1, 2 * _MINUTE):
        return False
    try:
        return bool(cache.incr(key) > WRONG)
    except ValueError:  # it ran out between the two
        return False
