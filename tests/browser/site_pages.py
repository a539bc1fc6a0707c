"""Every page of the product that a GET can open: the URL conf walked, its parameters filled from a scene."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import APIRequestContext

PROBLEM = "application/problem+json"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """A named address of the URL conf, with its parameters filled."""

    name: str
    path: str


@dataclass(frozen=True)
class Found:
    """A page, and who can open it. A part is no whole page: what a script puts into one."""

    address: Address
    username: str
    is_part: bool


def addresses(values: Mapping[str, Any], special: Mapping[str, Mapping[str, Any]]) -> Iterator[Address]:
    """Each address of the URL conf, filled with `values`, or with what is `special` to its name."""
    for name, route in routes():
        yield Address(name, filled(route, {**values, **special.get(name, {})}))


def filled(route: str, values: Mapping[str, Any]) -> str:
    return "/" + PARAMETER.sub(lambda match: str(values[match[1]]), route)


def routes() -> list[tuple[str, str]]:
    """Name and route of every address."""
    return list(_routes(get_resolver("guatu.config.urls").url_patterns, "", ()))


def _routes(
    patterns: Sequence[URLPattern | URLResolver], before: str, spaces: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _routes(pattern.url_patterns, route, inner)
        else:
            assert pattern.name is not None, route
            yield ":".join((*spaces, pattern.name)), route


def look_up(address: Address, requests: Mapping[str, APIRequestContext]) -> Found | str:
    """The page with the first who can open it, or in a word why there is none: what was answered to everybody."""
    answers: dict[int, str] = {}
    for username, request in requests.items():
        answer = request.get(address.path, max_redirects=0)
        kind = answer.headers.get("content-type", "").split(";")[0]
        if answer.status == 200 and kind == "text/html":
            return Found(address, username, "<html" not in answer.text()[:2000])
        if answer.status == 200 or kind == PROBLEM:
            return kind
        if answer.status == 405:
            return "post"
        answers.setdefault(answer.status, username)
    return "leads on" if set(answers) <= {302, 404} and 302 in answers else f"refused: {answers}"
