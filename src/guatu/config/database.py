"""From a `postgresql://` URL to Django's settings for the database."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_from_url(url: str, *, pooled: bool = False) -> dict[str, Any]:
    """Django's DATABASES entry for `url`; socket folders come in `?host=`. Several servers stand with commas between
    (`@a:5432,b:5432/guatu?target_session_attrs=read-write`). An empty URL names no database."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    hosts, ports = _servers(parts.netloc.rpartition("@")[2])
    host, port = query.pop("host", hosts), query.pop("port", ports)
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
        "PORT": port,
        "OPTIONS": options,
        "CONN_MAX_AGE": 0 if pooled else 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"SERIALIZE": False},
    }


def _servers(text: str) -> tuple[str, str]:
    """Hosts and ports as libpq takes them, each with commas between; no ports where none is named."""
    servers = [_server(one) for one in text.split(",")]
    ports = [port for _host, port in servers]
    return ",".join(host for host, _port in servers), ",".join(ports) if any(ports) else ""


def _server(text: str) -> tuple[str, str]:
    """Host and port of `host`, `host:port` or `[address]:port`."""
    if text.startswith("["):
        host, _bracket, rest = text[1:].partition("]")
        return host, rest.removeprefix(":")
    host, _colon, port = text.partition(":")
    return unquote(host), port
