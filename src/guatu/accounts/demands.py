"""What is asked of whoever signs in. What a zone has chosen, an app above knows; it registers who answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guatu.accounts.models import User


@dataclass(frozen=True, slots=True)
class Demands:
    """How long a session lasts, what a password must be, and whether it is enough. Zero days: for ever."""

    idle_minutes: int = 30
    session_hours: int = 12
    password_length: int = 10
    password_classes: int = 1
    password_days: int = 90
    second_factor: bool = False


def strictest(several: Iterable[Demands]) -> Demands:
    """Of an account that serves several zones, each zone's demand holds; of none, the house's own."""
    found = list(several) or [Demands()]
    ages = [each.password_days for each in found if each.password_days]
    return Demands(
        idle_minutes=min(each.idle_minutes for each in found),
        session_hours=min(each.session_hours for each in found),
        password_length=max(each.password_length for each in found),
        password_classes=max(each.password_classes for each in found),
        password_days=min(ages) if ages else 0,
        second_factor=any(each.second_factor for each in found),
    )


def session_end(begun: float, seen: float, moment: float, demands: Demands) -> str:
    """Why a session that began and was last used then (seconds) is over: `lifetime`, `idle`, or empty."""
    if moment - begun >= demands.session_hours * 3600:
        return "lifetime"
    return "idle" if moment - seen >= demands.idle_minutes * 60 else ""


def is_too_old(changed_at: datetime, moment: datetime, demands: Demands) -> bool:
    """Whether a password of that moment must be changed."""
    return demands.password_days > 0 and moment - changed_at >= timedelta(days=demands.password_days)


def classes_in(password: str) -> int:
    """How many of small letters, capital letters, digits and everything else a password has."""
    kinds = (str.islower, str.isupper, str.isdigit)
    plain = sum(any(kind(character) for character in password) for kind in kinds)
    return plain + any(not any(kind(character) for kind in kinds) for character in password)


Source = Callable[[User], Demands]
_source: list[Source] = []


def answer_demands(source: Source) -> Source:
    """Called once at start by the app that knows."""
    _source[:] = [source]
    return source


def demands_of(user: User) -> Demands:
    """What is asked of `user` today."""
    return _source[0](user) if _source else Demands()
