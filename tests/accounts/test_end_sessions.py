"""Sessions end: when nobody is there, at their longest, with a new password, everywhere at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from guatu.accounts.demands import Demands, classes_in, is_too_old, session_end, strictest
from guatu.accounts.models import User
from guatu.accounts.sessions import may_listen
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.organization.models import Person
from guatu.organization.use_cases.lock_account import lock_account
from guatu.organization.use_cases.remove_second_factors import remove_second_factors
from tests.accounts.test_add_second_factor import TOTP
from tests.builders import a_zone, an_actor, console

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
UNATTENDED = {"X-Guatu-Unattended": "1"}


@pytest.fixture
def zone() -> Zone:
    cache.clear()
    zone = a_zone()
    an_actor(zone, "office", username="user")
    return zone


def a_browser(**headers: str) -> Client:
    client = Client(headers={"accept-language": "en", **headers})
    client.post("/accounts/login/", {"login": "user", "password": PASSWORD})
    return client


def page_of(client: Client, zone: Zone, **extra: Any) -> Any:
    return client.get(f"/z/{zone.code}/organization/", **extra)


def test_after_half_an_hour_without_use_it_is_over(zone: Zone) -> None:
    with frozen_at(NINE):
        browser = a_browser()
        assert page_of(browser, zone).status_code == 200
    with frozen_at(NINE + timedelta(minutes=29)):
        assert page_of(browser, zone).status_code == 200
    with frozen_at(NINE + timedelta(minutes=58)):
        assert page_of(browser, zone).status_code == 200
    with frozen_at(NINE + timedelta(minutes=88)):
        answer = page_of(browser, zone)
        assert answer.headers["Location"] == f"/accounts/login/?next=/z/{zone.code}/organization/"
        page = browser.get(answer.headers["Location"]).content.decode()
        assert "signed out because nothing happened" in page
        assert page_of(browser, zone).status_code == 302


def test_a_page_that_asks_by_itself_does_not_keep_it_alive(zone: Zone) -> None:
    with frozen_at(NINE):
        browser = a_browser()
        page_of(browser, zone)
    for minute in range(1, 30):
        with frozen_at(NINE + timedelta(minutes=minute)):
            assert page_of(browser, zone, headers=UNATTENDED).status_code == 200
    with frozen_at(NINE + timedelta(minutes=30)):
        shown = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/z/{zone.code}/chart/?q=1"}
        answer = page_of(browser, zone, headers={**UNATTENDED, **shown})
        assert answer.status_code == 200
        assert answer.headers["HX-Redirect"] == f"/accounts/login/?next=/z/{zone.code}/chart/%3Fq%3D1"


def test_the_screen_in_the_hall_stays_awake(zone: Zone) -> None:
    with frozen_at(NINE):
        browser = a_browser()
    for minute in range(0, 120, 20):
        with frozen_at(NINE + timedelta(minutes=minute)):
            answer = browser.get(f"/z/{zone.code}/reports/screen/", headers=UNATTENDED)
            assert answer.status_code == 200


def test_after_twelve_hours_it_is_over_however_busy(zone: Zone) -> None:
    with frozen_at(NINE):
        browser = a_browser()
    for minute in range(0, 12 * 60, 20):
        with frozen_at(NINE + timedelta(minutes=minute)):
            assert page_of(browser, zone).status_code == 200
    with frozen_at(NINE + timedelta(hours=12)):
        answer = page_of(browser, zone)
        assert answer.status_code == 302
        assert "longest time" in browser.get(answer.headers["Location"]).content.decode()


def test_a_stream_ends_with_its_session(zone: Zone) -> None:
    user = User.objects.get(username="user")
    with frozen_at(NINE):
        browser = a_browser()
        page_of(browser, zone)
    with frozen_at(NINE + timedelta(minutes=29)):
        assert may_listen(browser.session, user)
    with frozen_at(NINE + timedelta(minutes=30)):
        assert not may_listen(browser.session, user)


def test_one_sees_where_one_is_signed_in_and_ends_the_others(zone: Zone) -> None:
    here = a_browser(**{"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0"})
    there = a_browser(**{"user-agent": "Mozilla/5.0 (Linux; Android 14) DingTalk/7.6"})
    page = here.get("/accounts/sessions/").content.decode()
    assert "Chrome on Windows" in page
    assert "DingTalk on Android" in page
    assert page.count("this browser") == 1
    assert here.post("/accounts/sessions/").status_code == 302
    assert page_of(there, zone).status_code == 302
    assert page_of(here, zone).status_code == 200
    assert "DingTalk" not in here.get("/accounts/sessions/").content.decode()


def test_a_new_password_of_ones_own_ends_the_others(zone: Zone) -> None:
    here, there = a_browser(), a_browser()
    new = "three horses on the hill"
    values = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", values).status_code == 302
    assert page_of(there, zone).status_code == 302
    assert page_of(here, zone).status_code == 200


@pytest.mark.parametrize("act", [lock_account, remove_second_factors])
def test_what_the_administrator_does_to_an_account_ends_its_sessions(zone: Zone, act: Any) -> None:
    browser = a_browser()
    TOTP.activate(User.objects.get(username="user"), "JBSWY3DPEHPK3PXP")
    act(actor=console(zone), person=Person.objects.get(name="user"))
    assert page_of(browser, zone).status_code == 302


# The rules themselves


def test_of_several_zones_each_demand_holds() -> None:
    one = Demands(idle_minutes=15, password_days=0, second_factor=True)
    other = Demands(session_hours=8, password_length=14, password_classes=3, password_days=180)
    both = Demands(15, 8, 14, 3, 180, True)
    assert strictest([one, other]) == strictest([other, one]) == both
    assert strictest([]) == Demands()


def test_the_end_of_a_session() -> None:
    demands = Demands(idle_minutes=10, session_hours=2)
    assert session_end(0, 0, 599, demands) == ""
    assert session_end(0, 0, 600, demands) == "idle"
    assert session_end(0, 7199, 7200, demands) == "lifetime"


def test_the_age_of_a_password() -> None:
    demands = Demands(password_days=30)
    assert not is_too_old(NINE, NINE + timedelta(days=29), demands)
    assert is_too_old(NINE, NINE + timedelta(days=30), demands)
    assert not is_too_old(NINE, NINE + timedelta(days=999), Demands(password_days=0))


@pytest.mark.parametrize(
    ("password", "kinds"),
    [("", 0), ("abc", 1), ("abC", 2), ("abC1", 3), ("abC1 ", 4), ("三匹马", 1), ("a三", 2)],
)
def test_kinds_of_characters(password: str, kinds: int) -> None:
    assert classes_in(password) == kinds
