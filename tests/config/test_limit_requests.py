"""Whoever asks for too much within a minute waits, and is told how long; nobody else does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from guatu.accounts.models import User
from guatu.config import limits
from guatu.config.limits import FILES, READS
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from tests.builders import a_zone, an_actor

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 3, 2, 1, 0, 20, tzinfo=UTC)


@pytest.fixture
def zone() -> Zone:
    cache.clear()
    return a_zone()


def a_browser(zone: Zone, name: str, address: str = "10.0.0.1") -> Client:
    client = Client(headers={"accept-language": "en"}, REMOTE_ADDR=address)
    client.force_login(User.objects.get(id=an_actor(zone, "office", username=name).user_id))
    return client


def few(monkeypatch: pytest.MonkeyPatch, kind: str, by_person: int, by_address: int) -> None:
    monkeypatch.setitem(limits.MOST, kind, (by_person, by_address))


@pytest.mark.parametrize(
    ("kind", "method", "path"),
    [
        ("reads", "get", "search/?q=a"),
        ("reads", "get", "reports/figures/"),
        ("files", "get", "projects/export.xlsx"),
        ("writes", "post", "organization/people/register/"),
    ],
)
def test_one_person_waits(
    zone: Zone, monkeypatch: pytest.MonkeyPatch, kind: str, method: str, path: str
) -> None:
    few(monkeypatch, kind, 2, 100)
    url, browser = f"/z/{zone.code}/{path}", a_browser(zone, "user")
    with frozen_at(MOMENT):
        answers: list[Any] = [getattr(browser, method)(url) for _n in range(3)]
        assert [a.status_code == 429 for a in answers] == [False, False, True]
        assert answers[-1].headers["Retry-After"] == "40"
        assert "Wait 40 seconds" in answers[-1].content.decode()
        # Somebody else at the same address does not, nor does plain reading.
        assert getattr(a_browser(zone, "other"), method)(url).status_code != 429
        assert browser.get(f"/z/{zone.code}/organization/").status_code == 200
    with frozen_at(MOMENT + timedelta(seconds=40)):
        assert getattr(browser, method)(url).status_code != 429


def test_one_address_waits(zone: Zone, monkeypatch: pytest.MonkeyPatch) -> None:
    few(monkeypatch, "reads", 100, 2)
    url = f"/z/{zone.code}/search/?q=a"
    with frozen_at(MOMENT):
        for n in range(2):
            assert a_browser(zone, f"user{n}").get(url).status_code == 200
        assert a_browser(zone, "third").get(url).status_code == 429
        assert a_browser(zone, "fourth", address="10.0.0.2").get(url).status_code == 200


def test_strangers_with_a_link_for_tips_wait(zone: Zone) -> None:
    browser = Client(REMOTE_ADDR="10.0.0.9")
    with frozen_at(MOMENT):
        answers = [browser.post("/t/nothing/").status_code for _n in range(21)]
    assert answers[-1] == 429
    assert 429 not in answers[:20]


@pytest.mark.parametrize("name", sorted(FILES | READS))
def test_the_pages_that_are_counted_exist(name: str) -> None:
    namespace, _colon, page = name.rpartition(":")
    resolver = get_resolver()
    if namespace:
        resolver = resolver.namespace_dict[namespace][1]
    assert page in resolver.reverse_dict
