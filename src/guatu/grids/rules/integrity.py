"""Gaps and overlaps between the grids of one type. Pure.

Shapes are cut in degrees, where the line between two corners is straight for every grid that shares it; projected
first, a long line of one grid and the two halves of it in another would bow apart by metres. Only the pieces are
measured in metres: `Measure` projects them.

Boundaries that were drawn by hand never meet to the last digit. What is smaller than a square metre or thinner than
5 cm on the average is drawing, not a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

LEAST_AREA = 1.0
LEAST_WIDTH = 0.05


# Shapes in degrees → the same shapes in metres.
Measure = Callable[[Sequence[BaseGeometry]], list[BaseGeometry]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some ground: its shape in degrees, its area in ㎡, and the grids concerned, by their place in the sequence."""

    shape: BaseGeometry
    area: float
    grids: tuple[int, ...] = ()


def overlaps(shapes: Sequence[BaseGeometry], measure: Measure) -> list[Piece]:
    """The ground that each pair shares, the largest first."""
    if not shapes:
        return []
    tree = STRtree(shapes)
    firsts, seconds = tree.query(list(shapes), predicate="intersects")
    pairs = [(int(a), int(b)) for a, b in zip(firsts, seconds, strict=True) if a < b]
    if not pairs:
        return []
    shared = shapely.intersection([shapes[a] for a, _ in pairs], [shapes[b] for _, b in pairs])
    return _worth([_surface(ground) for ground in shared], pairs, measure)


def gaps(shapes: Sequence[BaseGeometry], measure: Measure, outer: BaseGeometry | None = None) -> list[Piece]:
    """Ground without a grid, the largest first: within `outer`, or, where none is given, the holes of the whole."""
    whole = shapely.union_all(list(shapes)) if shapes else shapely.Polygon()
    if outer is not None:
        missing = outer.difference(whole)
    else:
        holes = [shapely.Polygon(hole) for part in _polygons(whole) for hole in part.interiors]
        missing = shapely.union_all(holes).difference(whole)
    found = _polygons(missing)
    return _worth(found, [()] * len(found), measure)


def outside(shapes: Sequence[BaseGeometry], measure: Measure, outer: BaseGeometry) -> list[Piece]:
    """What each grid has beyond the outer boundary, the largest first."""
    beyond = [_surface(part) for part in shapely.difference(list(shapes), outer)] if shapes else []
    return _worth(beyond, [(number,) for number in range(len(beyond))], measure)


def _worth(shapes: Sequence[BaseGeometry], grids: Sequence[tuple[int, ...]], measure: Measure) -> list[Piece]:
    """Those pieces that are more than a slip of the pen."""
    measured = measure(shapes)
    found = [
        Piece(shape, float(ground.area), concerned)
        for shape, ground, concerned in zip(shapes, measured, grids, strict=True)
        if counts(ground)
    ]
    return sorted(found, key=lambda piece: -piece.area)


def counts(ground: BaseGeometry) -> bool:
    """Whether a piece of ground (in metres) is more than a slip of the pen."""
    area = float(ground.area)
    return area >= LEAST_AREA and 2 * area / float(ground.length) >= LEAST_WIDTH


def _surface(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape, without the points and lines in which neighbours touch."""
    return shapely.MultiPolygon(_polygons(geometry))


def _polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(geometry).tolist() if part.geom_type == "Polygon"]
