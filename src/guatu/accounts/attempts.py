"""How often a password may be guessed at: counted so that guessing shuts out whoever guesses, never the owner.

| from | counted by | most |
|---|---|---|
| a device on which the owner has signed in | user name and device | 5 in 5 minutes |
| anywhere else | user name and network | 5 in 5 minutes |
| | network, all names | 30 in 5 minutes |
| | user name, all networks | 50 in an hour |

Counters are in the cache that all processes share. What succeeds is taken back; what is refused is not counted, so
the door opens again by itself.
"""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.db.models import F
from django.http import HttpRequest

from guatu.accounts.devices import known_device
from guatu.accounts.models import User
from guatu.core.clock import now

_OWN_DEVICE = "5/5m/key"
_ELSEWHERE = "5/5m/key,30/5m/ip"
_ALL_NETWORKS = "50/h/key"


def count_attempt(request: HttpRequest, username: str) -> ratelimit.RateLimitUsage | None:
    """Count an attempt to sign in; None where there have been too many. `rollback()` takes it back."""
    name = username.strip().lower()
    device = known_device(request, name)
    if device:
        return _count(request, _OWN_DEVICE, f"{name}\0device\0{device}")
    near = _count(request, _ELSEWHERE, f"{name}\0network\0{ratelimit.get_ip(request)}")
    far = near and _count(request, _ALL_NETWORKS, f"{name}\0everywhere")
    if near is None or far is None:
        return None
    return ratelimit.RateLimitUsage(usage=[*near.usage, *far.usage])


def _count(request: HttpRequest, rates: str, key: str) -> ratelimit.RateLimitUsage | None:
    counted: ratelimit.RateLimitUsage | None = ratelimit.consume(
        request, app="guatu.accounts", action="sign_in", config={"sign_in": rates}, key=key, limit_get=True
    )
    return counted


def note_failure(username: str) -> User | None:
    """Somebody of that name is told of it when they next sign in; None where nobody has it."""
    user = User.objects.filter(username__iexact=username.strip()).first()
    if user is not None:
        User.objects.filter(id=user.id).update(failures=F("failures") + 1, last_failure_at=now())
    return user


def take_failures(user: User) -> int:
    """How many attempts have failed since the last sign-in; from now on none have."""
    failures = User.objects.values_list("failures", flat=True).get(id=user.id)
    if failures:
        User.objects.filter(id=user.id).update(failures=0)
    return failures
