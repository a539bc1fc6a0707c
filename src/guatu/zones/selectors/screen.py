"""What the big screen of a city or a province shows: a few figures of all zones, and a tile for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.periods import Period, PeriodType
from guatu.figures.asking import Wanted
from guatu.figures.reading import Flag, Reading
from guatu.reports.rules.periods_around import period_of
from guatu.zones.rules.order import by_value
from guatu.zones.rules.rolling import Part, part_of
from guatu.zones.selectors.below import Below
from guatu.zones.selectors.reading import read_across

# Of all zones together, what can be read from the end of a hall.
HEAD = (
    "projects.listed",
    "projects.total_investment",
    "projects.construction_start_rate",
    "projects.investment_completion_rate",
)
# Of each zone: two rates, how many projects there are, and lights.
RATES = ("projects.construction_start_rate", "projects.investment_completion_rate")
LISTED, RED, YELLOW, OVERDUE = (
    "projects.listed",
    "projects.red_lights",
    "projects.yellow_lights",
    "matters.overdue",
)
# As many tiles as can be read at once.
ROOM = 9


@dataclass(frozen=True, slots=True)
class Tile:
    """One zone. `clock`: the day of a zone that keeps its own; `is_known`: whether it has entered any project."""

    zone: Zone
    city: Zone | None
    listed: Reading
    rates: Sequence[Reading]
    red: Reading
    yellow: Reading
    overdue: Reading
    clock: date | None

    @property
    def is_known(self) -> bool:
        return Flag.NOTHING_ENTERED not in self.listed.flags

    @property
    def late(self) -> int:
        """How many matters are late."""
        return int(self.overdue.value or 0)


@dataclass(frozen=True, slots=True)
class ZoneScreen:
    period: Period
    day: date
    figures: Sequence[Reading]
    part: Part[Tile]


def zone_screen(below: Below, number: int = 1) -> ZoneScreen:
    """This year, as of now; those furthest with what they planned first, what nothing is known of last."""
    day = today(below.upper)
    period = period_of(PeriodType.YEAR, day)
    names = (LISTED, *RATES, RED, YELLOW, OVERDUE)
    head = [Wanted(name, period) for name in HEAD]
    asked = {(zone.id, name): Wanted(name, period, zone.id) for zone in below.zones for name in names}
    found = read_across([*head, *asked.values()], below)

    def tile(zone: Zone) -> Tile:
        listed, *rates, red, yellow, overdue = (found[asked[zone.id, name]] for name in names)
        own = today(zone) if zone.clock_date and zone.clock_date != below.upper.clock_date else None
        return Tile(zone, below.city_of(zone), listed, rates, red, yellow, overdue, own)

    tiles = by_value([tile(zone) for zone in below.zones], lambda one: one.rates[-1].value)
    return ZoneScreen(period, day, [found[one] for one in head], part_of(tiles, number, ROOM))
