"""What signing in leaves behind goes when it is over, and not before."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client

from guatu.accounts.tasks import prune
from guatu.core.clock import frozen_at, now
from tests.accounts.test_change_password import FIRST
from tests.builders import a_user

pytestmark = pytest.mark.django_db


def signed_in() -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": "user", "password": FIRST})
    return client


def rows() -> tuple[int, int]:
    return Session.objects.count(), UserSession.objects.count()


def test_an_ended_session_leaves_neither_address_nor_browser() -> None:
    a_user(password=FIRST)
    gone, here = signed_in(), signed_in()
    assert rows() == (2, 2)
    Session.objects.filter(session_key=gone.session.session_key).update(
        expire_date=now() - timedelta(seconds=1)
    )
    prune(0)
    assert rows() == (1, 2)  # signed in a moment ago: left alone
    UserSession.objects.update(created_at=now() - timedelta(hours=2))
    prune(0)
    assert rows() == (1, 1)
    assert here.get("/accounts/password/change/").status_code == 200


def test_after_its_longest_time_nothing_of_a_session_is_left() -> None:
    a_user(password=FIRST)
    signed_in()
    with frozen_at(now() + timedelta(hours=13)):
        prune(0)
    assert rows() == (0, 0)


def test_counters_go_when_their_time_is_over(settings: Any) -> None:
    def kept() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_cache")
            return int(cursor.fetchone()[0])

    cache.clear()
    cache.set("counted", 1, timeout=300)
    cache.set("over", 1, timeout=300)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_cache SET expires = now() - interval '1 minute' WHERE cache_key LIKE '%over'"
        )
    prune(0)
    assert kept() == 1
    assert cache.get("counted") == 1
