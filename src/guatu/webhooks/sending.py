"""Posting one message: to an address in the open network, looked up once and kept to, without redirects, within a
short time."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from guatu.webhooks.choices import WebhookFault
from guatu.webhooks.rules import address_fault, is_public, origin_of, port_of

_TIMEOUT = 10.0  # seconds for each step
_LONGEST = 20.0  # seconds for all of it
_GONE = 410


class NotDelivered(Exception):
    """It did not arrive: why, and what was answered. `gone`: the receiver wants nothing any more."""

    def __init__(self, fault: WebhookFault, detail: str = "", *, gone: bool = False) -> None:
        self.fault, self.detail, self.gone = fault, detail, gone
        super().__init__(fault, detail)


@dataclass(frozen=True, slots=True)
class Signed:
    """A message as it leaves."""

    message_id: str
    timestamp: int
    signature: str
    body: bytes


def post(url: str, signed: Signed) -> str:
    """Returns the status that was answered, of the 200s. Raises `NotDelivered`."""
    if address_fault(url, settings.GUATU_WEBHOOK_HOSTS):
        raise NotDelivered(WebhookFault.NOT_ALLOWED)
    parts = urlsplit(url)
    connection = _connection(parts, _address(parts))
    stop = threading.Timer(_LONGEST, lambda: _cut(connection))
    stop.daemon = True
    stop.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, signed.body, _headers(parts, signed))
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, AttributeError) as error:
        # AttributeError: the connection was cut while it was being used.
        raise NotDelivered(WebhookFault.UNREACHABLE, type(error).__name__) from None
    finally:
        stop.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise NotDelivered(WebhookFault.REFUSED, f"HTTP {status}", gone=status == _GONE)
    return f"HTTP {status}"


def _headers(parts: SplitResult, signed: Signed) -> dict[str, str]:
    return {
        "Host": origin_of(parts).partition("://")[2],
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Guatu",
        "Connection": "close",
        "webhook-id": signed.message_id,
        "webhook-timestamp": str(signed.timestamp),
        "webhook-signature": signed.signature,
    }


def _address(parts: SplitResult) -> str:
    """One IP address of the host. Every one that it has must be public, unless the settings name its origin: a host
    that is public for one moment and of the house for the next is no way in either, because this one is kept to."""
    try:
        found = socket.getaddrinfo(parts.hostname, port_of(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotDelivered(WebhookFault.UNKNOWN_HOST) from None
    addresses = [str(entry[4][0]) for entry in found]
    allowed = origin_of(parts) in settings.GUATU_WEBHOOK_HOSTS
    if not addresses or not (allowed or all(is_public(address) for address in addresses)):
        raise NotDelivered(WebhookFault.NOT_ALLOWED)
    return addresses[0]


def _connection(parts: SplitResult, address: str) -> http.client.HTTPConnection:
    host, port = parts.hostname or "", port_of(parts)
    if parts.scheme == "http":
        return _Plain(host, port, address)
    return _Secure(host, port, address)


class _Plain(http.client.HTTPConnection):
    """Connects to the address that was checked, whatever the name says by now."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=_TIMEOUT)
        self.address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), _TIMEOUT)


class _Secure(_Plain):
    """The same under TLS, with the certificate of the name."""

    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _cut(connection: http.client.HTTPConnection) -> None:
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
