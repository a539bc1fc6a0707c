"""With whose identities people may sign in besides a password, from the environment."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

# Provider → the prefix of its variables, the one that names the application, and where its sign-in page is.
_CHAT = {
    "wecom": ("GUATU_WECOM", "CORP", ("https://login.work.weixin.qq.com", "https://open.weixin.qq.com")),
    "dingtalk": ("GUATU_DINGTALK", "CLIENT", ("https://login.dingtalk.com",)),
    "feishu": ("GUATU_FEISHU", "CLIENT", ("https://open.feishu.cn", "https://accounts.feishu.cn")),
}


def identity_from_environment(environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """`SOCIALACCOUNT_PROVIDERS`, and the origins to which the sign-in page may send somebody.

    A provider is there where its application and its secret are; half of it is an error. Raises `ValueError`.
    """
    providers: dict[str, Any] = {}
    origins: list[str] = []
    for provider, (prefix, name, pages) in _CHAT.items():
        app = _app(environ, prefix, name)
        if app is not None:
            if provider == "wecom":
                app["settings"] = {"agent_id": _needed(environ, f"{prefix}_AGENT")}
            providers[provider] = {"APPS": [app]}
            origins.extend(pages)
    app = _app(environ, "GUATU_OIDC", "CLIENT")
    if app is not None:
        issuer = _needed(environ, "GUATU_OIDC_ISSUER").rstrip("/")
        app |= {
            "provider_id": "oidc",
            "name": environ.get("GUATU_OIDC_NAME", "") or "OpenID Connect",
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
        providers["openid_connect"] = {"APPS": [app]}
        origins.append(environ.get("GUATU_OIDC_PAGE", "").rstrip("/") or _origin(issuer))
    return providers, origins


def _app(environ: Mapping[str, str], prefix: str, name: str) -> dict[str, Any] | None:
    given = environ.get(f"{prefix}_{name}", ""), environ.get(f"{prefix}_SECRET", "")
    if not any(given):
        return None
    return {"client_id": _needed(environ, f"{prefix}_{name}"), "secret": _needed(environ, f"{prefix}_SECRET")}


def _needed(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise ValueError(f"{name} is missing; the other settings of this provider are there")
    return value


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
