"""How far two places are apart over the ground. Pure.

On a sphere; the difference to the ellipsoid is below half a percent. Phones give WGS 84, the zone keeps CGCS2000: they
differ by less than a metre, far within the accuracy of a phone, and are taken as equal.
"""

from __future__ import annotations

from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_008.8

# Degrees east and north.
Point = tuple[Decimal, Decimal]


def metres_between(one: Point, other: Point) -> int:
    """Whole metres."""
    x1, y1, x2, y2 = (radians(float(value)) for value in (*one, *other))
    half = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return round(2 * EARTH * asin(min(1.0, sqrt(half))))


def is_far(metres: int, accuracy: int, limit: int) -> bool:
    """Whether a photo was surely taken farther away than the limit: what the phone may be off is granted."""
    return metres - accuracy > limit
