"""A browser that keeps a stream of live updates open."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading

from tests.faults.installation import PATIENCE, Installation
from tests.server.processes import eventually


class Stream:
    """What has come so far is in `text`; `status` is 0 until the answer begins."""

    def __init__(self, installation: Installation) -> None:
        self.status, self.text = 0, ""
        self._connection = http.client.HTTPConnection("127.0.0.1", installation.port + 1, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in installation.scene.cookies.items())
        self._connection.request("GET", f"/live/{installation.scene.zone}/", headers={"Cookie": cookies})
        self._socket: socket.socket = self._connection.sock
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException, AttributeError, ValueError):
            answer = self._connection.getresponse()
            self.status = answer.status
            while line := answer.readline():
                self.text += line.decode()

    def until(self, text: str) -> None:
        """Wait until the text has come."""
        eventually(lambda: text in self.text, seconds=PATIENCE)

    def close(self) -> None:
        # Shut first: to close alone would wait until the thread has read its next line, up to a heartbeat later.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()
