"""The boundary of a grid: what may be one, its box, its area. Pure.

A boundary is a GeoJSON geometry, Polygon or MultiPolygon, longitude first, in CGCS2000 (EPSG:4490). It is kept as it
was given, to the last digit; only heights are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

import numpy
import shapely
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

DATUM = "EPSG:4490"
# West, south, east, north of China with its seas near the coast.
CHINA = (73.0, 3.0, 136.0, 54.0)
# A mu 亩 is 1/15 of a hectare.
MU = Decimal(10_000) / 15
MOST_POSITIONS = 100_000
# Degrees between points when a line is projected: about 200 m, over which it bows by less than a millimetre.
_FINE = 0.002
_PLACE = re.compile(r"\[(-?[\d.e+]+) (-?[\d.e+]+)\]")
_DEPTH = {"Polygon": 1, "MultiPolygon": 2}


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east and north edge in degrees."""

    west: float
    south: float
    east: float
    north: float


class BoundaryFault(ValueError):
    """Why something is no boundary. `code` says which rule, `detail` where or what was found.

    Codes: `type`, `shape`, `number`, `swapped`, `metres`, `outside`, `open_ring`, `short_ring`, `crossing`, `invalid`,
    `empty`, `many`.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}")


def checked_boundary(geometry: Any) -> dict[str, Any]:
    """The geometry as a boundary: the same coordinates, without heights. Raises `BoundaryFault`."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in _DEPTH or not isinstance(geometry, dict):
        raise BoundaryFault("type", str(kind)[:40])
    coordinates = _flat(geometry.get("coordinates"), _DEPTH[kind])
    boundary = {"type": kind, "coordinates": coordinates}
    rings = [ring for polygon in polygons_of(boundary) for ring in polygon]
    if sum(map(len, rings)) > MOST_POSITIONS:
        raise BoundaryFault("many")
    for ring in rings:
        _check_ring(ring)
    _check_shape(boundary)
    return boundary


def polygons_of(boundary: dict[str, Any]) -> list[list[list[list[float]]]]:
    """The boundary as polygons of rings of positions."""
    coordinates: Any = boundary["coordinates"]
    return [coordinates] if boundary["type"] == "Polygon" else list(coordinates)


def _flat(value: Any, depth: int) -> Any:
    """Lists of positions, `depth` levels above the ring, each position cut to two finite numbers."""
    if not isinstance(value, list) or not value:
        raise BoundaryFault("empty" if value == [] else "shape")
    if depth:
        return [_flat(item, depth - 1) for item in value]
    return [_position(item) for item in value]


def _position(value: Any) -> list[float]:
    if not isinstance(value, list) or len(value) not in (2, 3):
        raise BoundaryFault("shape", str(value)[:60])
    lon, lat = value[0], value[1]
    for number in (lon, lat):
        if isinstance(number, bool) or not isinstance(number, int | float) or not isfinite(number):
            raise BoundaryFault("number", str(number)[:60])
    check_position(lon, lat)
    return [lon, lat]


def check_position(lon: float, lat: float) -> None:
    """Raise `BoundaryFault` for a place outside China, saying what it probably is instead."""
    west, south, east, north = CHINA
    if west <= lon <= east and south <= lat <= north:
        return
    found = f"{lon:g}, {lat:g}"
    if west <= lat <= east and south <= lon <= north:
        raise BoundaryFault("swapped", found)
    if abs(lon) > 360 or abs(lat) > 360:
        raise BoundaryFault("metres", found)
    raise BoundaryFault("outside", found)


def _check_ring(ring: Sequence[list[float]]) -> None:
    if len(ring) < 4:
        raise BoundaryFault("short_ring", str(len(ring)))
    if ring[0] != ring[-1]:
        raise BoundaryFault("open_ring", f"{ring[0][0]:g}, {ring[0][1]:g}")


def _check_shape(boundary: dict[str, Any]) -> None:
    geometry = geometry_of(boundary)
    if shapely.is_valid(geometry):
        if geometry.area == 0:
            raise BoundaryFault("empty")
        return
    reason = str(shapely.is_valid_reason(geometry))
    found = _PLACE.search(reason)
    place = f"{float(found[1]):.6f}, {float(found[2]):.6f}" if found else ""
    crossing = reason.startswith(("Self-intersection", "Ring Self-intersection"))
    raise BoundaryFault("crossing" if crossing else "invalid", place or reason)


def geometry_of(boundary: dict[str, Any]) -> BaseGeometry:
    """The boundary as a shape in degrees."""
    return shape(boundary)


def box_of(boundary: dict[str, Any]) -> Box:
    """The box around the boundary."""
    positions = [p for polygon in polygons_of(boundary) for p in polygon[0]]
    lons, lats = [p[0] for p in positions], [p[1] for p in positions]
    return Box(min(lons), min(lats), max(lons), max(lats))


def covers(boundary: dict[str, Any], lon: float, lat: float) -> bool:
    """Whether the point lies within the boundary or on its line."""
    return bool(shapely.intersects_xy(geometry_of(boundary), lon, lat))


def zone_number(lon: float) -> int:
    """The 3° zone of the Gauss–Krüger projection that `lon` lies in: 40 for 118.5° to 121.5°."""
    return min(max(round(lon / 3), 25), 45)


@lru_cache(maxsize=8)
def _projection(number: int) -> Transformer:
    # EPSG:4513 is CGCS2000, 3° zone 25; the others follow: EPSG:4528 is zone 40.
    return Transformer.from_crs(4490, 4488 + number, always_xy=True)


def in_metres(geometries: Iterable[BaseGeometry], number: int) -> list[BaseGeometry]:
    """Shapes in degrees as shapes in metres of that 3° zone.

    Long lines get points in between first: a line straight in degrees is bowed in metres.
    """
    projection = _projection(number)

    def project(positions: Any) -> Any:
        east, north = projection.transform(positions[:, 0], positions[:, 1])
        return numpy.column_stack([east, north])

    shapes = numpy.array(list(geometries), dtype=object)
    return list(shapely.transform(shapely.segmentize(shapes, _FINE), project)) if len(shapes) else []


def area_of(boundary: dict[str, Any]) -> Decimal:
    """The area in ㎡ on the plane of the boundary's 3° zone, to a tenth."""
    box = box_of(boundary)
    projected = in_metres([geometry_of(boundary)], zone_number((box.west + box.east) / 2))[0]
    return Decimal(projected.area).quantize(Decimal("0.1"))


def in_mu(square_metres: Decimal) -> Decimal:
    """㎡ as 亩, to a hundredth."""
    return (square_metres / MU).quantize(Decimal("0.01"))
