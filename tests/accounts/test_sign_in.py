"""Signing in and out through the pages."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from guatu.accounts.models import User
from guatu.accounts.passwords import one_time_password
from guatu.config import settings as production
from guatu.config.roles import ROLES
from guatu.organization.models import Appointment
from tests.builders import LONG_AGO, a_user, a_zone, an_actor

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
LOGIN = "/accounts/login/"


@pytest.fixture
def browser() -> Client:
    cache.clear()
    return Client(headers={"accept-language": "en"})


def sign_in(client: Client, name: str = "user", password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return client.post(LOGIN, {"login": name, "password": password})


def test_signs_in_and_out(browser: Client) -> None:
    a_user()
    assert sign_in(browser).headers["Location"] == "/"
    assert browser.get("/").status_code == 200
    session = browser.session.session_key
    assert browser.post("/accounts/logout/").status_code == 302
    assert browser.get("/").headers["Location"].startswith(LOGIN)
    # The old session's cookie opens nothing either.
    browser.cookies["sessionid"] = session
    assert browser.get("/").headers["Location"].startswith(LOGIN)


def test_passwords_are_kept_as_argon2(settings: Any) -> None:
    settings.PASSWORD_HASHERS = production.PASSWORD_HASHERS
    a_user()
    stored = User.objects.values_list("password", flat=True).get()
    assert stored.startswith("argon2$argon2id$")
    assert PASSWORD not in stored


def test_a_locked_account_is_refused(browser: Client) -> None:
    User.objects.filter(id=a_user().id).update(is_active=False)
    answer = sign_in(browser)
    assert answer.headers["Location"] == reverse("account_inactive")
    assert "This account is locked" in browser.get(reverse("account_inactive")).content.decode()
    assert "_auth_user_id" not in browser.session


def test_locking_ends_an_open_session(browser: Client) -> None:
    user = a_user()
    sign_in(browser)
    User.objects.filter(id=user.id).update(is_active=False)
    assert browser.get("/").headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    "name", ["account_signup", "account_reset_password", "account_email", "account_set_password"]
)
def test_accounts_are_given_out_and_nothing_goes_by_mail(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/"])
def test_there_is_no_such_page(browser: Client, path: str) -> None:
    assert browser.get(f"/accounts/{path}").status_code == 404


def test_a_sign_in_elsewhere_is_not_followed(browser: Client) -> None:
    a_user()
    answer = browser.post(LOGIN, {"login": "user", "password": PASSWORD, "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"
    browser.post("/accounts/logout/")
    answer = browser.post(LOGIN, {"login": "user", "password": PASSWORD, "next": "/z/TZ/chart/"})
    assert answer.headers["Location"] == "/z/TZ/chart/"


def test_one_time_passwords_are_long_and_differ() -> None:
    made = {one_time_password() for _n in range(200)}
    assert len(made) == 200
    assert all(len(p) == 19 and not set(p) & set("0o1il") for p in made)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_everybody_lands_on_a_page_that_opens(browser: Client, role: str) -> None:
    actor = an_actor(a_zone(), role, username="user")
    assert actor.user_id is not None
    sign_in(browser)
    assert browser.get("/", follow=True).status_code == 200


def test_somebody_without_a_role_is_told_so(browser: Client) -> None:
    an_actor(a_zone(), username="user")
    sign_in(browser)
    assert browser.get("/", follow=True).status_code == 403
    a_user("stranger")
    browser.post("/accounts/logout/")
    sign_in(browser, "stranger")
    assert "You hold no post yet" in browser.get("/").content.decode()


def test_whose_post_has_ended_is_offered_no_zone(browser: Client) -> None:
    zone = a_zone()
    an_actor(zone, "clerk", username="user")
    Appointment.objects.update(valid_to=LONG_AGO)
    sign_in(browser)
    assert "You hold no post yet" in browser.get("/").content.decode()
    assert browser.get(f"/z/{zone.code}/").status_code == 404
