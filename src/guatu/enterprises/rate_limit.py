"""How often one address may come without an account."""

from __future__ import annotations

from django.http import HttpRequest

from guatu.core.rate_limits import address_of, count_up, counted

# Within a minute: pages opened, things sent, links that open nothing.
PAGES, SENT, WRONG = 240, 20, 20


def is_too_often(request: HttpRequest) -> bool:
    """Count this request; whether its address has come too often in this minute."""
    kind, most = ("sent", SENT) if request.method == "POST" else ("pages", PAGES)
    return count_up(_name(request, kind))[0] > most or counted(_name(request, "wrong")) >= WRONG


def note_wrong(request: HttpRequest) -> None:
    """A link that opens nothing was tried."""
    count_up(_name(request, "wrong"))


def _name(request: HttpRequest, kind: str) -> str:
    return f"enterprises.link:{kind}:{address_of(request)}"
