"""What every answer tells the browser to keep out, and how long a session lasts."""

from typing import Any

import pytest
from django.test import Client

from guatu.accounts.models import User
from guatu.config import settings as production
from tests.builders import a_user, a_zone, an_actor

pytestmark = pytest.mark.django_db
PAGES = ["/accounts/login/", "/", "/z/TZ/chart/", "/z/TZ/nowhere/", "/healthz"]


@pytest.fixture
def browser() -> Client:
    client = Client()
    actor = an_actor(a_zone(), "office")
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def policy_of(answer: Any) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("path", PAGES)
def test_foreign_and_inline_code_is_kept_out(browser: Client, path: str) -> None:
    policy = policy_of(browser.get(path))
    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == policy["form-action"] == ["'self'"]
    assert not {"script-src", "style-src", "script-src-elem", "style-src-elem"} & set(policy)
    said = {source for sources in policy.values() for source in sources}
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & said


@pytest.mark.parametrize("path", PAGES)
def test_no_frame_no_guessing_no_address_to_others(browser: Client, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_over_tls_the_browser_keeps_to_it(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    headers = Client().get("/accounts/login/", secure=True).headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in Client().get("/accounts/login/").headers


def test_the_session_ends_and_scripts_cannot_read_it() -> None:
    a_user()
    client = Client()
    client.post("/accounts/login/", {"login": "user", "password": "a long enough password"})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert client.session.get_expiry_age() <= production.SESSION_COOKIE_AGE <= 12 * 3600


def test_a_new_password_ends_the_sessions_elsewhere() -> None:
    user = a_user()
    client = Client()
    client.force_login(user)
    assert client.get("/").status_code == 200
    user.set_password("another long password")
    user.save()
    assert client.get("/").headers["Location"].startswith("/accounts/login/")
