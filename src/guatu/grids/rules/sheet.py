"""A map without tiles: boundaries as paths on a sheet. Pure.

Degrees become units of the sheet along straight lines: a degree of longitude is shortened by the cosine of the middle
latitude. Over the few dozen kilometres of a zone this is as good as any projection, and it is turned round by a
division, so that a click on the sheet is a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from guatu.grids.rules.boundaries import box_of, geometry_of, polygons_of

WIDTH = 1000.0
# Neither a strip nor a tower.
_MOST_HEIGHT, _LEAST_HEIGHT = 1000.0, 420.0
_MARGIN = 24.0
# About the room that a character of a label takes at the sheet's own scale.
CHARACTER = 13.0


@dataclass(frozen=True, slots=True)
class Path:
    """One boundary: what an SVG path draws, where its label stands, and how wide the ground is there."""

    d: str
    x: float
    y: float
    room: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet's size in units, the place of its upper left corner, and how many units a degree takes."""

    width: float
    height: float
    west: float
    north: float
    per_lon: float
    per_lat: float

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place stands on the sheet."""
        return (lon - self.west) * self.per_lon, (self.north - lat) * self.per_lat

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Which place stands at a spot of the sheet."""
        return self.west + x / self.per_lon, self.north - y / self.per_lat

    def path(self, boundary: dict[str, Any]) -> Path:
        """A boundary on the sheet."""
        parts = []
        for polygon in polygons_of(boundary):
            for ring in polygon:
                spots = [self.spot(p[0], p[1]) for p in ring[:-1]]
                parts.append("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in spots) + "Z")
        point = geometry_of(boundary).representative_point()
        x, y = self.spot(point.x, point.y)
        box = box_of(boundary)
        return Path("".join(parts), round(x, 2), round(y, 2), round((box.east - box.west) * self.per_lon, 1))


def sheet_for(boundaries: Sequence[dict[str, Any]], middle: tuple[float, float] = (119.6, 32.0)) -> Sheet:
    """A sheet on which all boundaries fit; some kilometres around `middle` where there are none."""
    boxes = [box_of(boundary) for boundary in boundaries]
    if boxes:
        west, south = min(b.west for b in boxes), min(b.south for b in boxes)
        east, north = max(b.east for b in boxes), max(b.north for b in boxes)
    else:
        (lon, lat), reach = middle, 0.05
        west, south, east, north = lon - reach, lat - reach, lon + reach, lat + reach
    shrink = cos(radians((south + north) / 2))
    across, down = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    per_lat = min((WIDTH - 2 * _MARGIN) / across, (_MOST_HEIGHT - 2 * _MARGIN) / down)
    height = max(down * per_lat + 2 * _MARGIN, _LEAST_HEIGHT)
    per_lon = per_lat * shrink
    return Sheet(
        width=WIDTH,
        height=round(height, 2),
        west=(west + east) / 2 - WIDTH / 2 / per_lon,
        north=(south + north) / 2 + height / 2 / per_lat,
        per_lon=per_lon,
        per_lat=per_lat,
    )
