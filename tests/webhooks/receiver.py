"""A small server that hears of events as another program would: it checks the signature itself, as Standard Webhooks
describes it, and answers what it is told to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """Where it listens, what it heard (id, signed rightly, body), and what it answers."""

    origin: str = ""
    secret: str = ""
    status: int = 204
    location: str = ""
    heard: list[tuple[str, bool, dict[str, Any]]] = field(default_factory=list)
    stamps: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.origin}/hook?source=guatu"

    def takes(self, headers: Any, body: bytes) -> None:
        message_id, stamp = headers["webhook-id"], headers["webhook-timestamp"]
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        wanted = hmac.new(
            key, b".".join([message_id.encode(), stamp.encode(), body]), hashlib.sha256
        ).digest()
        right = headers["webhook-signature"] == f"v1,{base64.b64encode(wanted).decode()}"
        self.heard.append((message_id, right, json.loads(body)))
        self.stamps.append(int(stamp))


@contextmanager
def listening() -> Iterator[Receiver]:
    """A receiver on a free port of this machine."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.takes(self.headers, body)
            self.send_response(receiver.status)
            if receiver.location:
                self.send_header("Location", receiver.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
