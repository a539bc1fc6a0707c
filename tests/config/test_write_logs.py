"""Lines of the log: one id from the request to its jobs, and no secrets."""

import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from guatu.config.logs import JsonFormatter, without_secrets
from guatu.config.observe import observe_job
from guatu.core.request_ids import current_request_id
from guatu.notifications.jobs import defer_deliveries


def line(message: str, *arguments: object, **extra: Any) -> dict[str, Any]:
    record = logging.LogRecord(
        "guatu.x", logging.INFO, "", 0, message, arguments, extra.pop("exc_info", None)
    )
    record.__dict__.update(extra)
    parsed: dict[str, Any] = json.loads(JsonFormatter().format(record))
    return parsed


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "kept"), [("abc-12345678", True), ("x", False), ("a b\nc" * 3, False)])
def test_a_fit_id_is_taken_over(
    client: Client, given: str, kept: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "guatu.request"):
        answer = client.get("/healthz?q=somebody", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is kept
    assert len(answer.headers["X-Request-ID"]) >= 8
    assert caplog.messages == ["GET healthz 200"]
    assert caplog.records[0].fields["status"] == 200  # type: ignore[attr-defined]
    assert current_request_id() == ""


def test_a_job_carries_the_id_of_its_request(caplog: pytest.LogCaptureFixture) -> None:
    job = SimpleNamespace(id=7, task_name="t", attempts=0, task_kwargs={"request_id": "abc-12345678"})
    with caplog.at_level(logging.INFO, "guatu.job"):
        assert observe_job(current_request_id, SimpleNamespace(job=job), None) == "abc-12345678"
        with pytest.raises(ZeroDivisionError):
            observe_job(lambda: 1 / 0, SimpleNamespace(job=job), None)
    assert caplog.messages == ["t done", "t failed"]
    assert caplog.records[1].fields == {"job": 7, "task": "t", "attempt": 0}  # type: ignore[attr-defined]


def test_a_delivery_asked_for_in_a_request_carries_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    from uuid import uuid4

    from guatu.core.request_ids import request_id
    from guatu.notifications import jobs

    sent: list[dict[str, Any]] = []
    task = SimpleNamespace(defer=lambda **given: sent.append(given))
    monkeypatch.setattr(jobs.app, "configure_task", lambda _: task)
    with request_id("abc-12345678"):
        defer_deliveries(uuid4(), [uuid4()])
    defer_deliveries(uuid4(), [uuid4()])
    assert sent[0]["request_id"] == "abc-12345678"
    assert "request_id" not in sent[1]


def test_json_says_where_and_why() -> None:
    try:
        raise ValueError("postgresql://owner:hunter2hunter2@host/db")
    except ValueError:
        found = line("%s done", "x", fields={"task": "t"}, exc_info=sys.exc_info())
    assert (found["message"], found["task"], found["level"]) == ("x done", "t", "INFO")
    assert "hunter2" not in found["exception"]
    assert "postgresql://owner:…@host/db" in found["exception"]


def test_secrets_are_blotted_out(settings: Any) -> None:
    settings.SECRET_KEY, settings.EMAIL_HOST_PASSWORD = "the key of this house", "mail-password"
    text = without_secrets(
        "the key of this house, mail-password, password='abcdefgh', Authorization: Bearer-abcdefgh"
    )
    for secret in ("the key of this house", "mail-password", "abcdefgh"):
        assert secret not in text
