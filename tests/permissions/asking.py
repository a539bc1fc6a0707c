"""Asks an address as somebody: their middlewares are the gate of the zone alone, and no page is drawn.

Only the answer's status matters here, and what it says is missing; how pages look is tested elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django_htmx.middleware import HtmxDetails

from guatu.accounts.models import User
from guatu.core.actor import Actor, Reach
from guatu.core.models import Zone
from guatu.organization.powers import actor_for

ALLOWED, NOT_THERE, NOT_ALLOWED, SIGN_IN = "+", "-", "x", "?"
_WORDS = {404: NOT_THERE, 403: NOT_ALLOWED, 401: SIGN_IN}
# A form with faults, or a rule of the house, is for somebody who was let in.
# An address of no network that is trusted with figures.
_AFAR = "203.0.113.9"
_LET_IN = (200, 302, 400, 409, 422)


class _Session(SessionBase):
    """A session that is kept nowhere."""

    def load(self) -> dict[str, Any]:
        return {}

    def save(self, must_create: bool = False) -> None:
        pass

    def create(self) -> None:
        pass

    def exists(self, session_key: str) -> bool:
        return False

    def delete(self, session_key: str | None = None) -> None:
        pass


class _Messages(BaseStorage):
    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []


Asked = tuple[str, str, UUID | None]


class Noted:
    """An actor of whom it is noted what was asked and answered."""

    kind, speaks_for = "person", None

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self.zone_id = actor.zone_id
        self.answers: dict[Asked, Any] = {}
        # Whether anybody asked who exactly it is.
        self.was_named = False

    def reach(self, permission: str) -> Reach:
        return self._note("reach", permission, None, self._actor.reach(permission))

    def may(self, permission: str, unit_id: UUID | None = None) -> bool:
        return self._note("may", permission, unit_id, self._actor.may(permission, unit_id))

    @property
    def name(self) -> str:
        self.was_named = True
        return self._actor.name

    @property
    def user_id(self) -> UUID | None:
        self.was_named = True
        return self._actor.user_id

    @property
    def person_id(self) -> UUID | None:
        self.was_named = True
        return self._actor.person_id

    def says_of(self, other: Actor) -> bool:
        """Whether everything that was asked would have been answered the same for `other`."""
        return all(
            answer == (other.reach(permission) if question == "reach" else other.may(permission, unit_id))
            for (question, permission, unit_id), answer in self.answers.items()
        )

    def _note(self, question: str, permission: str, unit_id: UUID | None, answer: Any) -> Any:
        self.answers[question, permission, unit_id] = answer
        return answer


class Asker:
    """Asks; what an answer changed is taken back at once."""

    def __init__(self) -> None:
        self._requests = RequestFactory(REMOTE_ADDR=_AFAR)
        self._handler = BaseHandler()
        self._handler.load_middleware()
        self._actors: dict[tuple[UUID, UUID], Actor | None] = {}
        self.noted: Noted | None = None

    def ask(self, user: User | None, method: str, path: str, body: Mapping[str, str]) -> tuple[int, str]:
        """The status, and what was said to be missing."""
        request = self._requests.get(path) if method == "GET" else self._requests.post(path, dict(body))
        self._dress(request, user)
        self.noted = None
        undone: Any = transaction.atomic()
        # The mark of Django's own test cases lets use cases open their durable transaction within this one.
        undone._from_testcase = True
        with undone:
            answer = self._handler.get_response(request)
            said = b"" if answer.streaming or answer.status_code < 400 else answer.content
            for close in answer._resource_closers:  # not `close`, which would end the connection's day, too
                close()
            transaction.set_rollback(True)
        if answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]:
            return 401, ""
        return answer.status_code, said.decode()

    def _dress(self, request: Any, user: User | None) -> None:
        """What the middlewares that are left out would have put on."""
        request.user = user or AnonymousUser()
        request.session = _Session()
        request.htmx = HtmxDetails(request)
        request._messages = _Messages(request)
        request.LANGUAGE_CODE = "en"
        request._dont_enforce_csrf_checks = True

    def actor_for(self, user: User, zone: Zone) -> Actor | None:
        """As the product finds them, looked up once; what a view learns of them is in `noted`."""
        actor = self.actor_of(user, zone)
        self.noted = Noted(actor) if actor is not None else None
        return self.noted

    def actor_of(self, user: User, zone: Zone) -> Actor | None:
        if (user.pk, zone.id) not in self._actors:
            self._actors[user.pk, zone.id] = actor_for(user, zone)
        return self._actors[user.pk, zone.id]


def in_a_word(status: int) -> str:
    return ALLOWED if status in _LET_IN else _WORDS.get(status, str(status))


def _not_drawn(template: Any, context: Any = None, request: HttpRequest | None = None) -> str:
    """Instead of a page: its name, and the reason where it says one."""
    return f"{template.template.name} {(context or {}).get('reason', '')}"


@contextmanager
def asking() -> Iterator[Asker]:
    with override_settings(
        MIDDLEWARE=[
            "allauth.account.middleware.AccountMiddleware",
            "guatu.organization.middleware.ZoneMiddleware",
        ]
    ):
        asker = Asker()
        with (
            patch("guatu.organization.middleware.actor_for", asker.actor_for),
            patch("django.template.backends.django.Template.render", _not_drawn),
        ):
            yield asker
