"""Prospects in the search box."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.investment.choices import Stage
from guatu.investment.selectors.prospects import named, visible_prospects
from guatu.ui.search import Hit, add_finder

_MOST = 8


def find_prospects(words: str, actor: Actor, zone_code: str) -> Iterator[Hit]:
    """Prospects whose name, investor, source or industry holds every word; dropped ones last."""
    found = visible_prospects(actor=actor).select_related("unit")
    for word in words.split():
        found = found.filter(named(word))
    rows = sorted(found.order_by("name", "id")[: 2 * _MOST], key=lambda p: p.stage == Stage.DROPPED)
    for prospect in rows[:_MOST]:
        url = reverse("investment:prospect", args=[zone_code, prospect.id])
        detail = " · ".join(
            part
            for part in (str(Stage(prospect.stage).label), prospect.unit.name, prospect.investor_name)
            if part
        )
        yield Hit(_("prospect"), prospect.name, url, detail)


add_finder(find_prospects)
