"""The figures for a monitor: what they say, and who may read them."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from guatu.core.pulses import TICK, beat

pytestmark = pytest.mark.django_db


def figures(client: Client) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for f in families for s in f.samples}


def test_requests_the_queue_and_the_clock_are_told(client: Client) -> None:
    asked = ("guatu_requests_total", (("method", "GET"), ("status", "200"), ("view", "healthz")))
    before = figures(client).get(asked, 0)
    client.get("/healthz")
    client.get("/e/secret-token-of-a-link/?q=somebody")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) "
            "VALUES ('q', 'a', 'failed'), ('q', 'b', 'todo')"
        )
    beat(TICK)
    now = figures(client)
    assert now[asked] == before + 1
    assert now["guatu_request_seconds_count", (("view", "healthz"),)] >= 1
    assert now["guatu_database_up", ()] == 1
    assert now["guatu_queue_jobs", (("state", "failed"),)] >= 1
    assert now["guatu_queue_jobs", (("state", "doing"),)] == 0
    assert now["guatu_last_tick_timestamp_seconds", ()] > 1.7e9
    assert now["guatu_live_connections", ()] == 0
    assert "secret-token" not in str(now)
    assert "somebody" not in str(now)


def test_a_database_that_is_away_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", away)
    found = figures(client)
    assert found["guatu_database_up", ()] == 0


@pytest.mark.parametrize(
    ("proxies", "headers", "status"),
    [
        (0, {"REMOTE_ADDR": "127.0.0.1"}, 200),
        (0, {"REMOTE_ADDR": "10.0.0.9"}, 403),
        (0, {"REMOTE_ADDR": "10.0.0.9", "HTTP_AUTHORIZATION": "Bearer a-long-token"}, 200),
        (0, {"REMOTE_ADDR": "10.0.0.9", "HTTP_AUTHORIZATION": "Bearer another"}, 403),
        (0, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8"}, 403),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1, 8.8.8.8"}, 403),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8, 127.0.0.1"}, 200),
        (1, {"REMOTE_ADDR": "127.0.0.1"}, 403),
    ],
)
def test_only_the_allowed_read_them(
    client: Client, settings: Any, proxies: int, headers: dict[str, str], status: int
) -> None:
    settings.GUATU_METRICS_TOKEN = "a-long-token"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert client.get("/metrics", **headers).status_code == status


def test_without_a_token_an_empty_one_opens_nothing(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", HTTP_AUTHORIZATION="Bearer ").status_code == 403


def test_ready_says_each_part_by_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told = client.get("/readyz").json()
    assert told["ready"] is True
    assert told["database"] == {"ok": True}
    assert told["migrations"] == {"ok": True, "pending": 0}
    assert told["queue"]["ok"] is True

    def away(*_: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == {"ok": False, "told": "OperationalError"}
    assert answer.json()["queue"]["ok"] is False
