"""Gaps and overlaps: whole tessellations have none; what is taken out or pushed over is found."""

from collections.abc import Sequence
from time import perf_counter
from typing import Any

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from guatu.grids.rules.boundaries import checked_boundary, covers, in_metres
from guatu.grids.rules.integrity import counts, gaps, outside, overlaps
from guatu.grids.rules.sheet import sheet_for
from tests.grids.grid_builders import SIDE, SOUTH, WEST, square

EDGE = 100.0


def cells(columns: int, rows: int, shifts: list[float], side: float = EDGE) -> list[BaseGeometry]:
    """A tessellation of a rectangle into quadrangles whose inner corners are moved by up to 0.3 of a side."""
    moves = iter(shifts)

    def corner(column: int, row: int) -> tuple[float, float]:
        inner = 0 < column < columns and 0 < row < rows
        dx, dy = (moved[(column, row)]) if inner else (0.0, 0.0)
        return (column + dx) * side, (row + dy) * side

    moved = {
        (column, row): (next(moves), next(moves)) for column in range(1, columns) for row in range(1, rows)
    }
    return [
        shapely.Polygon([corner(c, r), corner(c + 1, r), corner(c + 1, r + 1), corner(c, r + 1)])
        for r in range(rows)
        for c in range(columns)
    ]


@st.composite
def tessellations(draw: st.DrawFn) -> tuple[int, int, list[BaseGeometry]]:
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    count = 2 * (columns - 1) * (rows - 1)
    shifts = draw(st.lists(st.floats(-0.3, 0.3), min_size=count, max_size=count))
    return columns, rows, cells(columns, rows, shifts)


@given(tessellations())
def test_a_tessellation_has_neither(drawn: tuple[int, int, list[BaseGeometry]]) -> None:
    columns, rows, shapes = drawn
    outer = box(0, 0, columns * EDGE, rows * EDGE)
    assert overlaps(shapes, list) == []
    assert gaps(shapes, list) == []
    assert gaps(shapes, list, outer) == []
    assert outside(shapes, list, outer) == []


@given(tessellations(), st.data())
def test_a_cell_that_is_missing_is_a_gap_of_its_size(
    drawn: tuple[int, int, list[BaseGeometry]], data: st.DataObject
) -> None:
    columns, rows, shapes = drawn
    missing = shapes.pop(data.draw(st.integers(0, len(shapes) - 1)))
    found = gaps(shapes, list, box(0, 0, columns * EDGE, rows * EDGE))
    assert len(found) == 1
    assert abs(sum(piece.area for piece in found) - missing.area) < 0.01


@given(tessellations(), st.data())
def test_a_cell_that_stands_twice_overlaps(
    drawn: tuple[int, int, list[BaseGeometry]], data: st.DataObject
) -> None:
    _columns, _rows, shapes = drawn
    place = data.draw(st.integers(0, len(shapes) - 1))
    found = overlaps([*shapes, shapes[place]], list)
    assert [one.grids for one in found] == [(place, len(shapes))]


@given(tessellations(), st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_a_point_lies_in_one_cell_or_on_a_line(
    drawn: tuple[int, int, list[BaseGeometry]], x: float, y: float
) -> None:
    columns, rows, shapes = drawn
    point = shapely.Point(x * columns * EDGE, y * rows * EDGE)
    within = [shape for shape in shapes if shape.contains(point)]
    touched = [shape for shape in shapes if shape.distance(point) < 1e-6]
    assert len(within) <= 1
    assert len(within) == 1 or len(touched) >= 2


def test_slips_of_the_pen_do_not_count() -> None:
    assert not counts(box(0, 0, 0.9, 0.9))
    assert not counts(box(0, 0, 1000, 0.02))
    assert counts(box(0, 0, 10, 0.2))
    assert gaps([], list) == []
    assert [piece.area for piece in gaps([], list, box(0, 0, 2, 2))] == [4.0]
    beyond = outside([box(0, 0, 10, 10), box(20, 0, 30, 10)], list, box(0, 0, 25, 10))
    assert [(piece.grids, piece.area) for piece in beyond] == [((1,), 50.0)]


def test_a_long_line_with_a_corner_on_its_way_is_no_gap() -> None:
    """Projected, twelve kilometres of a parallel bow by almost two metres; cut in degrees, nothing is between them."""
    long = box(119.6, 32.0, 119.72, 32.04)
    short = [box(119.6, 32.04, 119.66, 32.08), box(119.66, 32.04, 119.72, 32.08)]
    outer = box(119.6, 32.0, 119.72, 32.08)

    def measure(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
        return in_metres(shapes, 40)

    shapes = [long, *short]
    assert overlaps(shapes, measure) == []
    assert gaps(shapes, measure, outer) == []
    assert outside(shapes, measure, outer) == []
    areas = [piece.area for piece in measure([*shapes, outer])]
    assert abs(sum(areas[:3]) - areas[3]) < 0.01


def test_a_thousand_grids_are_quick() -> None:
    shapes = cells(40, 25, [0.2, -0.1] * 39 * 24)
    begin = perf_counter()
    assert overlaps(shapes, list) == []
    assert gaps(shapes, list, box(0, 0, 40 * EDGE, 25 * EDGE)) == []
    assert perf_counter() - begin < 5


@settings(max_examples=50)
@given(st.floats(0, 3), st.floats(0, 3))
def test_a_click_on_the_sheet_is_the_place_that_was_drawn(column: float, row: float) -> None:
    boundaries: list[dict[str, Any]] = [checked_boundary(square(c, r)) for c in range(3) for r in range(3)]
    sheet = sheet_for(boundaries)
    lon, lat = WEST + column * SIDE, SOUTH + row * SIDE
    x, y = sheet.spot(lon, lat)
    assert 0 <= x <= sheet.width
    assert 0 <= y <= sheet.height
    back = sheet.place(x, y)
    assert abs(back[0] - lon) < 1e-9
    assert abs(back[1] - lat) < 1e-9
    path = sheet.path(boundaries[0])
    assert path.d.startswith("M")
    assert path.d.endswith("Z")
    assert covers(boundaries[0], *sheet.place(path.x, path.y))
