"""Taking a briefing to change it: read anew, as it stands now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import StaleVersion
from guatu.reports.models import Briefing
from guatu.reports.selectors.briefings import get_briefing


def take_briefing(briefing: Briefing, *, actor: Actor, version: int | None = None) -> Briefing:
    """Raises `StaleVersion` where it is not the version that was opened."""
    taken = get_briefing(briefing.id, actor=actor)
    if version is not None and taken.version != version:
        raise StaleVersion(_("Somebody else has changed this since you opened it."))
    return taken
