"""Guessing at a password: it shuts out whoever guesses, never the owner, who is told; and it stands in the record."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client

from guatu.accounts import devices
from guatu.accounts.devices import device_name
from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.audit.words import in_words
from guatu.core.models import Zone
from guatu.organization.models import Person
from tests.builders import a_user, a_zone, an_actor

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
SHUT = "Too many failed login attempts"
OWNER, STRANGER = "10.1.1.1", "203.0.113.9"


@pytest.fixture(autouse=True)
def nobody_has_tried() -> None:
    cache.clear()


def a_browser(**extra: Any) -> Client:
    return Client(headers={"accept-language": "en", "user-agent": CHROME}, **extra)


def sign_in(client: Client, password: str = PASSWORD, name: str = "user", address: str = OWNER) -> Any:
    return client.post("/accounts/login/", {"login": name, "password": password}, REMOTE_ADDR=address)


def guess(times: int, name: str = "user", address: str = STRANGER) -> str:
    """So many wrong passwords, each from a fresh browser; the last page."""
    answers = [sign_in(a_browser(), "wrong", name, address).content.decode() for _n in range(times)]
    return answers[-1]


def test_five_wrong_passwords_shut_out_whoever_guesses() -> None:
    a_user()
    assert "password you specified are not correct" in guess(5)
    # Counted in the database: the right password opens nothing either, from that network.
    assert SHUT in sign_in(a_browser(), address=STRANGER).content.decode()
    # Nor does another name of the same server, or another spelling, open a second account of attempts.
    elsewhere = Client(headers={"accept-language": "en", "host": "other.localhost"})
    assert SHUT in sign_in(elsewhere, address=STRANGER).content.decode()
    assert SHUT in sign_in(a_browser(), name="USER", address=STRANGER).content.decode()
    # Somebody else still comes in there, and so does the owner from elsewhere.
    a_user("other")
    assert sign_in(a_browser(), name="other", address=STRANGER).status_code == 302
    assert sign_in(a_browser()).status_code == 302


def test_a_device_that_signed_in_before_is_never_shut_out_by_others() -> None:
    a_user()
    owner = a_browser()
    sign_in(owner)
    owner.post("/accounts/logout/")
    # From every side, and from the owner's own network.
    for n in range(12):
        guess(5, address=f"198.51.100.{n}")
    guess(5, address=OWNER)
    assert SHUT in sign_in(a_browser()).content.decode()
    assert SHUT in sign_in(a_browser(), address="192.0.2.77").content.decode()
    assert sign_in(owner).status_code == 302


def test_a_known_device_guesses_no_more_than_any_other() -> None:
    a_user()
    owner = a_browser()
    sign_in(owner)
    owner.post("/accounts/logout/")
    for _n in range(5):
        sign_in(owner, "wrong")
    assert SHUT in sign_in(owner).content.decode()
    # It is shut for that name alone, and knows nothing of others.
    a_user("other")
    assert sign_in(owner, name="other").status_code == 302


def test_one_network_that_tries_many_names_waits() -> None:
    a_user()
    for n in range(30):
        guess(1, name=f"name{n}")
    assert SHUT in sign_in(a_browser(), address=STRANGER).content.decode()


def test_a_forged_mark_of_a_device_is_none() -> None:
    a_user()
    browser = a_browser()
    browser.cookies[devices.COOKIE] = "WyJhIixbImIiXV0:1abcde:forged"
    guess(5, address=OWNER)
    assert SHUT in sign_in(browser).content.decode()


def test_the_mark_names_nobody_and_scripts_cannot_read_it() -> None:
    a_user()
    browser = a_browser()
    cookie = sign_in(browser).cookies[devices.COOKIE]
    assert cookie["httponly"]
    assert cookie["path"] == "/accounts/"
    assert "user" not in cookie.value


def test_who_signs_in_is_told_of_what_failed() -> None:
    a_user()
    guess(1)
    browser = a_browser()
    sign_in(browser)
    assert "1 attempt to sign in as you has failed" in browser.get("/").content.decode()
    browser.post("/accounts/logout/")
    guess(3)
    sign_in(browser)
    assert "3 attempts to sign in as you have failed, the last on" in browser.get("/").content.decode()
    browser.post("/accounts/logout/")
    sign_in(browser)
    assert "to sign in as you" not in browser.get("/").content.decode()


# The record


@pytest.fixture
def zone() -> Zone:
    zone = a_zone()
    an_actor(zone, "clerk", username="user")
    return zone


def coming_and_going(zone: Zone) -> list[Entry]:
    return list(
        Entry.objects.filter(zone=zone, event__startswith="organization.session.").order_by("sequence")
    )


def test_coming_and_going_are_on_record(zone: Zone) -> None:
    browser = a_browser()
    sign_in(browser, "wrong")
    sign_in(browser)
    browser.post("/accounts/logout/", REMOTE_ADDR=OWNER)
    user = User.objects.get(username="user")
    refused, begun, ended = coming_and_going(zone)
    assert [e.event.rpartition(".")[2] for e in (refused, begun, ended)] == ["refused", "begun", "ended"]
    assert (refused.actor_kind, refused.actor_name, refused.user_id) == ("system", "door", None)
    for entry in (begun, ended):
        assert (entry.actor_name, entry.user_id) == ("user", user.id)
    for entry in (refused, begun, ended):
        assert entry.subject_id == user.id
        assert (entry.data["address"], entry.data["device"]) == (OWNER, "Chrome, Windows")
    said = [[(c.label, c.new) for c in line.changes] for line in in_words([refused, begun, ended])]
    assert ("What was wrong", "wrong password") in said[0]
    assert ("By means of", "password") in said[1]


def test_the_auditor_reads_it_and_nobody_who_sees_the_person(zone: Zone) -> None:
    sign_in(a_browser(), "wrong")
    person = Person.objects.get(name="user")
    for role, path, expected in (
        ("auditor", f"/z/{zone.code}/record/?event=organization.session.refused", True),
        ("office", f"/z/{zone.code}/organization/people/{person.id}/", False),
    ):
        client = Client(headers={"accept-language": "en"})
        client.force_login(User.objects.get(id=an_actor(zone, role, username=f"the {role}").user_id))
        page = client.get(path).content.decode()
        assert (OWNER in page) is expected
        assert ("failed to sign in" in page) is expected


def test_a_locked_account_and_a_wrong_code_are_failures_too(zone: Zone) -> None:
    user = User.objects.get(username="user")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    browser = a_browser()
    sign_in(browser)
    browser.post("/accounts/2fa/authenticate/", {"code": "000000"}, REMOTE_ADDR=OWNER)
    User.objects.filter(id=user.id).update(is_active=False)
    sign_in(a_browser())
    assert [e.data["way"] for e in coming_and_going(zone)] == ["wrong_code", "locked"]
    user.refresh_from_db()
    assert user.failures == 1


def test_a_name_that_nobody_has_is_written_nowhere(zone: Zone, caplog: pytest.LogCaptureFixture) -> None:
    guess(1, name="my-secret-password")
    assert coming_and_going(zone) == []
    assert STRANGER in caplog.text
    assert "my-secret-password" not in caplog.text


def test_secrets_of_apps_are_sealed(zone: Zone) -> None:
    TOTP.activate(User.objects.get(username="user"), "JBSWY3DPEHPK3PXP")
    kept = Authenticator.objects.get().data["secret"]
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert kept.startswith("sealed:")


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (CHROME, "Chrome, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) wxwork/4.1 MicroMessenger/7.0",
            "WeCom, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 DingTalk/7.6", "DingTalk, Android"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_devices_are_named(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
