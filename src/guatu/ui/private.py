"""Answers to addresses that hold a token: whoever has the address has what it opens."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)


def kept_private(response: R, *, cache: str = "private, no-store") -> R:
    """Kept out of shared caches, search engines and other people's referrers. `cache` holds where the answer itself
    does not say how long it may be kept."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # The origin alone: the path holds the token. (Without an origin, sending a form would be refused.)
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers.setdefault("Cache-Control", cache)
    return response
