"""The few pages that belong to the installation, not to a zone."""

import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from guatu.core.errors import NotAllowed
from guatu.core.room import is_out_of_room
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import zones_of
from guatu.ui.middleware import LANGUAGE_COOKIE
from guatu.ui.navigation import menu
from guatu.ui.search import find

_COME_AGAIN = "5"  # seconds


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The user's zone; a choice where there are several; a plain word where there is none."""
    zones = zones_of(request.user)  # type: ignore[arg-type]
    if len(zones) == 1:
        return redirect("zone", zones[0].code)
    return render(request, "ui/zones.html", {"zones": zones})


@require_safe
def zone_start(request: ZoneRequest) -> HttpResponse:
    """The first page of the menu that the user may open: the chart for most, the record for an auditor."""
    for section in menu(request.path, request.zone, request.actor):
        return redirect(section.items[0]["url"])
    raise NotAllowed("projects.view_project")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the person's choice of language for a year, and go back to where they were."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = redirect(back)
    response.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=365 * 86400,
        samesite="Lax",
        secure=settings.BEHIND_TLS,
        httponly=True,
    )
    return response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready to serve: the database answers, every migration has been applied, the queue takes jobs; each by itself.

    How many workers there are is told, but makes no web server unfit: what is asked for waits for them.
    """
    told: dict[str, dict[str, Any]] = {
        name: {"ok": False, "told": "not asked: the database does not answer"}
        for name in ("database", "migrations", "queue")
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        told["database"] = {"ok": True}
    except DatabaseError as error:
        told["database"] = {"ok": False, "told": type(error).__name__}
    else:
        told["migrations"], told["queue"] = _migrations(), _queue()
    ready = all(part["ok"] for part in told.values())
    return JsonResponse({"ready": ready, **told}, status=200 if ready else 503)


def _migrations() -> dict[str, Any]:
    try:
        executor = MigrationExecutor(connection)
        pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        return {"ok": False, "told": type(error).__name__}
    return {"ok": pending == 0, "pending": pending}


def _queue() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'), (SELECT count(*) "
                "FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute')"
            )
            waiting, workers = cursor.fetchone()
    except DatabaseError as error:
        return {"ok": False, "told": type(error).__name__}
    return {"ok": True, "waiting": waiting, "workers": workers}


@require_safe
def help_page(request: ZoneRequest) -> HttpResponse:
    """What the pages mean and the keys they know."""
    return render(request, "ui/help.html")


@require_safe
def search(request: ZoneRequest) -> HttpResponse:
    """Everything in the zone whose name holds the words: a fragment for the search box, or a page."""
    words = request.GET.get("q", "").strip()
    results = find(words, actor=request.actor, zone_code=request.zone.code) if words else []
    template = "ui/search_results.html" if request.htmx else "ui/search.html"
    return render(request, template, {"words": words, "results": results})


def server_error(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw, as a page that asks the database nothing. Where the database is away or a disk is full, the
    page says so: nothing was changed, and the same request will do later."""
    error = sys.exc_info()[1]
    no_room = is_out_of_room(error)
    if no_room or isinstance(error, OperationalError | InterfaceError):
        text = render_to_string("503.html", {"no_room": no_room, "language": get_language()})
        return HttpResponse(text, status=503, headers={} if no_room else {"Retry-After": _COME_AGAIN})
    return HttpResponse(render_to_string("500.html", {"language": get_language()}), status=500)
