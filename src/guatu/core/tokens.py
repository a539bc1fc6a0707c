"""Tokens: how one is made, what is kept of it, and which zone it names."""

from __future__ import annotations

import hashlib
import re
import secrets

# 32 random bytes as text.
_RANDOM = 43
_SHAPE = re.compile(rf"([A-Z0-9]{{1,16}})\.([A-Za-z0-9_-]{{{_RANDOM}}})")


def new_token(zone_code: str) -> str:
    """A new token. It begins with the zone's code, so that one zone's tables are asked and no others."""
    return f"{zone_code}.{secrets.token_urlsafe(32)}"


def zone_code_of(token: str) -> str | None:
    """The zone that a token names; None for what is no token."""
    found = _SHAPE.fullmatch(token)
    return found[1] if found else None


def token_hash(token: str) -> str:
    """What is kept. The token is long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
