"""The zones below a city or a province, at any depth, for those whose post is above them.

A zone lies below another by `parent` alone. What is counted are the development zones; cities in between group them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from guatu.core.actor import Actor, SystemActor
from guatu.core.errors import NotFound
from guatu.core.models import Zone, ZoneKind
from guatu.core.walls import closed, zone_open
from guatu.figures.asking import UnitTree
from guatu.organization.powers import system_actor
from guatu.zones.policies import may_view_zones_below


@dataclass(frozen=True, slots=True)
class Below:
    """A city or province with what is below it: `zones` are counted, `cities` (each with zones of its own) group them.
    `tree` is all of both, as figures need to know it."""

    upper: Zone
    zones: Sequence[Zone]
    cities: Sequence[Zone]
    tree: UnitTree

    def within(self, city: Zone | None) -> Sequence[Zone]:
        """The zones below that city; all of them where it is None."""
        if city is None:
            return self.zones
        ids = self.tree.below(city.id)
        return [zone for zone in self.zones if zone.id in ids]

    def city_of(self, zone: Zone) -> Zone | None:
        """The nearest city above the zone; None where there is none below the upper zone."""
        line = list(self.tree.line(zone.id))
        by_id = {city.id: city for city in self.cities}
        return next((by_id[one] for one in line if one in by_id), None)

    def city(self, code: str) -> Zone | None:
        """The city with that code; None for none. Raises `NotFound` where it does not lie below."""
        if not code:
            return None
        return _with_code(self.cities, code)

    def zone(self, code: str) -> Zone:
        """Raises `NotFound` where no such zone lies below."""
        return _with_code(self.zones, code)


def _with_code(zones: Sequence[Zone], code: str) -> Zone:
    for zone in zones:
        if zone.code == code:
            return zone
    raise NotFound("zone")


def has_zones_below(zone: Zone) -> bool:
    """Whether anything lies directly below. Development zones have nothing below them."""
    return zone.kind != ZoneKind.ZONE and Zone.objects.filter(parent_id=zone.id).exists()


def looks_down(actor: Actor, upper: Zone) -> bool:
    """Whether the actor's post is above the zones below `upper`."""
    return actor.zone_id == upper.id and upper.kind != ZoneKind.ZONE and may_view_zones_below(actor)


def zones_below(*, actor: Actor, upper: Zone) -> Below:
    """Raises `NotFound` for whoever's post is not above them: nobody else learns that there are any."""
    if not looks_down(actor, upper):
        raise NotFound("zone")
    return _below(upper)


def _below(upper: Zone) -> Below:
    known = {zone.id: zone for zone in Zone.objects.order_by("code")}
    ids = UnitTree({zone.id: zone.parent_id for zone in known.values()}).below(upper.id) - {upper.id}
    found = [zone for zone in known.values() if zone.id in ids]
    parents: dict[UUID, UUID | None] = {
        zone.id: zone.parent_id if zone.parent_id in ids else None for zone in found
    }
    tree = UnitTree(parents, {zone.id: zone.kind for zone in found}, {zone.id: zone.name for zone in found})
    counted = [zone for zone in found if zone.kind == ZoneKind.ZONE]
    counted_ids = {zone.id for zone in counted}
    cities = [
        zone
        for zone in found
        if zone.kind != ZoneKind.ZONE and not counted_ids.isdisjoint(tree.below(zone.id))
    ]
    return Below(upper, counted, cities, tree)


@contextmanager
def looking_into(zone: Zone) -> Iterator[SystemActor]:
    """Within the block that zone is open instead of the one above it, for an actor who counts everything and changes
    nothing. Whoever calls has found the zone in `Below`."""
    with closed(), zone_open(zone.id):
        yield system_actor("above", zone)
