"""Webhooks by the convention of Standard Webhooks: what is signed, when it is tried again, where it may go. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

_PREFIX = "whsec_"
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
# The pauses after the first, second … attempt that failed; after the last one, a good three days, it is given up.
PAUSES = (
    _MINUTE, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 5 * _HOUR, 10 * _HOUR, 14 * _HOUR, 20 * _HOUR, 24 * _HOUR,
)  # fmt: skip
LONGEST_WAIT = max(PAUSES)
# Networks that lead to others: IPv4 in IPv6 by translation or by tunnel.
_LEADING_ON = tuple(ip_network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
_PORTS = {"https": 443, "http": 80}


def new_secret() -> str:
    """32 random bytes, in the form that receivers' libraries take."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the HMAC-SHA256 of id, timestamp and body, joined by full stops; base64."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after that many attempts (1 and more) have failed; None: give it up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def hears(chosen: Iterable[str], event: str) -> bool:
    """Whether one of the chosen kinds is that event: its name, or the app with all of its events."""
    app = event.partition(".")[0]
    return any(kind in (event, app) for kind in chosen)


def address_fault(url: str, allowed_origins: Collection[str] = ()) -> bool:
    """Whether an address cannot be a webhook's: https alone, with a host, without a sign-in or a fragment; other than
    https only where its origin is one of `allowed_origins`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return True
    if any(ord(letter) <= 32 for letter in url) or not parts.hostname or parts.username is not None:
        return True
    if parts.fragment or port == 0:
        return True
    return parts.scheme != "https" and origin_of(parts) not in allowed_origins


def origin_of(parts: SplitResult) -> str:
    """Scheme, host and port, the usual port left out."""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def port_of(parts: SplitResult) -> int:
    return parts.port or _PORTS.get(parts.scheme, 443)


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open network: nothing of the house, of this machine, or of a provider's own."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif any(found in network for network in _LEADING_ON):
            return False
    return found.is_global and not found.is_multicast
