"""A boundary as people type it: one point a line, or GeoJSON pasted in. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from guatu.grids.rules.boundaries import BoundaryFault, polygons_of

_LONGEST = 2_000_000
_NUMBERS = re.compile(r"[-+]?\d+(?:\.\d+)?")
_BETWEEN = re.compile(r"[\s,;]*")


def geometry_from_text(text: str) -> dict[str, Any]:
    """The geometry that was typed; a ring that was left open is closed.

    Each line is “longitude, latitude”; an empty line begins a hole. Text that begins with a brace is a GeoJSON
    geometry or feature. Raises `BoundaryFault` with the code `json`, `line` or `long`; what the points make is checked
    elsewhere.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if len(text) > _LONGEST:
        raise BoundaryFault("long")
    if text.startswith("{"):
        return _from_json(text)
    rings: list[list[list[float]]] = [[]]
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line:
            rings.append([])
            continue
        numbers = _NUMBERS.findall(line)
        if len(numbers) != 2 or not _BETWEEN.fullmatch(_NUMBERS.sub("", line)):
            raise BoundaryFault("line", f"{number}: {line[:40]}")
        rings[-1].append([float(numbers[0]), float(numbers[1])])
    closed = [ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in rings if ring]
    return {"type": "Polygon", "coordinates": closed}


def _from_json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BoundaryFault("json", str(error)[:80]) from error
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    if not isinstance(value, dict):
        raise BoundaryFault("json", "")
    return value


def text_from_geometry(boundary: dict[str, Any]) -> str:
    """The boundary as lines of points; several polygons as GeoJSON."""
    polygons = polygons_of(boundary)
    if len(polygons) > 1:
        return json.dumps(boundary, separators=(",", ":"))
    return "\n\n".join("\n".join(f"{p[0]!r}, {p[1]!r}" for p in ring[:-1]) for ring in polygons[0])
