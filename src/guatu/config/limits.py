"""How much one person, and one address, may ask of the installation within a minute.

Far more than anybody works, far less than a script: what costs much is counted, plain reading is not. Sign-in pages and
the links of enterprises count for themselves (`accounts.attempts`, `enterprises.rate_limit`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guatu.core.rate_limits import address_of, count_up, seconds_left

# Files that are made for the asking.
FILES = frozenset(
    {
        "audit:record-download",
        "grids:export",
        "indicators:entry-workbook",
        "leagues:award-letter",
        "leagues:bulletin",
        "leagues:workbook",
        "meetings:minutes",
        "projects:export",
        "reports:briefing-word",
        "reports:figure-workbook",
        "wallchart:print",
    }
)
# Pages that add up, or look through, the whole zone.
READS = frozenset(
    {
        "reports:figure",
        "reports:figures",
        "reports:lead",
        "reports:list",
        "reports:overview",
        "reports:unit",
        "search",
    }
)
# Within a minute, by kind: one person, and one address. Many sit behind the address of an office.
MOST = {"writes": (120, 1200), "files": (20, 200), "reads": (120, 1200), "tips": (20, 20)}


class RateLimitMiddleware:
    """Answer 429 with the seconds to wait, and a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        kind = kind_of(request)
        if not kind:
            return None
        by_person, by_address = MOST[kind]
        user = request.user
        most = {f"{kind}:{address_of(request)}": by_address}
        if user.is_authenticated:
            most[f"{kind}:{user.pk}"] = by_person
        over = any(count > most[name] for name, count in zip(most, count_up(*most), strict=True))
        return _too_often(request) if over else None


def kind_of(request: HttpRequest) -> str:
    """As what a request counts; empty where it does not."""
    match = request.resolver_match
    if match is None:
        return ""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        # A stranger's tip is the one thing that somebody without an account writes here and nobody else counts.
        if not request.user.is_authenticated:
            return "tips" if match.route.startswith("t/") else ""
        return "writes"
    return "files" if match.view_name in FILES else "reads" if match.view_name in READS else ""


def _too_often(request: HttpRequest) -> HttpResponse:
    wait = seconds_left()
    answer = render(request, "ui/too_often.html", {"wait": wait}, status=429)
    answer.headers["Retry-After"] = str(wait)
    return answer
