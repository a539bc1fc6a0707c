"""The outermost layer around every request: its id, its time, its line in the log. The innermost of every job too.

Each begins with no zone open, and what it opens ends with it.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from guatu.config.metrics import REQUESTS, SECONDS
from guatu.config.tracing import traced
from guatu.core.request_ids import request_id
from guatu.core.walls import closed

HEADER = "X-Request-ID"
_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
_requests = logging.getLogger("guatu.request")
_jobs = logging.getLogger("guatu.job")


class ObserveMiddleware:
    """Takes the request's id over or gives it one, says it in the answer, counts and times. Logs no address: it may
    hold what somebody searched for, or the token of a link."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        with (
            request_id(request.headers.get(HEADER, "")) as identifier,
            closed(),
            traced("request", request.headers) as tell,
        ):
            response = self.get_response(request)
            seconds = time.perf_counter() - started
            view = _view(request)
            method = request.method if request.method in _METHODS else "other"
            REQUESTS.labels(view, method, str(response.status_code)).inc()
            SECONDS.labels(view).observe(seconds)
            fields = {
                "view": view,
                "method": method,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
            }
            tell(f"{method} {view}", {"http.response.status_code": response.status_code, "guatu.view": view})
            _requests.info("%s %s %s", method, view, response.status_code, extra={"fields": fields})
        response.headers[HEADER] = identifier
        return response


def _view(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


def observe_job(call_next: Callable[[], Any], context: Any, worker: Any) -> Any:
    """Around each task: its lines in the log carry the id of the request that asked for it, or one of its own."""
    job = context.job
    started = time.perf_counter()
    fields: dict[str, Any] = {"job": job.id, "task": job.task_name, "attempt": job.attempts}
    with request_id(str(job.task_kwargs.get("request_id", ""))), closed(), traced(job.task_name) as tell:
        tell(job.task_name, {"guatu.job": job.id or 0, "guatu.attempt": job.attempts})
        try:
            result = call_next()
        except Exception:
            _jobs.warning("%s failed", job.task_name, extra={"fields": fields})
            raise
        fields["ms"] = round((time.perf_counter() - started) * 1000, 1)
        _jobs.info("%s done", job.task_name, extra={"fields": fields})
        return result
