"""The token of a helper's link for tips: made once, told once, kept as a hash."""

from __future__ import annotations

import hashlib
import re
import secrets

_SHAPE = re.compile(r"([A-Z0-9]{1,16})\.([A-Za-z0-9_-]{43})")


def new_token(zone_code: str) -> str:
    """It begins with the zone's code, so that one zone's tables are asked and no others."""
    return f"{zone_code}.{secrets.token_urlsafe(32)}"


def zone_code_of(token: str) -> str | None:
    """The zone that a token names; None for what is no token."""
    found = _SHAPE.fullmatch(token)
    return found[1] if found else None


def token_hash(token: str) -> str:
    """The token is long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
