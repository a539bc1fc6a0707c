"""Pages under `/z/<zone>/` belong to a zone: find it, and who the user is there, before any view runs."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from guatu.core.errors import FilesUnavailable, InvalidInput, NotAllowed, NotFound, Refused, StaleVersion
from guatu.core.models import Zone
from guatu.core.walls import open_zone_here, zone_open
from guatu.organization.powers import actor_for

_log = logging.getLogger(__name__)


class ZoneMiddleware:
    """Set `request.zone` and `request.actor` for URLs with `zone_code`, and take it off the view's arguments.

    For whoever has a post there the zone is then open in the wall between zones, too. Not signed in: sign-in. No post
    in the zone, or no such zone: 404, the same for both.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        code = kwargs.pop("zone_code", None)
        if code is None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        zone = Zone.objects.filter(code=code).first()
        if zone is None:
            raise Http404
        with zone_open(zone.id):
            actor = actor_for(request.user, zone)
        if actor is None:
            raise Http404
        open_zone_here(zone.id)
        request.zone = zone  # type: ignore[attr-defined]
        request.actor = actor  # type: ignore[attr-defined]
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The house's errors as pages in plain words; anything else is not ours to hide."""
        match error:
            case NotFound():
                return render(request, "404.html", {"reason": error.message}, status=404)
            case NotAllowed():
                return render(request, "403.html", {"permission": error.permission}, status=403)
            case Refused() | StaleVersion():
                return render(request, "ui/refused.html", {"reason": error.message}, status=409)
            case InvalidInput():
                return render(request, "ui/refused.html", {"faults": error.faults}, status=422)
            case FilesUnavailable():
                _log.error("Files cannot be reached: %s", error)
                return render(request, "ui/files_unavailable.html", status=503)
        return None
