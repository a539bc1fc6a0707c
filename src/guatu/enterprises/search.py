"""Enterprises in the search box."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.enterprises.selectors.enterprises import named, visible_enterprises
from guatu.ui.search import Hit, add_finder

_MOST = 8


def find_enterprises(words: str, actor: Actor, zone_code: str) -> Iterator[Hit]:
    """Enterprises whose name, former name, code or address holds every word; those in operation first."""
    found = visible_enterprises(actor=actor).select_related("unit")
    for word in words.split():
        found = found.filter(named(word))
    for enterprise in found.distinct().order_by("-status", "name", "id")[:_MOST]:
        url = reverse("enterprises:enterprise", args=[zone_code, enterprise.id])
        detail = " · ".join(
            part for part in (enterprise.unit.name, enterprise.credit_code, enterprise.address) if part
        )
        yield Hit(
            _("closed enterprise") if enterprise.is_closed else _("enterprise"), enterprise.name, url, detail
        )


add_finder(find_enterprises)
