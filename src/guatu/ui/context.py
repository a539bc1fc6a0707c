"""What every page's frame knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from guatu.core.clock import today
from guatu.ui.middleware import live_url
from guatu.ui.navigation import menu
from guatu.ui.texts import script_texts
from guatu.ui.tools import drawn_tools


def frame(request: HttpRequest) -> dict[str, Any]:
    """zone, actor, menu, tools, today and the live address, for templates/ui/base.html."""
    everywhere = {"texts": script_texts(), "links_identities": bool(settings.SOCIALACCOUNT_PROVIDERS)}
    zone = getattr(request, "zone", None)
    actor = getattr(request, "actor", None)
    if zone is None or actor is None:
        return everywhere
    return {
        **everywhere,
        "zone": zone,
        "actor": actor,
        "menu": menu(request.path, zone, actor),
        "today": today(zone),
        "live_url": live_url(request),
        # Not called where only a part of a page is drawn.
        "tools": lambda: drawn_tools(request),
    }
