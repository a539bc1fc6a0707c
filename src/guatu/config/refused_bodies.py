"""The answer to a request whose body was not taken in: what the server (`server.request_bodies`) found amiss, as a page
or as a problem document."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guatu.api.middleware import PREFIX
from guatu.api.problems import Problem, problem_of

# In the environment of the request: the status to answer with, or the error of the disk.
REFUSED = "guatu.body_refused"
TOO_SLOW, TOO_LARGE, BUSY = 408, 413, 503
_COME_AGAIN = "5"  # seconds


class RefusedBodyMiddleware:
    """Within the language, before anything that reads the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = request.META.get(REFUSED)
        if refused is None:
            return self.get_response(request)
        answer = _problem(refused) if request.path.startswith(PREFIX) else _page(refused)
        # What was not taken in still lies in the connection, or is yet to come.
        answer.headers["Connection"] = "close"
        if refused == BUSY:
            answer.headers["Retry-After"] = _COME_AGAIN
        return answer


def _page(refused: int | OSError) -> HttpResponse:
    if isinstance(refused, OSError):
        raise refused  # `views.server_error` tells a full disk from a fault
    context = {"status": refused, "language": get_language()}
    return HttpResponse(render_to_string("ui/body_refused.html", context), status=refused)


def _problem(refused: int | OSError) -> HttpResponse:
    match refused:
        case OSError():
            return problem_of(refused).response()
        case int(status) if status == TOO_SLOW:
            told = "too_slow", _("What you were sending did not come. Nothing was saved.")
        case int(status) if status == TOO_LARGE:
            told = "too_large", _("This is more than one request may carry. Nothing was saved.")
        case _:
            told = "busy", _("Too much is being sent at the moment. Nothing was saved.")
    return Problem(refused, *told).response()
