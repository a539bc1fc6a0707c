"""Who hears of a tip in the chain: the informant's central household, and the grid's worker."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guatu.grids.models import Tip
from guatu.grids.selectors.staff import worker_on
from guatu.matters.choices import Receiver
from guatu.matters.models.matter import Matter
from guatu.matters.receivers import add_receiver


def _tip(matter: Matter) -> Tip | None:
    tips = Tip.objects.filter(zone_id=matter.zone_id, matter_id=matter.id)
    return tips.select_related("grid", "helper__above").first()


def central_household(matter: Matter, day: date) -> list[UUID]:
    """The person of the central household, where one is known; else the grid hears instead."""
    tip = _tip(matter)
    above = tip.helper.above if tip is not None else None
    if above is not None and above.valid_to is None and above.person_id is not None:
        return [above.person_id]
    return grid_worker(matter, day)


def grid_worker(matter: Matter, day: date) -> list[UUID]:
    """Whoever answers for the grid that the tip came from, whatever its place on the map."""
    tip = _tip(matter)
    answering = worker_on(tip.grid, day) if tip is not None else None
    return [answering.person.id] if answering is not None else []


add_receiver(Receiver.CENTRAL, central_household)
add_receiver(Receiver.GRID, grid_worker)
