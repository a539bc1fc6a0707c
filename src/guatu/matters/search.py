"""Matters in the search box."""

from collections.abc import Iterator

from django.urls import reverse

from guatu.core.actor import Actor
from guatu.matters.policies import VIEW
from guatu.matters.selectors.filters import with_words
from guatu.matters.selectors.matters import visible_matters
from guatu.ui.search import Hit, add_finder

_MOST = 6


def find_matters(words: str, actor: Actor, zone_code: str) -> Iterator[Hit]:
    """Matters by number, or whose title, text or subject holds the words; the newest first."""
    if not actor.may(VIEW) and actor.person_id is None:
        return
    found = with_words(visible_matters(actor=actor), words).select_related("kind", "lead_unit")
    for matter in found.order_by("-raised_at")[:_MOST]:
        url = reverse("matters:matter", args=[zone_code, matter.id])
        unit = matter.lead_unit.name if matter.lead_unit else ""
        parts = (matter.number, unit, matter.get_status_display())
        yield Hit(matter.kind.name, matter.title, url, " · ".join(part for part in parts if part))


add_finder(find_matters)
