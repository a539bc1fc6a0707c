"""The parts of the program as people call what happens in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

APP_NAMES: Mapping[str, Any] = {
    "accounts": _("accounts"),
    "api": _("tokens of programs"),
    "attachments": _("files"),
    "audit": pgettext_lazy("of the zone", "record"),
    "calendars": _("working calendars"),
    "enterprises": _("enterprises and visits"),
    "feeds": _("calendars to subscribe to"),
    "grids": _("grids"),
    "indicators": _("indicators and targets"),
    "investment": _("investment promotion"),
    "leagues": _("league tables"),
    "matters": _("matters"),
    "meetings": _("meetings"),
    "notifications": _("notifications"),
    "organization": _("units, people and posts"),
    "projects": _("projects and plans"),
    "reports": _("briefings"),
    "wallchart": _("wall chart"),
    "webhooks": _("webhooks"),
    "zones": _("figures across zones"),
}
