"""The body of a request, taken in whole before a thread is given to it.

Whoever holds theirs back, or means to send more than is taken, costs a waiting task and no thread. What is large lies
in a file without a name, which the system takes away with the last who has it open.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from guatu.config.refused_bodies import BUSY, TOO_LARGE, TOO_SLOW

_PAUSE = 2.0  # seconds after which whoever was refused has stopped sending
Receive = Callable[[], Awaitable[dict[str, Any]]]
BodyFile = SpooledTemporaryFile[bytes]


class BodyRefused(Exception):
    """`reason`: the status to answer with, or the disk's error."""

    def __init__(self, reason: int | OSError) -> None:
        super().__init__(reason)
        self.reason = reason


class ClientGone(Exception):
    """The connection was closed before the body had ended."""


@dataclass(frozen=True)
class Limits:
    """`most`: bytes of a form with files; `most_plain`: of any other body; `together`: of all bodies on the disk."""

    most: int
    most_plain: int
    together: int
    in_memory: int = 64 * 1024  # bytes of one body; what is longer goes to the disk
    silence: float = 20.0  # seconds in which nothing comes; nginx.conf says the same
    passing: float = 30.0  # seconds for what still comes of a body that is not taken
    least: int = 1024  # bytes a second on the whole, once `silence` has passed: slower than any telephone


class TakenBody:
    """A body as far as it has come; `file` stands at its beginning once it is whole."""

    def __init__(self, taker: BodyTaker, most: int) -> None:
        self.length = 0
        self._taker, self._most, self._on_disk = taker, most, 0
        # Its own bound would count what is written at once only after it has been kept in memory.
        self.file: BodyFile = SpooledTemporaryFile(dir=str(taker.folder))  # noqa: SIM115 – `close` does it

    def require(self, length: int) -> None:
        """Refuse what says that it is too long before any of it has come."""
        if length > self._most:
            raise BodyRefused(TOO_LARGE)

    def add(self, piece: bytes) -> None:
        """Raises `BodyRefused` for too much, here or of all together, and for a disk without room."""
        self.require(self.length + len(piece))
        self.length += len(piece)
        try:
            if self.length > self._taker.limits.in_memory:
                self._taker.make_room(self.length - self._on_disk)
                self._on_disk = self.length
                self.file.rollover()
            self.file.write(piece)
            self.file.flush()
        except OSError as error:
            raise BodyRefused(error) from error

    def close(self) -> None:
        """Let go of what it holds; no harm where it was done."""
        with contextlib.suppress(OSError):  # what found no room finds none now
            self.file.close()
        self._taker.make_room(-self._on_disk)
        self._on_disk = 0


class BodyTaker:
    """Takes bodies in for one process. They lie in `folder`."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self.on_disk = 0  # bytes of all bodies

    def make_room(self, length: int) -> None:
        """Count so many bytes more, or fewer, on the disk."""
        if length > 0 and self.on_disk + length > self.limits.together:
            raise BodyRefused(BUSY)
        self.on_disk += length

    async def take(self, headers: Iterable[tuple[bytes, bytes]], receive: Receive) -> TakenBody:
        """Raises `BodyRefused` or `ClientGone`. The caller closes what comes back."""
        told = dict(headers)
        form = told.get(b"content-type", b"").lower().startswith(b"multipart/")
        body = TakenBody(self, self.limits.most if form else self.limits.most_plain)
        length = told.get(b"content-length", b"")
        if not length and b"transfer-encoding" not in told:
            return body
        with contextlib.ExitStack() as undo:
            undo.callback(body.close)
            try:
                if length.isdigit():
                    body.require(int(length))
                await self._fill(body, receive)
            except BodyRefused as refused:
                body.close()
                if refused.reason != TOO_SLOW and b"expect" not in told:
                    await self._let_pass(receive)
                raise
            undo.pop_all()
        return body

    async def _fill(self, body: TakenBody, receive: Receive) -> None:
        began, more = time.monotonic(), True
        while more:
            message = await self._next(receive)
            if message["type"] != "http.request":
                raise ClientGone
            body.add(message.get("body", b""))
            more = message.get("more_body", False)
            late = time.monotonic() - began - self.limits.silence
            if more and body.length < late * self.limits.least:
                raise BodyRefused(TOO_SLOW)
        body.file.seek(0)

    async def _let_pass(self, receive: Receive) -> None:
        """Let what is on its way come, and forget it: who is still sending would not see the answer."""
        ends = time.monotonic() + self.limits.passing
        with contextlib.suppress(TimeoutError):
            more = True
            while more and time.monotonic() < ends:
                async with asyncio.timeout(_PAUSE):
                    message = await receive()
                more = message.get("more_body", False)

    async def _next(self, receive: Receive) -> dict[str, Any]:
        try:
            async with asyncio.timeout(self.limits.silence):
                return await receive()
        except TimeoutError:
            raise BodyRefused(TOO_SLOW) from None
