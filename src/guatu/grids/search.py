"""Grids in the search box."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.grids.policies import VIEW
from guatu.grids.selectors.grids import visible_grids
from guatu.ui.search import Hit, add_finder

_MOST = 5


def find_grids(words: str, actor: Actor, zone_code: str) -> Iterator[Hit]:
    """Open grids whose name or code holds every word."""
    if not actor.may(VIEW) and actor.person_id is None:
        return
    found = visible_grids(actor=actor).filter(closed_on__isnull=True).select_related("unit")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(code__icontains=word))
    for grid in found.order_by("code")[:_MOST]:
        url = reverse("grids:grid", args=[zone_code, grid.id])
        yield Hit(_("grid"), grid.name, url, f"{grid.get_type_display()} · {grid.unit.name} · {grid.code}")


add_finder(find_grids)
