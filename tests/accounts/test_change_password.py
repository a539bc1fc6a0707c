"""Choosing one's own password, above all after a one-time one."""

import pytest
from django.test import Client

from guatu.accounts.models import User
from tests.builders import a_user

pytestmark = pytest.mark.django_db
FIRST, OWN = "k7mq-x2fp-9wtr-b4hc", "three horses on the hill"
PAGE = "/accounts/password/change/"


@pytest.fixture
def browser() -> Client:
    user = a_user(password=FIRST)
    user.must_change_password = True
    user.save()
    client = Client(headers={"accept-language": "en"})
    client.post("/accounts/login/", {"login": "user", "password": FIRST})
    return client


def change(client: Client, old: str = FIRST, new: str = OWN, again: str = OWN):  # type: ignore[no-untyped-def]
    return client.post(PAGE, {"oldpassword": old, "password1": new, "password2": again})


@pytest.mark.parametrize("path", ["/", "/z/TZ/organization/", "/accounts/2fa/", "/nowhere/"])
def test_everything_leads_to_the_password_page(browser: Client, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)


def test_fragments_lead_there_too(browser: Client) -> None:
    answer = browser.get("/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == PAGE


def test_the_page_says_why(browser: Client) -> None:
    page = browser.get(PAGE).content.decode()
    assert "Choose your own password" in page
    assert "one-time password" in page


def test_once_changed_the_way_is_open_and_the_session_goes_on(browser: Client) -> None:
    assert change(browser).headers["Location"] == "/"
    assert browser.get("/").status_code == 200
    user = User.objects.get()
    assert not user.must_change_password
    assert user.check_password(OWN)


@pytest.mark.parametrize(
    "values",
    [
        {"old": "something else"},
        {"again": "three horses on the hull"},
        {"new": "short", "again": "short"},
        {"new": "1234567890123", "again": "1234567890123"},
        {"new": "qwertyuiop", "again": "qwertyuiop"},
        {"new": FIRST, "again": OWN},
    ],
)
def test_a_faulty_change_leaves_the_duty(browser: Client, values: dict[str, str]) -> None:
    assert change(browser, **values).status_code == 200
    assert User.objects.get().must_change_password
    assert browser.get("/").headers["Location"] == PAGE


def test_signing_out_and_choosing_the_language_stay_possible(browser: Client) -> None:
    assert browser.post("/language/", {"language": "en", "next": PAGE}).headers["Location"] == PAGE
    assert browser.post("/accounts/logout/").status_code == 302
