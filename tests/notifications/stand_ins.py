"""Small servers that behave as the three robots do: they check the key and the signature themselves, as the vendors
describe it, and answer HTTP 200 whatever happens."""

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
from urllib.parse import parse_qs, urlsplit

KEY, SECRET = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa", "SEC000000000000000000000"


@dataclass
class StandIn:
    """Where it listens, what it was sent, and what it answers instead of judging (`told`), or after how long."""

    origin: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)
    told: tuple[int, dict[str, str], bytes] | None = None
    # What the clock of the other side shows, in seconds.
    clock: float = 0.0

    def answer(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path.split("/")[1]:
            case "cgi-bin":
                return self._wecom(query, body)
            case "robot":
                return self._dingtalk(query, body)
            case _:
                return self._feishu(parts.path, body)

    def _wecom(self, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        if query.get("key") != KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1691] more info"}
        if body.get("msgtype") != "text" or len(body["text"]["content"].encode()) > 2048:
            return {"errcode": 40058, "errmsg": "text.content exceed max length 2048"}
        self.received.append(body)
        return {"errcode": 0, "errmsg": "ok"}

    def _dingtalk(self, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        if query.get("access_token") != KEY:
            return {"errcode": 300005, "errmsg": "token is not exist"}
        stamp = query.get("timestamp", "0")
        wanted = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
        if (
            abs(int(stamp) / 1000 - self.clock) > 3600
            or query.get("sign") != base64.b64encode(wanted).decode()
        ):
            return {
                "errcode": 310000,
                "errmsg": "description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳",
            }
        self.received.append(body)
        return {"errcode": 0, "errmsg": "ok"}

    def _feishu(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if path != f"/open-apis/bot/v2/hook/{KEY}":
            return {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}
        stamp = body.get("timestamp", "0")
        wanted = hmac.new(f"{stamp}\n{SECRET}".encode(), digestmod=hashlib.sha256).digest()
        if abs(int(stamp) - self.clock) > 3600 or body.get("sign") != base64.b64encode(wanted).decode():
            return {
                "code": 19021,
                "msg": "sign match fail or timestamp is not within one hour from current time",
            }
        self.received.append(body)
        return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}


@contextmanager
def a_stand_in(clock: float) -> Iterator[StandIn]:
    """One server for all three, on a port of its own while the block runs."""
    stand_in = StandIn(clock=clock)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, said = stand_in.told or (
                200,
                {"Content-Type": "application/json"},
                json.dumps(stand_in.answer(self.path, body), ensure_ascii=False).encode(),
            )
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def do_GET(self) -> None:
            stand_in.received.append({"followed": self.path})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"errcode": 0, "code": 0}')

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in.origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
