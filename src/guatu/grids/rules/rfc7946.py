"""GeoJSON as RFC 7946 has it: WGS 84 without saying so, longitude first, outer rings against the clock. Pure.

Stored coordinates are CGCS2000, which agrees with WGS 84 to a few centimetres: nothing is moved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry import MultiPolygon, mapping, shape
from shapely.geometry.polygon import orient

MEDIA_TYPE = "application/geo+json"
# A centimetre.
_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on a map; without a geometry it is not located."""

    id: str
    geometry: Mapping[str, Any] | None
    properties: Mapping[str, Any]


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [round(lon, _DIGITS), round(lat, _DIGITS)]}


def area(boundary: Mapping[str, Any]) -> dict[str, Any]:
    """A polygon or several, each outer ring against the clock, holes with it."""
    ground = shape(boundary)
    turned = MultiPolygon([orient(p) for p in ground.geoms]) if hasattr(ground, "geoms") else orient(ground)
    found: dict[str, Any] = json.loads(json.dumps(mapping(turned)))
    return found


def written(features: Iterable[Feature]) -> str:
    """A FeatureCollection."""
    document = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": f.id, "geometry": f.geometry, "properties": f.properties}
            for f in features
        ],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
