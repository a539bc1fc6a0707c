"""The body of a request is there before a thread hears of it: how much is taken, how long is waited, where it lies."""

from __future__ import annotations

import asyncio
import errno
import os
import resource
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from guatu.config.refused_bodies import BUSY, TOO_LARGE, TOO_SLOW
from guatu.server import request_bodies
from guatu.server.request_bodies import BodyRefused, BodyTaker, ClientGone, Limits

LIMITS = Limits(most=5000, most_plain=1000, together=6000, in_memory=100, silence=30.0, passing=5.0)
FORM = (b"content-type", b"multipart/form-data; boundary=x")
CHUNKED = (b"transfer-encoding", b"chunked")


def sends(*pieces: bytes, then: str = "ends", pause: float = 0.0) -> Callable[[], Awaitable[dict[str, Any]]]:
    """A client that sends these, and then `ends`, `goes` or `waits`."""
    left = list(pieces)

    async def receive() -> dict[str, Any]:
        if left:
            await asyncio.sleep(pause)
            piece = left.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(left) or then != "ends"}
        if then == "waits":
            await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    return receive


def take(taker: BodyTaker, receive: Any, *headers: tuple[bytes, bytes]) -> bytes:
    async def taken() -> bytes:
        body = await taker.take(headers, receive)
        try:
            found = body.file.read()
            assert len(found) == body.length
            return found
        finally:
            body.close()

    return asyncio.run(taken())


def refused(taker: BodyTaker, receive: Any, *headers: tuple[bytes, bytes]) -> int | OSError:
    with pytest.raises(BodyRefused) as found:
        take(taker, receive, *headers)
    assert taker.on_disk == 0
    return found.value.reason


@pytest.fixture
def taker(tmp_path: Path) -> BodyTaker:
    return BodyTaker(tmp_path, LIMITS)


def length(count: int) -> tuple[bytes, bytes]:
    return b"content-length", str(count).encode()


def test_it_is_there_whole(taker: BodyTaker, tmp_path: Path) -> None:
    assert take(taker, sends(b"ab", b"", b"cd"), length(4)) == b"abcd"
    assert take(taker, sends(b"a" * 90, b"b" * 900), CHUNKED) == b"a" * 90 + b"b" * 900
    assert take(taker, sends(*[b"c" * 99] * 50), FORM, length(4950)) == b"c" * 4950
    assert taker.on_disk == 0
    assert list(tmp_path.iterdir()) == []


def test_without_one_nobody_is_asked(taker: BodyTaker) -> None:
    assert take(taker, None) == b""


def test_too_much_is_not_taken(taker: BodyTaker) -> None:
    assert refused(taker, sends(then="goes"), length(1001)) == TOO_LARGE
    assert refused(taker, sends(then="goes"), FORM, length(5001)) == TOO_LARGE
    assert refused(taker, sends(b"x" * 600, b"x" * 600), CHUNKED) == TOO_LARGE


def test_who_is_still_sending_too_much_comes_to_the_answer(taker: BodyTaker) -> None:
    receive = sends(*[b"x"] * 2000, then="goes")
    assert refused(taker, receive, length(2000)) == TOO_LARGE
    assert asyncio.run(receive())["type"] == "http.disconnect", "all of it was read, and forgotten"


def test_who_asks_first_is_told_at_once(taker: BodyTaker) -> None:
    assert refused(taker, None, length(2000), (b"expect", b"100-continue")) == TOO_LARGE


def test_who_goes_on_sending_nothing_is_told_soon(taker: BodyTaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_bodies, "_PAUSE", 0.05)
    assert refused(taker, sends(b"x", then="waits"), length(2000)) == TOO_LARGE


def test_silence_ends_it(tmp_path: Path) -> None:
    taker = BodyTaker(tmp_path, replace(LIMITS, silence=0.1))
    assert refused(taker, sends(then="waits"), length(10)) == TOO_SLOW
    assert refused(taker, sends(b"x" * 500, then="waits"), CHUNKED) == TOO_SLOW


def test_so_does_a_trickle_and_not_a_slow_stream(tmp_path: Path) -> None:
    taker = BodyTaker(tmp_path, replace(LIMITS, silence=0.2, least=100))
    assert refused(taker, sends(*[b"x"] * 200, pause=0.05), length(200)) == TOO_SLOW
    assert take(taker, sends(*[b"x" * 50] * 20, pause=0.05), length(1000)) == b"x" * 1000


def test_who_hangs_up_is_forgotten(taker: BodyTaker) -> None:
    for receive in (sends(then="goes"), sends(b"x" * 500, then="goes")):
        with pytest.raises(ClientGone):
            take(taker, receive, length(900))
    assert taker.on_disk == 0


def test_all_together_fill_no_disk(taker: BodyTaker) -> None:
    async def many() -> None:
        first = await taker.take([FORM, length(4000)], sends(b"x" * 4000))
        assert taker.on_disk == 4000
        with pytest.raises(BodyRefused) as found:
            await taker.take([FORM, length(4000)], sends(b"x" * 2000, b"x" * 2000))
        assert found.value.reason == BUSY
        small = await taker.take([length(100)], sends(b"x" * 100))
        assert small.file.read() == b"x" * 100, "what is small lies in memory and is always taken"
        first.close()
        first.close()
        small.close()

    asyncio.run(many())
    assert taker.on_disk == 0
    assert take(taker, sends(b"x" * 4000), FORM, length(4000)) == b"x" * 4000


def test_a_disk_without_room_is_told_of(taker: BodyTaker) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))
    try:
        reason = refused(taker, sends(*[b"x" * 1000] * 40, then="goes"), FORM, length(4900))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(reason, OSError)
    assert reason.errno == errno.EFBIG


def test_what_is_large_leaves_no_name(taker: BodyTaker, tmp_path: Path) -> None:
    async def look() -> None:
        body = await taker.take([FORM, length(4000)], sends(b"x" * 4000))
        assert list(tmp_path.iterdir()) == []
        assert os.fstat(body.file.fileno()).st_size == 4000
        body.close()

    asyncio.run(look())
