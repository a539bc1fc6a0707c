"""Second factors: authenticator app, recovery codes, security keys; and how every such page looks."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from guatu.accounts.models import User
from guatu.accounts.second_factors import remove_second_factors, users_with_second_factors
from tests.builders import a_user

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
BOTH = ["zh-hans", "en"]


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def sign_in(client: Client):  # type: ignore[no-untyped-def]
    return client.post("/accounts/login/", {"login": "user", "password": PASSWORD})


@pytest.fixture
def browser() -> Client:
    cache.clear()
    a_user()
    client = Client(headers={"accept-language": "en"})
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_what_protects_the_account_asks_for_the_password_again(browser: Client) -> None:
    fresh = Client(headers={"accept-language": "en"})
    sign_in(fresh)
    answer = fresh.get("/accounts/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert fresh.post("/accounts/reauthenticate/", {"password": "wrong"}).status_code == 200
    answer = fresh.post(answer.headers["Location"], {"password": PASSWORD})
    assert fresh.get("/accounts/2fa/totp/activate/").status_code == 200


def test_an_app_is_turned_on_asked_for_and_turned_off(browser: Client) -> None:
    user = User.objects.get()
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml' in page
    secret = re.search(r'class="secret">(\w+)<', page)
    assert secret is not None
    assert browser.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    answer = browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret[1])})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    codes = re.findall(
        r"<li><code>([^<]+)</code>", browser.get("/accounts/2fa/recovery-codes/").content.decode()
    )
    assert len(codes) == 10
    assert users_with_second_factors([user.id]) == {user.id}

    # The password alone no longer opens; the code does, and so does a recovery code, once.
    other = Client(headers={"accept-language": "en"})
    assert sign_in(other).headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert other.get("/").headers["Location"].startswith("/accounts/login/")
    assert other.post("/accounts/2fa/authenticate/", {"code": "123456"}).status_code == 200
    assert other.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert other.get("/").status_code == 200
    unused = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()
    assert codes[0] not in unused

    assert browser.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert users_with_second_factors([user.id]) == set()


def test_the_administrator_can_remove_them(browser: Client) -> None:
    user = User.objects.get()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    assert remove_second_factors(user) == 1
    assert sign_in(Client()).headers["Location"] == "/"


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    "path",
    [
        "password/change/",
        "reauthenticate/",
        "logout/",
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "2fa/recovery-codes/generate/",
    ],
)
def test_every_page_is_ours(browser: Client, path: str, language: str) -> None:
    user = User.objects.get()
    if "recovery" in path:
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(user)
    browser.cookies["guatu_language"] = language
    answer = browser.get(f"/accounts/{path}")
    assert answer.status_code == 200
    _looks_ours(answer.content.decode(), language)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("path", ["login/", "inactive/"])
def test_pages_before_signing_in_are_ours(path: str, language: str) -> None:
    client = Client()
    client.cookies["guatu_language"] = language
    _looks_ours(client.get(f"/accounts/{path}").content.decode(), language)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("path", ["totp/deactivate/", "reauthenticate/", "recovery-codes/", ""])
def test_pages_with_a_factor_are_ours(browser: Client, path: str, language: str) -> None:
    user = User.objects.get()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    browser.cookies["guatu_language"] = language
    answer = browser.get(f"/accounts/2fa/{path}")
    assert answer.status_code == 200
    _looks_ours(answer.content.decode(), language)


@pytest.mark.parametrize("language", BOTH)
def test_security_keys_are_listed_renamed_and_removed(browser: Client, language: str) -> None:
    user = User.objects.get()
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "办公室钥匙", "credential": {}}
    )
    browser.cookies["guatu_language"] = language
    for path in ("", f"keys/{key.pk}/edit/", f"keys/{key.pk}/remove/"):
        answer = browser.get(f"/accounts/2fa/webauthn/{path}")
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "办公室钥匙" in page
        _looks_ours(page, language)
    assert browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/", {"name": "新名"}).status_code == 302
    assert browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").status_code == 302
    assert not Authenticator.objects.exists()


def test_too_many_requests_have_a_page() -> None:
    cache.clear()
    client = Client(headers={"accept-language": "en"})
    answers = [client.post("/accounts/login/") for _n in range(61)]
    assert answers[-1].status_code == 429
    assert "Too many attempts" in answers[-1].content.decode()
    _looks_ours(answers[-1].content.decode(), "en")


def _looks_ours(page: str, language: str) -> None:
    assert "built/guatu.css" in page
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in page
    assert "<style" not in page
    assert not re.search(r"\son\w+=", page)
    for script in re.findall(r"<script(?![^>]*application/json)[^>]*>", page):
        assert "src=" in script
