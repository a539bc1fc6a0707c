"""What every address of the API does first and last: who calls, and in which form faults are told."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from guatu.api.problems import Problem, problem_of
from guatu.core.json import encode

EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")

View = Callable[..., HttpResponse]


def endpoint(*methods: str) -> Callable[[View], View]:
    """A view for these methods alone; whatever it raises becomes a problem document.

    Forged requests are no danger: nobody is signed in here by a cookie.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Problem(405, "method", headers={"Allow": ", ".join(methods)})
                return view(request, *args, **kwargs)
            except Exception as error:
                return problem_of(error).response()

        return answer

    return decorate


def json_answer(document: Any, *, version: int | None = None) -> HttpResponse:
    """`document` as JSON; with the version as its `ETag`."""
    headers = {"ETag": etag(version)} if version is not None else {}
    return HttpResponse(encode(document), content_type="application/json", headers=headers)


def etag(version: int) -> str:
    return f'"{version}"'
