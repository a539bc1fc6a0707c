"""What may be a boundary, its area, and how it is typed."""

from decimal import Decimal
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.grids.rules.boundaries import (
    BoundaryFault,
    area_of,
    box_of,
    checked_boundary,
    covers,
    in_mu,
    zone_number,
)
from guatu.grids.rules.typed import geometry_from_text, text_from_geometry
from tests.grids.grid_builders import rectangle, square

RING = [[119.6, 32.0], [119.7, 32.0], [119.7, 32.1], [119.6, 32.1], [119.6, 32.0]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (None, "type"),
        ([], "type"),
        ({"type": "Point", "coordinates": [119.6, 32]}, "type"),
        ({"type": "Polygon"}, "shape"),
        (polygon(), "empty"),
        (polygon([]), "empty"),
        (polygon(RING[0]), "shape"),
        (polygon([["119.6", 32], *RING[1:]]), "number"),
        (polygon([[True, 32], *RING[1:]]), "number"),
        (polygon([[nan, 32], *RING[1:]]), "number"),
        (polygon([[119.6, inf], *RING[1:]]), "number"),
        (polygon([[119.6], *RING[1:]]), "shape"),
        (polygon([[y, x] for x, y in RING]), "swapped"),
        (polygon([[40_519_000, 3_540_000], *RING[1:]]), "metres"),
        (polygon([[2.35, 48.85], *RING[1:]]), "outside"),
        (polygon(RING[:-1]), "open_ring"),
        (polygon([RING[0], RING[1], RING[0]]), "short_ring"),
        (polygon([RING[0], RING[2], RING[1], RING[3], RING[0]]), "crossing"),
        (polygon([RING[0], RING[1], RING[0], RING[0]]), "invalid"),
        ({"type": "MultiPolygon", "coordinates": [[RING], [RING]]}, "crossing"),
    ],
)
def test_what_is_none(geometry: Any, code: str) -> None:
    with pytest.raises(BoundaryFault) as caught:
        checked_boundary(geometry)
    assert caught.value.code == code


def test_a_crossing_is_named_with_its_place() -> None:
    with pytest.raises(BoundaryFault) as caught:
        checked_boundary(polygon([RING[0], RING[2], RING[1], RING[3], RING[0]]))
    assert caught.value.detail == "119.650000, 32.050000"


def test_heights_are_dropped_and_all_else_stays() -> None:
    high = polygon([[x, y, 7.5] for x, y in RING])
    assert checked_boundary(high) == polygon(RING)
    several = {"type": "MultiPolygon", "coordinates": [square(0)["coordinates"], square(2)["coordinates"]]}
    assert checked_boundary(several) == several


def test_area_is_that_of_the_plane_of_zone_40() -> None:
    # 0.01° by 0.01° at 32° N: about 944.7 m by 1108.8 m.
    area = area_of(square())
    assert area == pytest.approx(Decimal(1_047_500), rel=Decimal("0.002"))
    assert in_mu(Decimal("666.67")) == Decimal("1.00")
    assert zone_number(119.6) == 40
    assert zone_number(10) == 25


def test_a_hole_is_outside_and_its_line_is_within() -> None:
    hole = [[119.64, 32.04], [119.66, 32.04], [119.66, 32.06], [119.64, 32.06], [119.64, 32.04]]
    boundary = checked_boundary(polygon(RING, hole))
    assert not covers(boundary, 119.65, 32.05)
    assert covers(boundary, 119.62, 32.02)
    assert covers(boundary, 119.6, 32.05)
    assert area_of(boundary) < area_of(polygon(RING))


@given(st.floats(100, 120), st.floats(20, 40), st.floats(0.0001, 1), st.floats(0.0001, 1))
def test_typed_and_read_it_is_the_same(west: float, south: float, across: float, up: float) -> None:
    boundary = checked_boundary(rectangle(west, south, west + across, south + up))
    assert geometry_from_text(text_from_geometry(boundary)) == boundary
    box = box_of(boundary)
    assert (box.west, box.south) == (west, south)


def test_typed_in_the_ways_people_type() -> None:
    text = "１１９.６，32.0\n119.7 32.0\n119.7;32.1\n\n119.65, 32.02\n119.66, 32.02\n119.66, 32.03\n"
    typed = geometry_from_text(text)
    assert [len(ring) for ring in typed["coordinates"]] == [4, 4]
    several = {"type": "MultiPolygon", "coordinates": [square(0)["coordinates"], square(2)["coordinates"]]}
    assert geometry_from_text(text_from_geometry(several)) == several
    assert (
        geometry_from_text('{"type":"Feature","geometry":{"type":"Polygon","coordinates":[]}}')["type"]
        == "Polygon"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("119.6", "line"),
        ("119.6, 32, 5", "line"),
        ("a 119.6, 32", "line"),
        ("{", "json"),
        ('{"type":"Feature"}', "json"),
        ("1, 2\n" * 500_001, "long"),
        ("{" * 100_000, "json"),
    ],
)
def test_what_cannot_be_typed(text: str, code: str) -> None:
    with pytest.raises(BoundaryFault) as caught:
        geometry_from_text(text)
    assert caught.value.code == code
