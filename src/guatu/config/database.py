"""From a `postgresql://` URL to Django's settings for the database."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_from_url(url: str, *, pooled: bool = False) -> dict[str, Any]:
    """Django's DATABASES entry for `url`; socket folders come in `?host=`. An empty URL names no database."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", parts.hostname or "")
    options: dict[str, Any] = {**query}
    if pooled:
        # A request waits five seconds for a connection: longer than a restart of the database takes. Attempts to
        # reconnect end as soon, or their growing pauses would outlast a longer absence; the next request begins anew.
        options["pool"] = {"min_size": 2, "max_size": 16, "timeout": 5, "reconnect_timeout": 5}
    return {
        "ENGINE": "guatu.core.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0 if pooled else 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"SERIALIZE": False},
    }
