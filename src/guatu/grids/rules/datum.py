"""Coordinates between CGCS2000, which is true, and GCJ-02, which web maps in China show. Pure.

GCJ-02 is CGCS2000 moved by a smooth published-by-use offset of 100 to 700 m. There is no official formula; this is
the one that every open implementation shares (first published in 2010 as `WGSToGCJ`, the same as in `eviltransform`
and `coordtransform`). Offsets are reckoned on the Krasovsky ellipsoid, angles in degrees, longitude first.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt

Position = tuple[float, float]

# The Krasovsky 1940 ellipsoid: semi-major axis in metres, first eccentricity squared.
_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323

# Outside this box (west, south, east, north) nothing is moved.
MOVED = (72.004, 0.8293, 137.8347, 55.8271)

# The inverse stops when a step is smaller than this many degrees (a tenth of a millimetre), or after so many steps.
_ENOUGH = 1e-9
_STEPS = 20


def is_moved(lon: float, lat: float) -> bool:
    """Whether GCJ-02 differs from CGCS2000 there."""
    west, south, east, north = MOVED
    return west <= lon <= east and south <= lat <= north


def gcj02_from_cgcs2000(lon: float, lat: float) -> Position:
    """Where a web map shows the point."""
    if not is_moved(lon, lat):
        return lon, lat
    east, north = _offset(lon, lat)
    return lon + east, lat + north


def cgcs2000_from_gcj02(lon: float, lat: float) -> Position:
    """Where a point read off a web map truly is, to less than a millionth of a degree (10 cm).

    The offset has no closed inverse: start at the point itself and take away the error until none is left. The offset
    changes by less than a hundredth of the way moved, so that each step wins two digits.
    """
    if not is_moved(lon, lat):
        return lon, lat
    x, y = lon, lat
    for _step in range(_STEPS):
        east, north = _offset(x, y)
        error_x, error_y = x + east - lon, y + north - lat
        x, y = x - error_x, y - error_y
        if abs(error_x) < _ENOUGH and abs(error_y) < _ENOUGH:
            break
    return x, y


def _offset(lon: float, lat: float) -> Position:
    """By how many degrees GCJ-02 moves a point."""
    x, y = lon - 105.0, lat - 35.0
    waves = (20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    north += (20 * sin(pi * y) + 40 * sin(pi * y / 3)) * 2 / 3
    north += (160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    east += (20 * sin(pi * x) + 40 * sin(pi * x / 3)) * 2 / 3
    east += (150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)) * 2 / 3
    latitude = lat / 180 * pi
    bend = 1 - _ECCENTRICITY * sin(latitude) ** 2
    north = north * 180 / (_AXIS * (1 - _ECCENTRICITY) / (bend * sqrt(bend)) * pi)
    east = east * 180 / (_AXIS / sqrt(bend) * cos(latitude) * pi)
    return east, north
