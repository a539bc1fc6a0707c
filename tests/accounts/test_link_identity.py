"""Signing in with WeCom, DingTalk, Feishu and OpenID Connect: only as the person who linked the identity."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.dingtalk.views import DingTalkOAuth2Adapter
from allauth.socialaccount.providers.feishu.client import FeishuOAuth2Client
from allauth.socialaccount.providers.feishu.views import FeishuOAuth2Adapter
from django.core.cache import cache
from django.test import Client

from guatu.accounts.models import User
from guatu.accounts.wecom.views import WeComAdapter
from guatu.audit.models import Entry
from guatu.config.identity import identity_from_environment
from guatu.config.logs import without_secrets
from guatu.core.models import Zone
from tests.accounts.providers import CODE, SECRET, StandIn, stand_in
from tests.builders import a_user, a_zone, an_actor

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
# Provider → where its pages are.
PROVIDERS = {"wecom": "wecom", "dingtalk": "dingtalk", "feishu": "feishu", "oidc": "oidc/oidc"}
KEYS = {
    "GUATU_WECOM_CORP": "app",
    "GUATU_WECOM_AGENT": "1000002",
    "GUATU_WECOM_SECRET": SECRET,
    "GUATU_DINGTALK_CLIENT": "app",
    "GUATU_DINGTALK_SECRET": SECRET,
    "GUATU_FEISHU_CLIENT": "app",
    "GUATU_FEISHU_SECRET": SECRET,
    "GUATU_OIDC_CLIENT": "app",
    "GUATU_OIDC_SECRET": SECRET,
    "GUATU_OIDC_NAME": "统一身份认证",
}


@pytest.fixture
def servant(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with stand_in() as servant:
        chosen = identity_from_environment({**KEYS, "GUATU_OIDC_ISSUER": f"{servant.url}/oidc"})
        settings.SOCIALACCOUNT_PROVIDERS, settings.GUATU_SIGN_IN_ORIGINS = chosen
        url = servant.url
        monkeypatch.setattr(WeComAdapter, "access_token_url", f"{url}/wecom/gettoken")
        monkeypatch.setattr(WeComAdapter, "person_url", f"{url}/wecom/getuserinfo")
        monkeypatch.setattr(DingTalkOAuth2Adapter, "access_token_url", f"{url}/dingtalk/token")
        monkeypatch.setattr(DingTalkOAuth2Adapter, "profile_url", f"{url}/dingtalk/me")
        monkeypatch.setattr(FeishuOAuth2Client, "app_access_token_url", f"{url}/feishu/app")
        monkeypatch.setattr(FeishuOAuth2Adapter, "access_token_url", f"{url}/feishu/token")
        monkeypatch.setattr(FeishuOAuth2Adapter, "user_info_url", f"{url}/feishu/me")
        yield servant


@pytest.fixture
def zone() -> Zone:
    cache.clear()
    zone = a_zone()
    an_actor(zone, "clerk", username="user")
    return zone


def a_browser(**headers: str) -> Client:
    return Client(headers={"accept-language": "en", **headers})


def signed_in() -> Client:
    client = a_browser()
    client.post("/accounts/login/", {"login": "user", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def begin(client: Client, provider: str, process: str = "login") -> tuple[str, dict[str, str]]:
    """Press the button; where the browser is sent, and with what."""
    answer = client.post(f"/accounts/{PROVIDERS[provider]}/login/?process={process}")
    assert answer.status_code == 302, answer.content.decode()
    there = urlsplit(answer.headers["Location"])
    return f"{there.scheme}://{there.netloc}{there.path}", {n: v[0] for n, v in parse_qs(there.query).items()}


def come_back(client: Client, provider: str, process: str = "login", code: str = CODE, **more: str) -> Any:
    """The whole way there and back."""
    _page, sent = begin(client, provider, process)
    name = "authCode" if provider == "dingtalk" else "code"
    values = {name: code, "state": sent["state"], **more}
    return client.get(f"/accounts/{PROVIDERS[provider]}/login/callback/", values)


def is_in(client: Client, zone: Zone) -> bool:
    return bool(client.get(f"/z/{zone.code}/organization/").status_code == 200)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_linked_by_its_owner_it_signs_in(servant: StandIn, zone: Zone, provider: str) -> None:
    owner = signed_in()
    assert come_back(owner, provider, "connect").headers["Location"] == "/accounts/social/"
    linked = SocialAccount.objects.get()
    assert (linked.user.username, linked.provider, linked.uid) == ("user", provider, "zhangsan")
    # A name to recognise it by; no telephone number, no address, no token.
    assert set(linked.extra_data) <= {"name", "nick"}

    other = a_browser()
    assert come_back(other, provider).headers["Location"] == "/"
    assert is_in(other, zone)
    said = Entry.objects.filter(zone=zone, event__startswith="organization.").order_by("sequence")
    assert [(e.event, e.data["way"]) for e in said if "way" in e.data][-2:] == [
        ("organization.identity.linked", provider),
        ("organization.session.begun", provider),
    ]
    linked.refresh_from_db()
    assert set(linked.extra_data) <= {"name", "nick"}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_identity_that_nobody_linked_opens_nothing(servant: StandIn, zone: Zone, provider: str) -> None:
    # Not even where the provider says that it has the address of somebody here.
    User.objects.filter(username="user").update(email="boss@example.org")
    browser = a_browser()
    answer = come_back(browser, provider)
    assert answer.headers["Location"] == "/accounts/login/"
    assert "linked to no account here" in browser.get("/accounts/login/").content.decode()
    assert not is_in(browser, zone)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_wrong_code_or_another_browsers_answer_opens_nothing(
    servant: StandIn, zone: Zone, provider: str
) -> None:
    come_back(signed_in(), provider, "connect")
    browser = a_browser()
    assert come_back(browser, provider, code="guessed").status_code == 401
    _page, sent = begin(a_browser(), provider)
    foreign = browser.get(
        f"/accounts/{PROVIDERS[provider]}/login/callback/",
        {"code": CODE, "authCode": CODE, "state": sent["state"]},
    )
    assert foreign.status_code == 401
    assert "Nobody was signed in" in foreign.content.decode()
    assert not is_in(browser, zone)


def test_it_stays_with_its_first_owner(servant: StandIn, zone: Zone) -> None:
    come_back(signed_in(), "dingtalk", "connect")
    a_user("thief")
    thief = a_browser()
    thief.post("/accounts/login/", {"login": "thief", "password": PASSWORD})
    thief.post("/accounts/reauthenticate/", {"password": PASSWORD})
    come_back(thief, "dingtalk", "connect")
    assert SocialAccount.objects.get().user.username == "user"


def test_linking_asks_for_the_password_again(servant: StandIn, zone: Zone) -> None:
    browser = a_browser()
    browser.post("/accounts/login/", {"login": "user", "password": PASSWORD})
    answer = come_back(browser, "dingtalk", "connect")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not SocialAccount.objects.exists()


def test_a_second_factor_is_asked_for_all_the_same(servant: StandIn, zone: Zone) -> None:
    come_back(signed_in(), "feishu", "connect")
    TOTP.activate(User.objects.get(), "JBSWY3DPEHPK3PXP")
    browser = a_browser()
    assert come_back(browser, "feishu").headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_in(browser, zone)


def test_a_locked_account_stays_locked(servant: StandIn, zone: Zone) -> None:
    come_back(signed_in(), "wecom", "connect")
    User.objects.update(is_active=False)
    browser = a_browser()
    assert come_back(browser, "wecom").headers["Location"] == "/accounts/inactive/"
    assert not is_in(browser, zone)


def test_the_owner_undoes_the_link(servant: StandIn, zone: Zone) -> None:
    owner = signed_in()
    come_back(owner, "dingtalk", "connect")
    page = owner.get("/accounts/social/").content.decode()
    assert "张三, linked on" in page
    assert "Undo the link" in page
    owner.post("/accounts/social/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    assert Entry.objects.filter(zone=zone, event="organization.identity.unlinked").exists()
    assert come_back(a_browser(), "dingtalk").headers["Location"] == "/accounts/login/"


def test_the_ways_to_wecom(servant: StandIn) -> None:
    page, sent = begin(a_browser(), "wecom")
    assert page == "https://login.work.weixin.qq.com/wwlogin/sso/login"
    assert (sent["appid"], sent["agentid"], sent["login_type"]) == ("app", "1000002", "CorpApp")
    assert sent["redirect_uri"] == "http://testserver/accounts/wecom/login/callback/"
    inside = a_browser(**{"user-agent": "Mozilla/5.0 (iPhone) wxwork/4.1 MicroMessenger/7.0"})
    page, sent = begin(inside, "wecom")
    assert page == "https://open.weixin.qq.com/connect/oauth2/authorize"
    assert sent["scope"] == "snsapi_base"


def test_who_is_no_member_of_the_corporation_comes_no_further(
    servant: StandIn, zone: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = a_browser()
    monkeypatch.setattr(WeComAdapter, "person_url", f"{servant.url}/nowhere")
    assert come_back(browser, "wecom").status_code == 401


def test_the_sign_in_page_offers_what_is_set_up(servant: StandIn) -> None:
    answer = a_browser().get("/accounts/login/")
    page = answer.content.decode()
    for name in ("WeCom", "DingTalk", "Feishu", "统一身份认证"):
        assert name in page
    policy = answer.headers["Content-Security-Policy"]
    assert "form-action 'self' https://login.work.weixin.qq.com" in policy
    # Pages of the zone send forms nowhere else.
    assert "form-action 'self';" in a_browser().get("/healthz").headers["Content-Security-Policy"]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_is_not_set_up_is_not_there(provider: str) -> None:
    browser = a_browser()
    assert "DingTalk" not in browser.get("/accounts/login/").content.decode()
    assert browser.post(f"/accounts/{PROVIDERS[provider]}/login/").status_code == 404


def test_getting_a_page_begins_nothing(servant: StandIn) -> None:
    answer = a_browser().get("/accounts/dingtalk/login/?process=connect")
    assert answer.status_code == 200
    assert "about to link" in answer.content.decode()


@pytest.mark.parametrize("missing", ["GUATU_WECOM_AGENT", "GUATU_DINGTALK_SECRET", "GUATU_OIDC_ISSUER"])
def test_half_a_provider_is_said_to_be_half(missing: str) -> None:
    given = {**KEYS, "GUATU_OIDC_ISSUER": "https://id.example.org"}
    del given[missing]
    with pytest.raises(ValueError, match=missing):
        identity_from_environment(given)


def test_secrets_of_providers_are_blotted_out_of_logs(servant: StandIn) -> None:
    assert SECRET not in without_secrets(f"asked with {SECRET} for it")
