"""CGCS2000 and GCJ-02."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.grids.rules.datum import cgcs2000_from_gcj02, gcj02_from_cgcs2000, is_moved

# Mainland China, well inside the box within which GCJ-02 moves.
LONS = st.floats(73.6, 135.0)
LATS = st.floats(3.9, 53.5)


@given(LONS, LATS)
def test_there_and_back_is_the_same_place(lon: float, lat: float) -> None:
    back = cgcs2000_from_gcj02(*gcj02_from_cgcs2000(lon, lat))
    assert abs(back[0] - lon) < 1e-6
    assert abs(back[1] - lat) < 1e-6


@given(LONS, LATS)
def test_back_and_there_is_the_same_place(lon: float, lat: float) -> None:
    there = gcj02_from_cgcs2000(*cgcs2000_from_gcj02(lon, lat))
    assert abs(there[0] - lon) < 1e-6
    assert abs(there[1] - lat) < 1e-6


@given(LONS, LATS)
def test_the_offset_is_some_hundred_metres(lon: float, lat: float) -> None:
    east, north = gcj02_from_cgcs2000(lon, lat)
    metres = hypot((east - lon) * 111_320 * cos(radians(lat)), (north - lat) * 110_950)
    assert 20 < metres < 1500


def test_known_points() -> None:
    # Tiananmen and Danyang, as the open implementations of the same formula give them.
    assert gcj02_from_cgcs2000(116.404, 39.915) == pytest.approx(
        (116.41024449916938, 39.91640428150164), abs=1e-9
    )


@pytest.mark.parametrize("place", [(2.35, 48.85), (139.7, 35.7), (116.4, -10.0)])
def test_elsewhere_nothing_is_moved(place: tuple[float, float]) -> None:
    assert not is_moved(*place)
    assert gcj02_from_cgcs2000(*place) == place
    assert cgcs2000_from_gcj02(*place) == place
