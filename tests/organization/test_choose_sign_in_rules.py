"""What a zone asks of whoever signs in, chosen by the security administrator, version by version."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client

from guatu.accounts.demands import Demands, demands_of
from guatu.accounts.models import User
from guatu.accounts.sessions import may_listen
from guatu.core.clock import frozen_at, now, today
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.models import Zone
from guatu.organization.models import Appointment, SignInRulesVersion
from guatu.organization.sign_in_rules import holders_of_roles
from guatu.organization.use_cases.choose_sign_in_rules import choose_sign_in_rules
from tests.accounts.test_add_second_factor import code_of
from tests.builders import a_person, a_zone, an_actor, console
from tests.organization.conftest import OpenAs

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
RULES: dict[str, Any] = {
    "factor_roles": ["office"],
    "idle_minutes": 15,
    "session_hours": 8,
    "password_length": 12,
    "password_classes": 2,
    "password_days": 60,
    "reason": "等保三级",
}


def choose(zone: Zone, **values: Any) -> SignInRulesVersion:
    return choose_sign_in_rules(actor=console(zone), **{**RULES, **values})


@pytest.fixture
def office(zone: Zone) -> Client:
    cache.clear()
    an_actor(zone, "office", username="user")
    client = Client(headers={"accept-language": "en"})
    client.post("/accounts/login/", {"login": "user", "password": PASSWORD})
    return client


@pytest.fixture
def user(office: Client) -> User:
    return User.objects.get(username="user")


def test_a_version_holds_from_its_day_on(zone: Zone, user: User) -> None:
    assert demands_of(user) == Demands()
    choose(zone)
    assert demands_of(user) == Demands(15, 8, 12, 2, 60, second_factor=True)
    choose(zone, factor_roles=[], idle_minutes=60, in_force_from=today(zone) + timedelta(days=1))
    assert demands_of(user).idle_minutes == 15
    SignInRulesVersion.objects.filter(number=2).update(in_force_from=today(zone))
    assert demands_of(user) == Demands(60, 8, 12, 2, 60)
    assert [v.number for v in SignInRulesVersion.objects.filter(zone=zone)] == [2, 1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("idle_minutes", 4),
        ("idle_minutes", 241),
        ("session_hours", 13),
        ("password_length", 9),
        ("password_classes", 5),
        ("password_days", 29),
        ("factor_roles", ["emperor"]),
        ("in_force_from", date(2020, 1, 1)),
        ("reason", " "),
    ],
)
def test_what_cannot_be_chosen(zone: Zone, field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        choose(zone, **{field: value})
    assert [fault.place for fault in caught.value.faults] == [field]


@pytest.mark.parametrize("role", ["office_head", "system_administrator", "auditor"])
def test_the_security_administrator_alone_chooses(zone: Zone, open_as: OpenAs, role: str) -> None:
    with pytest.raises(NotAllowed):
        choose_sign_in_rules(actor=an_actor(zone, role, username="another"), **RULES)
    assert open_as(zone, role).get(f"/z/{zone.code}/organization/sign-in/").status_code == 403


def test_the_page(zone: Zone, open_as: OpenAs, office: Client) -> None:
    client, url = open_as(zone, "security_administrator"), f"/z/{zone.code}/organization/sign-in/"
    page = client.get(url).content.decode()
    assert "Nothing has been chosen yet" in page
    assert "1 account, 1 without a second factor" in page
    values = {**RULES, "in_force_from": today(zone)}
    assert client.post(url, {**values, "idle_minutes": 1}).status_code == 422
    assert client.post(url, values).status_code == 302
    page = client.get(url).content.decode()
    assert "15 min without use, 8 h at most" in page
    assert re.search(r'value="office"[^>]*checked', page)


def test_holders_are_counted(zone: Zone, user: User) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    an_actor(zone, "office", username="another")
    counted = {one.role: (one.people, one.without) for one in holders_of_roles(zone)}
    assert counted["office"] == (2, 1)
    assert counted["clerk"] == (0, 0)


# Whose role needs a second factor


def test_who_has_none_is_led_to_add_one_and_can_do_nothing_else(
    zone: Zone, office: Client, user: User
) -> None:
    choose(zone)
    office = Client(headers={"accept-language": "en"})
    office.post("/accounts/login/", {"login": "user", "password": PASSWORD})
    for path in ("/", f"/z/{zone.code}/chart/", "/accounts/sessions/", "/nowhere/"):
        assert office.get(path).headers["Location"] == "/accounts/2fa/"
    assert office.post(f"/z/{zone.code}/organization/units/").headers["Location"] == "/accounts/2fa/"
    fragment = office.get(f"/z/{zone.code}/search/?q=a", headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == "/accounts/2fa/"
    assert not may_listen(office.session, user)
    assert "Your role asks for a second factor" in office.get("/accounts/2fa/").content.decode()

    office.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = office.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)
    assert secret is not None
    office.post("/accounts/2fa/totp/activate/", {"code": code_of(secret[1])})
    assert office.get(f"/z/{zone.code}/organization/").status_code == 200
    assert may_listen(office.session, user)
    # The last one stays; once there is another, it may go.
    assert office.post("/accounts/2fa/totp/deactivate/").status_code != 302
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_a_security_key_counts_as_well(zone: Zone, user: User) -> None:
    choose(zone)
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "钥匙", "credential": {}}
    )
    client = Client()
    client.force_login(user)
    assert client.get(f"/z/{zone.code}/organization/").status_code == 200
    # Recovery codes alone are none.
    Authenticator.objects.update(type=Authenticator.Type.RECOVERY_CODES)
    client = Client()
    client.force_login(user)
    assert client.get(f"/z/{zone.code}/organization/").headers["Location"] == "/accounts/2fa/"


def test_other_roles_and_ended_posts_are_not_asked(zone: Zone, user: User) -> None:
    choose(zone, factor_roles=["auditor"])
    assert not demands_of(user).second_factor
    choose(zone, factor_roles=["office"])
    assert demands_of(user).second_factor
    Appointment.objects.filter(person__user=user).update(valid_to=date(2011, 1, 1))
    assert not demands_of(user).second_factor


def test_an_open_session_hears_of_it_within_a_minute(zone: Zone, office: Client) -> None:
    assert office.get(f"/z/{zone.code}/organization/").status_code == 200
    choose(zone)
    with frozen_at(now() + timedelta(seconds=61)):
        assert office.get(f"/z/{zone.code}/organization/").headers["Location"] == "/accounts/2fa/"


def test_an_account_of_two_zones_follows_the_stricter(zone: Zone, user: User) -> None:
    other = a_zone("OZ", "别的新区")
    a_person(other, user=user)
    choose(other, factor_roles=[], idle_minutes=5)
    assert demands_of(user).idle_minutes == 5


# Passwords


def test_an_old_password_leads_to_the_page_that_changes_it(zone: Zone, office: Client, user: User) -> None:
    choose(zone, factor_roles=[])
    User.objects.filter(id=user.id).update(password_changed_at=now() - timedelta(days=61))
    client = Client(headers={"accept-language": "en"})
    client.post("/accounts/login/", {"login": "user", "password": PASSWORD})
    page = "/accounts/password/change/"
    assert client.get("/").headers["Location"] == page
    assert "Your password is older than your zone allows" in client.get(page).content.decode()
    new = "three horses on the hill"
    assert client.post(page, {"oldpassword": PASSWORD, "password1": new, "password2": new}).status_code == 302
    assert client.get(f"/z/{zone.code}/organization/").status_code == 200


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        ("elevenchars", "at least 12 characters"),
        ("onlysmallletters", "It needs 2 of these"),
        (PASSWORD, "Choose another one than you have now"),
    ],
)
def test_a_password_follows_the_rules_of_the_zone(zone: Zone, office: Client, new: str, fault: str) -> None:
    choose(zone, factor_roles=[])
    answer = office.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 200
    assert fault in answer.content.decode()
