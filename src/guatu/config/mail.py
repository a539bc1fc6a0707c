"""Where e-mail goes: from the environment to Django's settings."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings for e-mail. An empty `EMAIL_HOST` says that no mail server is set up.

    `GUATU_EMAIL_URL` is `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://`, then `user:password@host:port`, the user
    and the port optional. Or the parts by themselves: `GUATU_EMAIL_HOST`, `_PORT`, `_USER`, `_PASSWORD`, and `_TLS`
    (`starttls` or `tls`). `GUATU_EMAIL_FROM` is the sender. Raises `ValueError` for an address of another form.
    """
    url = environ.get("GUATU_EMAIL_URL", "")
    if url:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError(
                "GUATU_EMAIL_URL is smtp://, smtp+tls:// or smtps://, then user:password@host:port"
            )
        scheme, host, port = parts.scheme, parts.hostname, parts.port
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
    else:
        host, given = environ.get("GUATU_EMAIL_HOST", ""), environ.get("GUATU_EMAIL_PORT", "")
        port = int(given) if given else None
        user, password = environ.get("GUATU_EMAIL_USER", ""), environ.get("GUATU_EMAIL_PASSWORD", "")
        scheme = {"starttls": "smtp+tls", "tls": "smtps"}.get(environ.get("GUATU_EMAIL_TLS", ""), "smtp")
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or _PORTS[scheme],
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_TLS": scheme == "smtp+tls",
        "EMAIL_USE_SSL": scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": environ.get("GUATU_EMAIL_FROM") or (user if "@" in user else f"guatu@{host}"),
    }
