"""An answer whose length is known is handed to the server in one piece.

The server gives each request a thread. Answers in pieces hold it until the client has taken the last one, and a few
clients that read slowly, or not at all, would hold every thread there is. In one piece the answer waits for its client
in memory, and the thread and its connection to the database are free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

_MOST = 32 * 1024 * 1024  # bytes; the largest file that is taken in is smaller

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def in_one_piece(application: Application) -> Application:
    """The same application; what it streams, of unknown length, still comes in pieces."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = ""

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            nonlocal length
            length = next((value for name, value in headers if name.lower() == "content-length"), "")
            return start_response(status, headers, *error)

        pieces = application(environ, start)
        if not length.isdigit() or int(length) > _MOST or environ.get("REQUEST_METHOD") == "HEAD":
            return pieces
        try:
            return [b"".join(pieces)]
        finally:
            getattr(pieces, "close", lambda: None)()

    return answer
