"""Devices on which somebody has signed in before, and what a browser is called.

Whoever guesses at a password from elsewhere must not shut the door for its owner. So the browser of somebody who has
signed in keeps a signed cookie, and its attempts are counted apart from everybody else's.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "guatu_device"
_SALT = "guatu.accounts.devices"
_AGE = 180 * 86_400
_MOST_PEOPLE = 20  # who share one browser, as at a counter
_PATH = "/accounts/"

# Apps that show pages in a window of their own come first: their names stand beside that of the engine.
_BROWSERS = (
    (r"wxwork", "WeCom"),
    (r"DingTalk", "DingTalk"),
    (r"Lark|Feishu", "Feishu"),
    (r"MicroMessenger", "WeChat"),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"QQBrowser", "QQ"),
    (r"360SE|360EE|QIHU", "360"),
    (r"Firefox|FxiOS", "Firefox"),
    (r"Chrome|CriOS|Chromium", "Chrome"),
    (r"Safari", "Safari"),
)
_SYSTEMS = (
    (r"HarmonyOS|OpenHarmony", "HarmonyOS"),
    (r"Android", "Android"),
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"Linux", "Linux"),
)


def known_device(request: HttpRequest, username: str) -> str:
    """The mark of a device on which somebody of that user name has signed in; empty where there is none."""
    device, people = _read(request)
    return device if device and _mark(username) in people else ""


def remember_device(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """From now on this browser is one on which that user name has signed in."""
    device, people = _read(request)
    mark = _mark(username)
    people = [mark, *(other for other in people if other != mark)][:_MOST_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps([device or secrets.token_hex(8), people], salt=_SALT),
        max_age=_AGE,
        path=_PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.BEHIND_TLS,
    )


def device_name(user_agent: str) -> str:
    """Browser and system in a few words, such as “Edge, Windows”; empty where neither is known."""
    found = (
        next((name for pattern, name in table if re.search(pattern, user_agent)), "")
        for table in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(name for name in found if name)


def _mark(username: str) -> str:
    return hashlib.sha256(username.strip().lower().encode()).hexdigest()[:16]


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        device, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return str(device), [str(mark) for mark in people]
