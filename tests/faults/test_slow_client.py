"""Clients that are slow, or pretend to be: other people are served all the while, and who says nothing is let go."""

from __future__ import annotations

import contextlib
import io
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from tests.faults.installation import PATIENCE, Installation
from tests.faults.live import Stream

SLOW = 40  # more than there are threads
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


def form(parts: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    """A form with files: its body and content type. Part → its further headers, its content."""
    out = io.BytesIO()
    for name, (more, content) in parts.items():
        out.write(f'--limit\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode())
        out.write(content + b"\r\n")
    out.write(b"--limit--\r\n")
    return out.getvalue(), "multipart/form-data; boundary=limit"


@pytest.fixture
def web(db: None, lasting: Installation) -> Installation:
    """With pages and live updates, the same one for every test. (`db`: as for `installation`.)"""
    for name in ("web", "live"):
        if name not in lasting.children:
            lasting.serve(name)
    return lasting


def test_who_never_ends_their_request_is_let_go_and_holds_nobody_up(web: Installation) -> None:
    with slow_clients(web.port, b"GET /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ") as clients:
        assert web.browse("/z/ST/matters/").status == 200
        assert web.raise_matter("meanwhile", key="head").status == 200
        for client in clients:
            assert client.recv(100)[:12] in {b"", b"HTTP/1.1 408"}, "let go"


def test_who_does_not_take_their_answer_holds_nobody_up(web: Installation) -> None:
    body = json.dumps({"kind": web.scene.kind, "title": "with a long file"}).encode()
    sent, kind = form(
        {
            "body": ("\r\nContent-Type: application/json", body),
            "files": ('; filename="long.pdf"\r\nContent-Type: application/pdf', PDF),
        }
    )
    headers = {"Authorization": f"Bearer {web.scene.tokens[0]}", "Content-Type": kind}
    raised = web.ask("/api/v1/matters/raise-matter", sent, headers=headers)
    assert raised.status == 200, raised
    file = web.one("SELECT id::text FROM attachments_attachment")
    cookies = "; ".join(f"{name}={value}" for name, value in web.scene.cookies.items())
    asks = f"GET /z/ST/files/{file}/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode()
    with slow_clients(web.port, asks) as clients:
        for client in clients:
            assert client.recv(12) == b"HTTP/1.1 200"
        assert web.browse("/z/ST/matters/").status == 200
        assert web.raise_matter("meanwhile", key="answer").status == 200


def test_live_updates_reach_the_others(web: Installation) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in web.scene.cookies.items())
    asks = f"GET /live/ST/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode()
    with (
        slow_clients(web.port + 1, asks),
        slow_clients(web.port + 1, asks[:40]),
        closing(Stream(web)) as stream,
    ):
        stream.until("event: ready")
        raised = web.raise_matter("heard", key="heard")
        stream.until(raised.json()["result"]["id"])
