"""A zone with people who can sign in and programs that can write, built in an installation: `python -m` this.

Says on one line, as JSON, what clients need (`Scene`).
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass

import django

WRITERS = 4


@dataclass(frozen=True)
class Scene:
    """Tokens that carry all of a clerk's powers, one for each writer; the cookies of the clerk's browser; ids."""

    zone: str
    tokens: list[str]
    cookies: dict[str, str]
    kind: str


def build() -> Scene:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from guatu.accounts.models import User
    from guatu.core.clock import now
    from guatu.core.walls import every_zone_open
    from tests.api.clients import a_token
    from tests.matters.matter_builders import a_cast

    with every_zone_open("a test builds a zone"):
        cast = a_cast("ST")
        tokens = [a_token(cast.clerk) for _ in range(WRITERS)]
        User.objects.update(password_changed_at=now())  # the cast came to be years ago
        user = User.objects.get(id=cast.clerk.user_id)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        assert session.session_key is not None
        cookies = {settings.SESSION_COOKIE_NAME: session.session_key, "guatu_language": "en"}
        return Scene(cast.zone.code, tokens, cookies, str(cast.kind().id))


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(asdict(build())))
