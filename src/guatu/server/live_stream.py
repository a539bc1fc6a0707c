"""Live updates over HTTP: `GET /live/<zone>/` is a stream of server-sent events for whoever is signed in.

The stream has three kinds of lines: `event: ready` once it is open, `event: changed` with the data
`{"zone", "subject", "id", "event"}` (`*` for “everything”), and a comment every 20 seconds. It carries no
business data: the page asks for what it wants to show again.

Pages and stream have the same host name and different ports, so the session's cookie reaches both, and the
answer names the page's origin, which must have the same host name, as allowed to read it.
"""

import asyncio
import contextlib
import io
import json
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.db import DatabaseError, close_old_connections, connection
from django.http.request import split_domain_port
from psycopg.conninfo import make_conninfo

from guatu.accounts.sessions import may_listen
from guatu.config.metrics import LIVE
from guatu.organization.selectors import LiveScope, live_scope
from guatu.server.descriptors import allow_many_connections
from guatu.server.live_hub import Change, Hub

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = Sequence[tuple[bytes, bytes]]

HEARTBEAT = 20.0  # seconds
_RECHECK = 60.0  # seconds after which a watcher's powers are looked up again
_SLOWEST_WRITE = 30.0  # seconds
_PATH = re.compile(r"/live/([A-Z0-9]{1,16})/")
_RETRY_MS = 3000


class LiveApplication:
    """The ASGI application."""

    def __init__(self) -> None:
        self._hub = Hub(_connect)
        self._listening: asyncio.Task[None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "lifespan":
                await self._lifespan(receive, send)
            case "http":
                await self._http(scope, receive, send)
            case "websocket":
                await send({"type": "websocket.close"})

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                allow_many_connections()
                self._listening = asyncio.create_task(self._hub.run())
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                if self._listening is not None:
                    self._listening.cancel()
                self._hub.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _http(self, scope: Message, receive: Receive, send: Send) -> None:
        path = _PATH.fullmatch(scope["path"])
        if path is None:
            await _refuse(send, 404)
            return
        if scope["method"] != "GET":
            await _refuse(send, 405)
            return
        request = ASGIRequest(scope, io.BytesIO())
        try:
            cors = _cors_headers(request)
        except DisallowedHost:
            await _refuse(send, 400)
            return
        except PermissionError:
            await _refuse(send, 403)
            return
        zone = path.group(1)
        try:
            found = await asyncio.to_thread(_authorise, request, zone)
        except (DatabaseError, psycopg.Error):
            # Any status but 200 would make the browser give up; this has it come again.
            await _start(send, cors)
            await _write(send, f"retry: {_RETRY_MS}\n\n", last=True)
            return
        if isinstance(found, int):
            await _refuse(send, found, cors)
            return
        await self._stream(request, zone, found, cors, receive, send)

    async def _stream(
        self, request: ASGIRequest, zone: str, scope: LiveScope, cors: Headers, receive: Receive, send: Send
    ) -> None:
        with LIVE.track_inprogress(), self._hub.subscribe(zone) as subscription:
            gone = asyncio.create_task(_until_gone(receive))
            gone.add_done_callback(lambda _: subscription.close())
            try:
                await _start(send, cors)
                # The browser sends the id back when it connects again: then it may have missed something.
                await _write(send, f"retry: {_RETRY_MS}\nid: live\nevent: ready\ndata: {{}}\n\n")
                if "Last-Event-ID" in request.headers:
                    await _write(send, _frame(Change.everything(zone)))
                checked = time.monotonic()
                while subscription.open:
                    changes = await subscription.take(HEARTBEAT)
                    if time.monotonic() - checked > _RECHECK:
                        with contextlib.suppress(DatabaseError, psycopg.Error):
                            found = await asyncio.to_thread(_authorise, request, zone)
                            if isinstance(found, int):
                                break
                            scope, checked = found, time.monotonic()
                    seen = [c for c in changes if scope.may_see(c.subject, c.id)]
                    await _write(send, "".join(map(_frame, seen)) or ":\n\n")
                await _write(send, "", last=True)
            except (TimeoutError, OSError):
                return  # too slow, or gone
            finally:
                gone.cancel()


def _authorise(request: ASGIRequest, zone: str) -> LiveScope | int:
    """What the session's user may be told of in the zone, or the HTTP status that refuses; for a thread."""
    close_old_connections()
    try:
        store = import_module(settings.SESSION_ENGINE).SessionStore
        request.session = store(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        user = get_user(request)
        if not user.is_authenticated:
            return 401
        if not may_listen(request.session, user):
            return 403
        found = live_scope(user.pk, zone)
        return 404 if found is None else found
    finally:
        close_old_connections()


def _cors_headers(request: ASGIRequest) -> Headers:
    """What lets a page of this host, on whatever port, read the answer; `PermissionError` for other hosts."""
    vary = (b"vary", b"Origin, Cookie")
    host, _ = split_domain_port(request.get_host())
    origin = request.headers.get("Origin")
    if origin is None:
        return (vary,)
    if urlsplit(origin).hostname != host.strip("[]") and origin not in settings.CSRF_TRUSTED_ORIGINS:
        raise PermissionError(origin)
    return (
        vary,
        (b"access-control-allow-origin", origin.encode()),
        (b"access-control-allow-credentials", b"true"),
    )


def _frame(change: Change) -> str:
    return f"event: changed\ndata: {json.dumps(asdict(change))}\n\n"


async def _connect() -> "psycopg.AsyncConnection[Any]":
    """A connection of its own to Django's database, which notices when the other end vanishes."""
    parameters = connection.get_connection_params()
    address = make_conninfo(
        "connect_timeout=10 keepalives_idle=30 keepalives_interval=10 keepalives_count=3",
        **{name: value for name, value in parameters.items() if isinstance(value, str | int)},
    )
    return await psycopg.AsyncConnection.connect(address, autocommit=True)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int, headers: Headers = ()) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*headers]})
    await send({"type": "http.response.body", "body": b""})


async def _start(send: Send, headers: Headers) -> None:
    kind = (b"content-type", b"text/event-stream; charset=utf-8")
    # The last keeps nginx from collecting the stream before it passes it on.
    plain = (kind, (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no"))
    await send({"type": "http.response.start", "status": 200, "headers": [*plain, *headers]})


async def _write(send: Send, text: str, *, last: bool = False) -> None:
    """Write, or raise `TimeoutError` when the reader takes too long."""
    message = {"type": "http.response.body", "body": text.encode(), "more_body": not last}
    await asyncio.wait_for(send(message), _SLOWEST_WRITE)
