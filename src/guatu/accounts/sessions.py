"""Sessions: how long each lasts, and who ends them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase

from guatu.accounts.demands import demands_of, is_too_old, session_end
from guatu.accounts.models import User
from guatu.accounts.second_factors import users_with_second_factors
from guatu.core.clock import now

_KEY = "guatu_session"
# What is asked is looked up again, and that somebody was there is written down, once in so many seconds.
_EVERY = 60


@dataclass
class SessionState:
    """What a session knows of itself. Moments are seconds since 1970."""

    begun: float
    seen: float
    checked: float = 0
    ended: str = ""
    password_is_old: bool = False
    lacks_factor: bool = False


def look_after(session: SessionBase, user: User, *, attended: bool) -> SessionState:
    """The state of the session of `user` at this moment, written down at most once a minute.

    `attended`: somebody is there; a page that asks by itself does not keep a session alive. What stands between
    somebody and their work (an old password, a second factor that is missing) is looked up again each time.
    """
    moment = now()
    second = moment.timestamp()
    kept = session.get(_KEY)
    state = _known(kept, second) or SessionState(begun=second, seen=second)
    waits = state.password_is_old or state.lacks_factor
    fresh = second - state.checked < _EVERY and not waits
    if fresh and not (attended and second - state.seen >= _EVERY):
        return state
    demands = demands_of(user)
    state.ended = session_end(state.begun, state.seen, second, demands)
    if state.ended:
        return state
    state.checked = second
    state.password_is_old = user.has_usable_password() and is_too_old(
        user.password_changed_at, moment, demands
    )
    state.lacks_factor = demands.second_factor and not users_with_second_factors([user.pk])
    if attended:
        state.seen = second
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=moment)
    session[_KEY] = asdict(state)
    return state


def _known(kept: dict[str, Any] | None, second: float) -> SessionState | None:
    """What a session knew. What it believes to lie in the future was told by a clock that had jumped ahead: it has
    just happened, and what is asked is looked up at once; else the session would outlast its time."""
    if not kept:
        return None
    state = SessionState(**kept)
    if max(state.begun, state.seen, state.checked) > second + _EVERY:
        state.begun, state.seen, state.checked = min(state.begun, second), min(state.seen, second), 0
    return state


def may_listen(session: SessionBase, user: User) -> bool:
    """Whether a stream may go on for this session: nothing is written, nobody is taken to be there."""
    demands = demands_of(user)
    kept = session.get(_KEY)
    second = now().timestamp()
    state = _known(kept, second)
    if state is not None and session_end(state.begun, state.seen, second, demands):
        return False
    return not (demands.second_factor and not users_with_second_factors([user.pk]))


def end_sessions(user: User) -> int:
    """End every session of `user` at once; returns how many there were."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
