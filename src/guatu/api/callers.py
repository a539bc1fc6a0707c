"""Who calls: the bearer token of a request."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from guatu.api.problems import Problem
from guatu.api.rate_limit import is_too_often
from guatu.api.selectors import Caller, caller_of
from guatu.core.errors import NotAllowed

SCHEME = "Bearer"


def caller(request: HttpRequest) -> Caller:
    """Raises `Problem` 401 without a token that opens anything, 429 after too many wrong ones."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    challenge = {"WWW-Authenticate": SCHEME}
    if scheme.lower() != SCHEME.lower() or not secret.strip():
        detail = _("Send the token in the header “Authorization: Bearer …”.")
        raise Problem(401, "no_token", detail, headers=challenge)
    found = caller_of(secret.strip())
    if found is None:
        # Whoever has a token that opens is not kept waiting by somebody at the same address who guesses.
        if is_too_often(request):
            raise Problem(429, "too_often", headers={"Retry-After": "60"})
        raise Problem(401, "bad_token", headers=challenge)
    return found


def require(who: Caller, permission: str) -> None:
    """Raises `NotAllowed` where the token does not carry the power, or the person's posts do not."""
    if not who.actor.may(permission):
        raise NotAllowed(permission)
