"""Somebody with a browser, who reaches whichever node they are sent to."""

from __future__ import annotations

import http.client
import json
import queue
import ssl
import threading
from dataclasses import dataclass, field
from typing import Any

import requests
import urllib3

HOST = "guatu.example.gov.cn"
urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)


@dataclass
class Browser:
    """Keeps its cookies, whoever they came from. To a node it speaks as the balancer does: over plain HTTP, saying that
    people came by TLS."""

    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, origin: str, path: str) -> requests.Response:
        return self._ask("GET", origin, path)

    def post(self, origin: str, path: str, data: dict[str, Any], **more: Any) -> requests.Response:
        return self._ask("POST", origin, path, data=data, **more)

    def sign_in(self, origin: str, name: str, password: str) -> requests.Response:
        self.get(origin, "/accounts/login/")
        return self.post(origin, "/accounts/login/", {"login": name, "password": password})

    def headers(self) -> dict[str, str]:
        return {
            "Host": HOST,
            "Referer": f"https://{HOST}/",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Accept-Language": "en",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }

    def _ask(self, method: str, origin: str, path: str, **more: Any) -> requests.Response:
        # The certificate is one of the test's own.
        answer = requests.request(
            method, origin + path, headers=self.headers(), allow_redirects=False, verify=False, timeout=60, **more  # noqa: S501
        )  # fmt: skip
        self.cookies.update(answer.cookies.get_dict())
        return answer


class Stream:
    """Live updates of a zone, as a page reads them."""

    def __init__(self, browser: Browser, origin: str, zone: str) -> None:
        scheme, _slashes, place = origin.partition("://")
        kind: Any = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
        more = {"context": ssl._create_unverified_context()} if scheme == "https" else {}  # noqa: S323
        self._connection = kind(place, timeout=120, **more)
        self._connection.request("GET", f"/live/{zone}/", headers=browser.headers())
        self._answer = self._connection.getresponse()
        assert self._answer.status == 200, self._answer.status
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            while line := self._answer.readline():
                self._lines.put(line.decode().strip())
        except (OSError, http.client.HTTPException, AttributeError, ValueError):
            return  # closed

    def until(self, event: str, *, seconds: float = 30) -> dict[str, Any]:
        """The data of the next event of that name."""
        while True:
            line = self._lines.get(timeout=seconds)
            if line == f"event: {event}":
                said: dict[str, Any] = json.loads(self._lines.get(timeout=5).removeprefix("data: "))
                return said

    def close(self) -> None:
        self._connection.close()
