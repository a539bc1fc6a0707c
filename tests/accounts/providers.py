"""A stand-in for the servers of WeCom, DingTalk, Feishu and an OpenID Connect provider, on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

SECRET, CODE = "the-secret-of-the-app", "the-code"


@dataclass
class StandIn:
    """Answers as the four servers would for one person, `uid`; `asked` is every request it had."""

    url: str
    uid: str = "zhangsan"
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def answer(self, path: str, sent: dict[str, Any], headers: Any) -> tuple[int, dict[str, Any]]:
        """Status and body; wrong secrets, codes and tokens are refused as the real ones refuse them."""
        self.asked.append((path, sent))
        match path:
            case "/wecom/gettoken":
                right = sent == {"corpid": "app", "corpsecret": SECRET}
                return 200, {"errcode": 0, "access_token": "t", "expires_in": 7200} if right else {
                    "errcode": 40001
                }
            case "/wecom/getuserinfo":
                right = sent == {"access_token": "t", "code": CODE}
                return 200, {"errcode": 0, "userid": self.uid} if right else {"errcode": 40029}
            case "/dingtalk/token":
                right = (sent.get("clientId"), sent.get("clientSecret"), sent.get("code")) == (
                    "app",
                    SECRET,
                    CODE,
                )
                return (
                    (200, {"accessToken": "t", "refreshToken": "r", "expireIn": 7200}) if right else (400, {})
                )
            case "/dingtalk/me":
                right = headers["x-acs-dingtalk-access-token"] == "t"
                return (
                    (200, {"openId": self.uid, "nick": "张三", "mobile": "13800000001"})
                    if right
                    else (403, {})
                )
            case "/feishu/app":
                return 200, {"app_access_token": "a"}
            case "/feishu/token":
                right = (sent.get("code"), sent.get("app_access_token")) == (CODE, "a")
                return 200, {"data": {"access_token": "t", "expires_in": 7200}} if right else {"code": 20003}
            case "/feishu/me":
                right = headers["Authorization"] == "Bearer t"
                return 200, {"code": 0 if right else 20005, "data": {"open_id": self.uid, "name": "张三"}}
            case "/oidc/.well-known/openid-configuration":
                return 200, {
                    "issuer": f"{self.url}/oidc",
                    "authorization_endpoint": f"{self.url}/oidc/authorize",
                    "token_endpoint": f"{self.url}/oidc/token",
                    "userinfo_endpoint": f"{self.url}/oidc/me",
                    "jwks_uri": f"{self.url}/oidc/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            case "/oidc/token":
                right = (sent.get("code"), sent.get("client_secret")) == (
                    CODE,
                    SECRET,
                ) and "code_verifier" in sent
                claims = {"iss": f"{self.url}/oidc", "aud": "app", "sub": self.uid, "exp": 4_000_000_000}
                token = jwt.encode(claims, "k" * 32, algorithm="HS256")
                return (
                    (200, {"access_token": "t", "id_token": token})
                    if right
                    else (400, {"error": "invalid_grant"})
                )
            case "/oidc/me":
                return 200, {
                    "sub": self.uid,
                    "name": "张三",
                    "email": "boss@example.org",
                    "email_verified": True,
                }
        return 404, {}


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """Runs while the block does."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            address = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            sent: dict[str, Any] = {name: values[0] for name, values in parse_qs(address.query).items()}
            if body.startswith("{"):
                sent |= json.loads(body)
            else:
                sent |= {name: values[0] for name, values in parse_qs(body).items()}
            status, said = servant.answer(address.path, sent, self.headers)
            raw = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    servant = StandIn(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield servant
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
