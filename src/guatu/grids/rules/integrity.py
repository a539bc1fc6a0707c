"""Gaps and overlaps between the grids of one type. Pure; shapes in metres.

Boundaries that were drawn by hand never meet to the last digit. What is smaller than a square metre or thinner than
5 cm on the average is drawing, not a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

LEAST_AREA = 1.0
LEAST_WIDTH = 0.05


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two grids, by their place in the sequence, that share some ground."""

    first: int
    second: int
    shared: BaseGeometry


def overlaps(shapes: Sequence[BaseGeometry]) -> list[Overlap]:
    """Every pair that shares ground worth speaking of, the largest first."""
    if not shapes:
        return []
    tree = STRtree(shapes)
    firsts, seconds = tree.query(list(shapes), predicate="intersects")
    pairs = [(int(a), int(b)) for a, b in zip(firsts, seconds, strict=True) if a < b]
    if not pairs:
        return []
    shared = shapely.intersection([shapes[a] for a, _ in pairs], [shapes[b] for _, b in pairs])
    found = [Overlap(a, b, ground) for (a, b), ground in zip(pairs, shared, strict=True) if counts(ground)]
    return sorted(found, key=lambda overlap: -overlap.shared.area)


def gaps(shapes: Sequence[BaseGeometry], outer: BaseGeometry | None = None) -> list[BaseGeometry]:
    """Ground without a grid, the largest first: within `outer`, or, where none is given, the holes of the whole."""
    whole = shapely.union_all(list(shapes)) if shapes else shapely.Polygon()
    if outer is not None:
        missing = outer.difference(whole)
    else:
        missing = shapely.union_all(
            [shapely.Polygon(hole) for part in _polygons(whole) for hole in part.interiors]
        ).difference(whole)
    return sorted((part for part in _polygons(missing) if counts(part)), key=lambda part: -part.area)


def outside(shapes: Sequence[BaseGeometry], outer: BaseGeometry) -> list[tuple[int, float]]:
    """Grids that reach over the outer boundary: place in the sequence, and by how many ㎡."""
    beyond = shapely.difference(list(shapes), outer) if shapes else []
    return [(number, float(part.area)) for number, part in enumerate(beyond) if counts(part)]


def counts(ground: BaseGeometry) -> bool:
    """Whether a piece of ground is more than a slip of the pen."""
    area = float(ground.area)
    if area < LEAST_AREA:
        return False
    return 2 * area / float(ground.length) >= LEAST_WIDTH


def _polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(geometry).tolist() if part.geom_type == "Polygon"]
