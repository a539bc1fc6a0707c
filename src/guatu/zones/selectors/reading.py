"""Reading figures over all zones below at once: the one place of this app in which every zone is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from guatu.core.walls import every_zone_open
from guatu.figures.across import evaluate_across
from guatu.figures.asking import Wanted
from guatu.figures.reading import Reading
from guatu.zones.selectors.below import Below


def read_across(
    wanted: Iterable[Wanted], below: Below, *, as_of: datetime | None = None
) -> dict[Wanted, Reading]:
    """Every reading asked for, over all zones of `below` and no others, which whoever calls was let see."""
    with every_zone_open("a city and a province see the figures of the zones below them, in one query each"):
        return evaluate_across(wanted, zones=below.zones, upper=below.upper, tree=below.tree, as_of=as_of)
