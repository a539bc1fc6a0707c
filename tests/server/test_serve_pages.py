"""Pages as the server has them made: requests as WSGI knows them, answers in one piece and in many, nobody who holds a
thread by being slow."""

from __future__ import annotations

import ast
import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from guatu.config.refused_bodies import REFUSED, TOO_LARGE
from guatu.server.page_threads import THREADS, PageApplication
from guatu.server.request_bodies import Limits
from tests.server.processes import eventually

LIMITS = Limits(most=200_000, most_plain=1000, together=1_000_000, passing=0.0)
LONG = 1000 * 1024


class Request:
    """One request to the application, by a client that takes so many messages of the answer and no more."""

    def __init__(self, *, body: bytes = b"", takes: float = float("inf"), **scope: Any) -> None:
        self.said: list[dict[str, Any]] = []
        self.gone = asyncio.Event()
        self._body, self._takes = [body], takes
        headers = [(b"host", b"localhost"), *scope.pop("headers", [])]
        if body:
            headers.append((b"content-length", str(len(body)).encode()))
        self.scope = {
            "type": "http",
            "method": "POST" if body else "GET",
            "http_version": "1.1",
            "scheme": "http",
            "raw_path": b"/",
            "query_string": b"",
            "server": ("127.0.0.1", "8000"),
            "client": ("10.0.0.9", "5000"),
            "headers": headers,
            **scope,
        }

    async def receive(self) -> dict[str, Any]:
        if self._body:
            return {"type": "http.request", "body": self._body.pop(), "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if len(self.said) >= self._takes:
            await self.gone.wait()
        self.said.append(message)

    @property
    def status(self) -> int:
        return int(self.said[0]["status"])

    @property
    def content(self) -> bytes:
        return b"".join(message["body"] for message in self.said[1:])

    @property
    def ended(self) -> bool:
        return len(self.said) > 1 and not self.said[-1].get("more_body")


Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def serve(application: Wsgi, folder: Path, *requests: dict[str, Any]) -> list[Request]:
    """All of them at once, to their end."""

    async def all_of_them() -> list[Request]:
        pages = PageApplication(application, folder, LIMITS)
        asked = [Request(**request) for request in requests]
        await asyncio.gather(*(pages(one.scope, one.receive, one.send) for one in asked))
        return asked

    return asyncio.run(all_of_them())


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    seen = {key: value for key, value in environ.items() if not key.startswith("wsgi.")}
    seen["body"] = environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "text/plain"), ("X-Seen", "é")])
    return [repr(seen).encode()]


def long_answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
    start("200 OK", [])
    for _ in range(1000):
        yield b"x" * 1024


def test_a_request_as_wsgi_knows_it(tmp_path: Path) -> None:
    headers = [
        (b"content-type", b"text/plain"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-forwarded-for", b"10.1.1.1"),
        (b"x-forwarded-for", b"10.2.2.2"),
        (b"x_forwarded_for", b"6.6.6.6"),
    ]
    [asked] = serve(
        echo,
        tmp_path,
        {"body": b"text", "headers": headers, "raw_path": b"/%E6%8C%82%ff/", "query_string": b"q=%41"},
    )
    seen = ast.literal_eval(asked.content.decode())
    assert (asked.status, asked.ended) == (200, True)
    assert asked.said[0]["headers"] == [(b"Content-Type", b"text/plain"), (b"X-Seen", b"\xe9")]
    assert seen["PATH_INFO"].encode("latin-1") == "/挂".encode() + b"\xff/"
    assert (seen["REQUEST_METHOD"], seen["QUERY_STRING"], seen["body"]) == ("POST", "q=%41", b"text")
    assert (seen["CONTENT_TYPE"], seen["CONTENT_LENGTH"]) == ("text/plain", "4")
    assert (seen["HTTP_HOST"], seen["REMOTE_ADDR"], seen["HTTP_COOKIE"]) == (
        "localhost",
        "10.0.0.9",
        "a=1; b=2",
    )
    assert seen["HTTP_X_FORWARDED_FOR"] == "10.1.1.1,10.2.2.2", "and nothing that passes for it"


def test_what_is_refused_is_answered_by_the_application(tmp_path: Path) -> None:
    def told(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start(f"{environ[REFUSED]} refused", [])
        return [environ["wsgi.input"].read(), (b"CONTENT_LENGTH" in environ and b"length") or b"none"]

    [asked] = serve(told, tmp_path, {"body": b"x" * 1001})
    assert (asked.status, asked.content) == (TOO_LARGE, b"none")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_pieces_come_as_they_are_made(tmp_path: Path, method: str) -> None:
    [asked] = serve(long_answer, tmp_path, {"method": method})
    assert asked.ended
    assert asked.content == (b"" if method == "HEAD" else b"x" * LONG)
    assert list(tmp_path.iterdir()) == []


def test_short_pieces_are_one(tmp_path: Path) -> None:
    def short(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        start("200 OK", [])
        yield from (b"a", b"b")

    [asked] = serve(short, tmp_path, {})
    assert [message.get("body") for message in asked.said] == [None, b"ab"]


def test_who_takes_nothing_holds_no_thread(tmp_path: Path) -> None:
    async def scene() -> None:
        pages = PageApplication(long_answer, tmp_path, LIMITS)
        slow = [Request(takes=2) for _ in range(3 * THREADS)]
        waiting = [asyncio.create_task(pages(one.scope, one.receive, one.send)) for one in slow]
        other = Request()
        async with asyncio.timeout(30):
            await pages(other.scope, other.receive, other.send)
            assert other.content == b"x" * LONG
            assert not any(one.ended for one in slow)
            for one in slow:
                one.gone.set()
            await asyncio.gather(*waiting)

    asyncio.run(scene())


def test_for_who_has_hung_up_nothing_more_is_made(tmp_path: Path) -> None:
    go_on, closed = threading.Event(), threading.Event()

    def endless(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        start("200 OK", [])
        try:
            while True:
                yield b"x" * 100_000
                go_on.wait(30)
        finally:
            closed.set()

    async def scene() -> None:
        pages = PageApplication(endless, tmp_path, LIMITS)
        asked = Request()
        answering = asyncio.create_task(pages(asked.scope, asked.receive, asked.send))
        async with asyncio.timeout(30):
            while len(asked.said) < 2:
                await asyncio.sleep(0.01)
            asked.gone.set()
            await asyncio.sleep(0.1)
            go_on.set()
            await answering

    asyncio.run(scene())
    eventually(closed.is_set)


def test_a_fault_of_the_application_is_the_servers_to_answer(tmp_path: Path) -> None:
    def broken(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        serve(broken, tmp_path, {"body": b"text"})


def test_it_starts_and_ends(tmp_path: Path) -> None:
    async def scene() -> list[str]:
        events = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
        said: list[str] = []

        async def receive() -> dict[str, Any]:
            return next(events)

        async def send(message: dict[str, Any]) -> None:
            said.append(message["type"])

        await PageApplication(echo, tmp_path, LIMITS)({"type": "lifespan"}, receive, send)
        return said

    assert asyncio.run(scene()) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
