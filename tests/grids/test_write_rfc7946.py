"""GeoJSON by RFC 7946: outer rings against the clock, the ground unchanged."""

from __future__ import annotations

import json

from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import Polygon, shape

from guatu.grids.rules.rfc7946 import Feature, area, point, written

CORNERS = st.lists(
    st.tuples(st.integers(-500, 500), st.integers(-500, 500)), min_size=3, max_size=8, unique=True
)


@given(CORNERS, st.booleans())
def test_outer_rings_run_against_the_clock_and_holes_with_it(
    corners: list[tuple[int, int]], backwards: bool
) -> None:
    ground = Polygon([(119 + x / 1000, 32 + y / 1000) for x, y in corners]).convex_hull
    middle = ground.centroid.buffer(0.00001, quad_segs=1)
    assume(ground.geom_type == "Polygon" and ground.buffer(-0.0001).contains(middle))
    ring = list(ground.exterior.coords)[:: -1 if backwards else 1]
    holed = {"type": "Polygon", "coordinates": [ring, list(middle.exterior.coords)]}
    for boundary in (holed, {"type": "MultiPolygon", "coordinates": [holed["coordinates"]]}):
        turned = area(boundary)
        found = shape(turned)
        for polygon in getattr(found, "geoms", [found]):
            assert polygon.exterior.is_ccw
            assert not any(hole.is_ccw for hole in polygon.interiors)
        assert turned["type"] == boundary["type"]
        assert found.symmetric_difference(shape(boundary).buffer(0)).area < 1e-12


def test_a_collection_says_nothing_of_its_datum() -> None:
    text = written([Feature("a", point(119.12345678, 32.0), {"name": "项目"}), Feature("b", None, {})])
    assert json.loads(text) == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "a",
                "geometry": {"type": "Point", "coordinates": [119.1234568, 32.0]},
                "properties": {"name": "项目"},
            },
            {"type": "Feature", "id": "b", "geometry": None, "properties": {}},
        ],
    }
