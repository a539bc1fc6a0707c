"""Who is told when somebody signs in, fails to, signs out, or changes what they sign in with: apps above register, for
the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest

from guatu.accounts.devices import device_name
from guatu.accounts.models import User

What = Literal[
    "signed_in",
    "failed",
    "signed_out",
    "password_changed",
    "factor_added",
    "factor_removed",
    "linked",
    "unlinked",
]


@dataclass(frozen=True, slots=True)
class Visit:
    """From where somebody came, and how: `way` names what they showed, or what was wrong."""

    address: str
    device: str
    way: str


Listener = Callable[[What, User, Visit], None]

_listeners: list[Listener] = []


def add_listener(listener: Listener) -> Listener:
    """Called once at start, when all apps are loaded."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell(what: What, user: User, request: HttpRequest, address: str, way: str) -> None:
    """Tell everybody who has registered."""
    visit = Visit(address=address, device=device_name(request.headers.get("user-agent", "")), way=way)
    for listener in _listeners:
        listener(what, user, visit)
