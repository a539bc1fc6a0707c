"""An answer that a thread makes at its own pace and a client takes at another.

What is short, or comes in one piece, waits in memory; what is long goes through a file without a name. So the thread is
free as soon as the answer is made, however slowly it is taken.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

Environ = dict[str, Any]
WsgiApplication = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
_IN_MEMORY = 64 * 1024  # bytes
_AT_ONCE = 256 * 1024  # bytes that are read back and sent


class _NobodyTakesIt(Exception):
    """Whoever asked has hung up."""


class Answer:
    """`status` and `headers` hold once `begun` is set: then it is whole, or its first pieces are there."""

    def __init__(self, folder: Path) -> None:
        self.status, self.headers = 500, list[tuple[bytes, bytes]]()
        self.whole = b""
        self._folder, self._loop = folder, asyncio.get_running_loop()
        self._file: IO[bytes] | None = None
        self._written, self._ended, self._abandoned = 0, False, False
        self._news = asyncio.Event()

    def make(self, application: WsgiApplication, environ: Environ) -> None:
        """For a thread: ask the application and keep what it says. Raises what it raises."""
        pieces: Iterable[bytes] = ()
        try:
            pieces = application(environ, self._start)
            self._keep(pieces if environ["REQUEST_METHOD"] != "HEAD" else ())
        except _NobodyTakesIt:
            pass
        finally:
            getattr(pieces, "close", lambda: None)()
            self._ended = True
            self._tell()

    @property
    def in_pieces(self) -> bool:
        """Whether it goes through the file; otherwise it is in `whole` once it is made."""
        return self._file is not None

    async def begun(self) -> None:
        """Wait until there is something to send, or nothing more comes."""
        await self._news.wait()

    async def pieces(self) -> AsyncIterator[bytes]:
        """What was written to the file, as it comes, to its end."""
        taken = 0
        while self._file is not None and not self._abandoned:
            self._news.clear()
            ended, written = self._ended, self._written
            while taken < written:
                piece = os.pread(self._file.fileno(), min(_AT_ONCE, written - taken), taken)
                taken += len(piece)
                yield piece
            if ended:
                return
            await self._news.wait()

    def abandon(self) -> None:
        """Nobody takes it any more: the thread may stop."""
        self._abandoned = True

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _start(self, status: str, headers: list[tuple[str, str]], *_error: Any) -> None:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    def _keep(self, pieces: Iterable[bytes]) -> None:
        if isinstance(pieces, list):
            self.whole = b"".join(pieces)
            return
        short = b""
        for piece in pieces:
            if self._file is None:
                short += piece
                if len(short) > _IN_MEMORY:
                    self._write(short)
            else:
                self._write(piece)
        if self._file is None:
            self.whole = short

    def _write(self, piece: bytes) -> None:
        if self._abandoned:
            raise _NobodyTakesIt
        if self._file is None:
            self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115 – `close` does it
        self._file.write(piece)
        self._file.flush()
        self._written += len(piece)
        self._tell()

    def _tell(self) -> None:
        self._loop.call_soon_threadsafe(self._news.set)
