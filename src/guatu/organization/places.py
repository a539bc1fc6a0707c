"""Who answers at a place. An app above that knows (grids) registers a resolver in its module `places`; an app between
(matters) asks here, and imports neither."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """Which unit answers at a place, by whom (None: nobody is named), in which grid, and why, in words."""

    unit_id: UUID
    person_id: UUID | None
    grid_id: UUID
    grid_label: str
    why: Any


class PlaceResolver(Protocol):
    """Longitude and latitude are degrees in CGCS2000. None where the resolver does not know."""

    def __call__(self, zone_id: UUID, lon: float, lat: float, on: date) -> PlaceAnswer | None: ...


_resolvers: list[PlaceResolver] = []


def add_place_resolver(resolver: PlaceResolver) -> PlaceResolver:
    """Called at the top level of an app's `places` module, which is imported when all apps are loaded."""
    if resolver not in _resolvers:
        _resolvers.append(resolver)
    return resolver


def remove_place_resolver(resolver: PlaceResolver) -> None:
    _resolvers.remove(resolver)


def unit_at(zone_id: UUID, lon: float, lat: float, on: date) -> PlaceAnswer | None:
    """Who answers at a place on a day: what the first resolver that knows says."""
    return next(
        (found for resolver in _resolvers if (found := resolver(zone_id, lon, lat, on)) is not None), None
    )
