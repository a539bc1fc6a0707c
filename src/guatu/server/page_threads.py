"""An ASGI application out of a WSGI one, with a few threads that no client can hold.

A request comes to a thread when its body is there, and leaves it when its answer is made. What comes or goes slowly
costs a waiting task.
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from guatu.config.refused_bodies import REFUSED
from guatu.server.descriptors import allow_many_connections
from guatu.server.made_answers import Answer, Environ, WsgiApplication
from guatu.server.request_bodies import BodyRefused, BodyTaker, ClientGone, Limits, Receive

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]

# Each has a connection to the database. Two for a core keep it busy while others wait for that.
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)


class PageApplication:
    """`folder` holds what is on its way in and out."""

    def __init__(self, application: WsgiApplication, folder: Path, limits: Limits) -> None:
        self._application, self._folder = application, folder
        self._bodies = BodyTaker(folder, limits)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "lifespan":
                await self._lifespan(receive, send)
            case "http":
                await self._http(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while (await receive())["type"] == "lifespan.startup":
            allow_many_connections()
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})

    async def _http(self, scope: Message, receive: Receive, send: Send) -> None:
        environ = environ_of(scope)
        try:
            body = await self._bodies.take(scope["headers"], receive)
        except ClientGone:
            return
        except BodyRefused as refused:
            await self._answer({**environ, REFUSED: refused.reason}, receive, send)
            return
        try:
            length = {"CONTENT_LENGTH": str(body.length)} if body.length else {}
            await self._answer({**environ, **length, "wsgi.input": body.file}, receive, send)
        finally:
            body.close()

    async def _answer(self, environ: Environ, receive: Receive, send: Send) -> None:
        answer = Answer(self._folder)
        loop = asyncio.get_running_loop()
        made = loop.run_in_executor(self._threads, answer.make, self._application, environ)
        try:
            await answer.begun()
            if answer.in_pieces:
                await _begin(answer, send)
                await _pass_on(answer, receive, send)
            await made
            if not answer.in_pieces:
                await _begin(answer, send)
            await send({"type": "http.response.body", "body": answer.whole})
        finally:
            answer.abandon()
            await asyncio.wait([made])  # the thread reads the body, and writes to the answer
            answer.close()


async def _begin(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})


async def _pass_on(answer: Answer, receive: Receive, send: Send) -> None:
    """Send what is made, as fast as it is taken."""
    gone = asyncio.create_task(_until_gone(receive))
    gone.add_done_callback(lambda _: answer.abandon())
    try:
        async for piece in answer.pieces():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    finally:
        gone.cancel()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def environ_of(scope: Message) -> Environ:
    """The request as WSGI has it, without its body."""
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        # With an underscore it would pass for another: who asks could say of themselves what the proxy says of them.
        if b"_" in name or name == b"content-length":
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        text = value.decode("latin-1")
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{text}" if key in environ else text
    return environ
