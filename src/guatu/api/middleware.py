"""Under `/api/` no answer is a page of the framework: what never reached an endpoint is a problem document too."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from guatu.api.problems import problem_of_status

PREFIX = "/api/"


class ApiMiddleware:
    """Sessions do not count here: nobody is signed in by a cookie, so nothing can be forged in their name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = self.get_response(request)
        html = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code >= 400 and html:
            answer = problem_of_status(response.status_code).response()
            if "Allow" in response.headers:
                answer.headers["Allow"] = response.headers["Allow"]
            response = answer
        response.headers.setdefault("Cache-Control", "no-store")
        return response
