"""How often one address may come with what is no token."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from guatu.core.rate_limits import address_of, count_up

# Within a minute.
WRONG = 30


def is_too_often(request: HttpRequest) -> bool:
    """Count a token that opens nothing; whether the address has tried too many in this minute."""
    try:
        address = address_of(request)
    except PermissionDenied:  # a proxy that does not say whom it speaks for: all it sends counts as one
        address = "unknown"
    return count_up(f"api.wrong:{address}")[0] > WRONG
