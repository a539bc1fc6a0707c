"""Copying the record elsewhere as it is written: to a server of logs, or to the worker's own output.

In order, from where the zone's cursor stands, and at least once: the cursor moves only when the other machine has
acknowledged all that was sent, so that after a failure some entries come again.
"""

from __future__ import annotations

import contextlib
import fcntl
import socket
import ssl
import struct
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from guatu.audit.copies import copied_entry, syslog_message
from guatu.audit.models import CopyCursor, Entry
from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.walls import zone_open

_AT_ONCE = 500  # entries for each acknowledgement
_PATIENCE = 30.0  # seconds a job may take; the next one goes on
_TIMEOUT = 10.0  # seconds for each step
_PORTS = {"tcp": 601, "tls": 6514}


class CannotCopy(Exception):
    """The receiver cannot be reached, or has not acknowledged; the message names it."""


@dataclass(frozen=True)
class Receiver:
    """Where copies go. `scheme` is `stdout`, `tcp` or `tls`."""

    scheme: str
    host: str = ""
    port: int = 0

    def __str__(self) -> str:
        return self.scheme if self.scheme == "stdout" else f"{self.scheme}://{self.host}:{self.port}"


def receiver() -> Receiver | None:
    """As `GUATU_RECORD_URL` names it; None where the record is copied nowhere. Raises `ValueError`."""
    url: str = settings.GUATU_RECORD_URL
    if not url:
        return None
    if url.rstrip(":") == "stdout":
        return Receiver("stdout")
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("GUATU_RECORD_URL is stdout, tcp://host:port or tls://host:port")
    return Receiver(parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme])


def forward_record() -> int:
    """Send what every zone's cursor has not reached; returns how many entries were acknowledged. Raises `CannotCopy`.
    Two at a time would send entries twice and out of order: the queue runs one."""
    to = receiver()
    if to is None:
        return 0
    sent, end = 0, time.monotonic() + _PATIENCE
    with _channel(to) as channel:
        for zone in Zone.objects.order_by("code"):
            with zone_open(zone.id):
                while time.monotonic() < end and (count := _forward(zone, channel)):
                    sent += count
    return sent


def _forward(zone: Zone, channel: Channel) -> int:
    cursor, _new = CopyCursor.objects.get_or_create(zone_id=zone.id)
    entries = list(
        Entry.objects.filter(zone_id=zone.id, sequence__gt=cursor.sequence).order_by("sequence")[:_AT_ONCE]
    )
    if entries:
        channel.send(zone.code, entries)
        CopyCursor.objects.filter(zone_id=zone.id).update(sequence=entries[-1].sequence, at=now())
    return len(entries)


class Channel(Protocol):
    def send(self, zone: str, entries: Sequence[Entry]) -> None: ...


class _Output:
    """The worker's standard output, which its service manager keeps."""

    def send(self, zone: str, entries: Sequence[Entry]) -> None:
        for entry in entries:
            sys.stdout.buffer.write(copied_entry(zone, vars(entry)) + b"\n")
        sys.stdout.buffer.flush()


class _Syslog:
    """A connection to a server of logs. What its machine has taken in counts as acknowledged: the protocol itself has
    no answer, and whether a program wrote it down nobody can say from here."""

    def __init__(self, plain: socket.socket, speaking: socket.socket) -> None:
        self._plain, self._speaking = plain, speaking
        self._host = socket.gethostname()

    def send(self, zone: str, entries: Sequence[Entry]) -> None:
        lines = ((entry.at, copied_entry(zone, vars(entry))) for entry in entries)
        self._speaking.sendall(b"".join(syslog_message(line, at=at, host=self._host) for at, line in lines))
        deadline = time.monotonic() + _TIMEOUT
        while _unacknowledged(self._plain):
            if time.monotonic() > deadline:
                raise TimeoutError("it does not acknowledge what is sent")
            time.sleep(0.005)
        self._still_there()

    def _still_there(self) -> None:
        """A receiver that has hung up took nothing more in, whatever its machine acknowledged."""
        self._speaking.settimeout(0.0)
        try:
            if self._speaking.recv(1) == b"":
                raise ConnectionError("it has hung up")
        except (BlockingIOError, ssl.SSLWantReadError):
            pass
        finally:
            self._speaking.settimeout(_TIMEOUT)


def _unacknowledged(plain: socket.socket) -> int:
    """Bytes that the other machine has not acknowledged yet."""
    (count,) = struct.unpack("i", fcntl.ioctl(plain.fileno(), termios.TIOCOUTQ, bytes(4)))
    return int(count)


@contextlib.contextmanager
def _channel(to: Receiver) -> Iterator[Channel]:
    if to.scheme == "stdout":
        yield _Output()
        return
    try:
        with socket.create_connection((to.host, to.port), _TIMEOUT) as plain:
            if to.scheme == "tcp":
                yield _Syslog(plain, plain)
                return
            context = ssl.create_default_context(cafile=settings.GUATU_RECORD_CA or None)
            speaking = context.wrap_socket(plain, server_hostname=to.host)
            try:
                yield _Syslog(speaking, speaking)
            finally:
                speaking.close()
    except (OSError, ValueError) as error:
        raise CannotCopy(f"{to} takes no entries: {error}") from error
