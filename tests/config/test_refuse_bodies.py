"""What a person and a program read where the server did not take in what they sent."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from django.test import Client

from guatu.config.refused_bodies import BUSY, REFUSED, TOO_LARGE, TOO_SLOW
from tests.api.clients import problem

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("reason", "status", "english", "chinese"),
    [
        (TOO_SLOW, 408, "did not arrive", "没有送达"),
        (TOO_LARGE, 413, "too much at once", "一次提交的内容过多"),
        (BUSY, 503, "Too much is being sent", "当前提交的内容过多"),
        (FULL, 503, "no room left on the server", "服务器的存储空间已满"),
    ],
)
def test_a_page_says_that_nothing_was_saved(reason: Any, status: int, english: str, chinese: str) -> None:
    for language, words in (("en", english), ("zh", chinese)):
        client = Client(raise_request_exception=False, headers={"Accept-Language": language})
        answer = client.post("/accounts/login/", **{REFUSED: reason})
        assert answer.status_code == status
        assert words in answer.content.decode()
        assert ("Nothing" if language == "en" else "没有保存") in answer.content.decode()
        assert ("Connection" in answer) == (reason is not FULL)
        assert ("Retry-After" in answer) == (reason == BUSY)
        assert answer["X-Request-ID"]


def test_another_fault_of_the_disk_is_a_fault() -> None:
    client = Client(raise_request_exception=False, headers={"Accept-Language": "en"})
    answer = client.post("/accounts/login/", **{REFUSED: OSError(errno.ENOENT, "No such folder")})
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()


@pytest.mark.parametrize(
    ("reason", "status", "code"),
    [(TOO_SLOW, 408, "too_slow"), (TOO_LARGE, 413, "too_large"), (BUSY, 503, "busy"), (FULL, 503, "no_room")],
)
def test_a_program_gets_a_problem_document(reason: Any, status: int, code: str) -> None:
    client = Client(headers={"Accept-Language": "en"})
    answer = client.post("/api/v1/matters/raise-matter", **{REFUSED: reason})
    assert "Nothing was" in problem(answer, status, code)["detail"]
    assert answer["Connection"] == "close"
