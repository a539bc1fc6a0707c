"""Clients that are slow, or pretend to be: other people are served all the while, and who says nothing is let go."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.faults.installation import PATIENCE, Answer, Installation
from tests.faults.live import Stream
from tests.server.processes import eventually

SLOW = 40  # more than there are threads
NORMAL = 15.0  # seconds for a few requests on a busy machine; nobody who is slow is let go so soon
PDF = b"%PDF-1.4\n" + b"%" * 12_000_000 + b"\n%%EOF\n"  # more than the kernel keeps for a connection


@contextlib.contextmanager
def slow_clients(port: int, begins: bytes) -> Iterator[list[socket.socket]]:
    """Each says how it begins, takes next to nothing in, and then does nothing."""
    with ExitStack() as stack:
        clients = []
        for _ in range(SLOW):
            client = stack.enter_context(closing(socket.socket()))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(("127.0.0.1", port))
            client.settimeout(PATIENCE)
            client.sendall(begins)
            clients.append(client)
        yield clients


def everything(client: socket.socket) -> bytes:
    """What comes until the connection is closed."""
    return b"".join(iter(lambda: client.recv(65536), b""))


def form(parts: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    """A form with files: its body and content type. Part → its further headers, its content."""
    out = io.BytesIO()
    for name, (more, content) in parts.items():
        out.write(f'--limit\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode())
        out.write(content + b"\r\n")
    out.write(b"--limit--\r\n")
    return out.getvalue(), "multipart/form-data; boundary=limit"


def raise_with_a_file(web: Installation, title: str, **more: Any) -> Answer:
    body = json.dumps({"kind": web.scene.kind, "title": title}).encode()
    sent, kind = form(
        {
            "body": ("\r\nContent-Type: application/json", body),
            "files": ('; filename="long.pdf"\r\nContent-Type: application/pdf', PDF),
        }
    )
    headers = {"Authorization": f"Bearer {web.scene.tokens[0]}", "Content-Type": kind}
    return web.ask("/api/v1/matters/raise-matter", sent, headers=headers, **more)


@pytest.fixture
def web(db: None, lasting: Installation) -> Installation:
    """With pages and live updates, the same one for every test. (`db`: as for `installation`.)"""
    if not lasting.children:
        lasting.serve("web", "live")
    return lasting


def held_back(web: Installation) -> list[bytes]:
    """How requests begin whose bodies never end: to a page, to the API, with a file, of unknown length."""
    host = "HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\nContent-Type: "
    form, json_ = f"{host}application/x-www-form-urlencoded\r\n", f"{host}application/json\r\n"
    file = f"{host}multipart/form-data; boundary=limit\r\n"
    act = "POST /api/v1/matters/raise-matter"
    token = f"Authorization: Bearer {web.scene.tokens[0]}\r\n"
    begins = [
        f"POST /accounts/login/ {form}Content-Length: 1000\r\n\r\nlogin=",
        f"{act} {json_}{token}Content-Length: 1000\r\n\r\n{{",
        f"{act} {file}{token}Content-Length: 10000000\r\n\r\n--limit\r\n",
        f"{act} {json_}{token}Transfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n",
    ]
    return [begin.encode() for begin in begins]


def test_who_never_ends_their_request_is_let_go_and_holds_nobody_up(web: Installation) -> None:
    head = b"GET /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
    with ExitStack() as stack:
        heads = stack.enter_context(slow_clients(web.port, head))
        bodies = [stack.enter_context(slow_clients(web.port, begins)) for begins in held_back(web)]
        assert web.browse("/z/ST/matters/", seconds=NORMAL).status == 200
        assert web.raise_matter("meanwhile", key="head", seconds=NORMAL).status == 200
        assert raise_with_a_file(web, "meanwhile, with a file", seconds=NORMAL).status == 200
        for client in heads:
            assert client.recv(100)[:12] in {b"", b"HTTP/1.1 408"}, "let go"
        for client in itertools.chain(*bodies):
            answer = everything(client)
            assert answer.startswith(b"HTTP/1.1 408"), answer[:200]
            assert b"Nothing was saved" in answer or b'"too_slow"' in answer


def test_who_does_not_take_their_answer_holds_nobody_up(web: Installation) -> None:
    raised = raise_with_a_file(web, "with a long file")
    assert raised.status == 200, raised
    file = web.one("SELECT id::text FROM attachments_attachment LIMIT 1")
    cookies = "; ".join(f"{name}={value}" for name, value in web.scene.cookies.items())
    asks = f"GET /z/ST/files/{file}/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode()
    with slow_clients(web.port, asks) as clients:
        for client in clients:
            assert client.recv(12) == b"HTTP/1.1 200"
        assert web.browse("/z/ST/matters/").status == 200
        assert web.raise_matter("meanwhile", key="answer").status == 200


def open_streams(web: Installation) -> float:
    families = text_string_to_metric_families(web.ask("/metrics").text)
    [found] = [s for family in families for s in family.samples if s.name == "guatu_live_connections"]
    return found.value


def test_live_updates_reach_the_others(web: Installation) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in web.scene.cookies.items())
    asks = f"GET /live/ST/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode()
    with (
        slow_clients(web.port + 1, asks),
        slow_clients(web.port + 1, asks[:40]),
        closing(Stream(web)) as stream,
    ):
        stream.until("event: ready")
        # What the other process holds is told by /metrics of the pages.
        eventually(lambda: open_streams(web) == SLOW + 1, seconds=PATIENCE)
        raised = web.raise_matter("heard", key="heard")
        stream.until(raised.json()["result"]["id"])
