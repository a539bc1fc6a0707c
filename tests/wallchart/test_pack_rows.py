"""Rows into columns and pages: complete, in order, never a heading alone, as large as they can be."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.wallchart.print.packing import (
    HEADING,
    ONE_SHEET_SQUEEZE,
    TEXT_SHARE,
    Block,
    blocks_of,
    fit,
    pack,
)
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.rows import ChartGroup
from tests.wallchart.charts import chart_of, chart_with, invented_row

SIZES = st.lists(st.integers(1, 40), min_size=1, max_size=30)
BODY = {paper: dict.fromkeys((1, 2, 3), paper.height_mm * 0.78) for paper in Paper}
WIDTHS = {paper: {n: (paper.width_mm * 0.95) / n for n in (1, 2, 3)} for paper in Paper}


def blocks_from(sizes: list[int]) -> list[Block]:
    blocks, at = [], 0
    for place, size in enumerate(sizes):
        blocks.append(Block(ChartGroup(f"g{place}", f"group {place}", size, at, 0, 0, size, 0), at, size))
        at += size
    return blocks


def rows_of(columns: list[tuple[Block, ...]]) -> list[int]:
    return [
        i for column in columns for block in column for i in range(block.first, block.first + block.count)
    ]


@given(SIZES, st.floats(1 + HEADING, 60))
def test_pack_holds_every_row_once_in_order(sizes: list[int], capacity: float) -> None:
    columns = pack(blocks_from(sizes), capacity)
    assert rows_of(columns) == list(range(sum(sizes)))
    for column in columns:
        assert sum(block.height for block in column) <= max(capacity, 1 + HEADING) + 1e-6
        assert all(block.count >= 1 for block in column)


@given(SIZES, st.floats(4, 60))
def test_pack_repeats_the_heading_where_a_group_goes_on(sizes: list[int], capacity: float) -> None:
    columns = pack(blocks_from(sizes), capacity)
    seen: set[str] = set()
    for column in columns:
        for place, block in enumerate(column):
            assert block.group is not None
            assert block.continued == (block.group.key in seen)
            assert not block.continued or place == 0
            seen.add(block.group.key)


@given(SIZES, st.sampled_from(Paper), st.floats(20, 60))
def test_fit_keeps_rows_on_the_page_and_text_in_the_row(sizes: list[int], paper: Paper, words: float) -> None:
    found = fit(blocks_from(sizes), paper, BODY[paper], WIDTHS[paper], words)
    assert rows_of([column for page in found.pages for column in page]) == list(range(sum(sizes)))
    for page in found.pages:
        assert 1 <= len(page) <= found.columns
        for column in page:
            height = sum(block.height for block in column) * found.row_height
            assert height <= BODY[paper][found.columns] + 1e-6
    assert found.text_size <= found.row_height * TEXT_SHARE + 1e-9


@pytest.mark.parametrize("paper", [Paper.A0, Paper.A3])
@pytest.mark.parametrize("groups", [1, 11, 40, 100])
def test_two_hundred_rows_fit_one_sheet(paper: Paper, groups: int) -> None:
    blocks = blocks_of(chart_of(200, groups=groups))
    found = fit(blocks, paper, BODY[paper], WIDTHS[paper], 42)
    assert len(found.pages) == 1
    assert found.text_size >= paper.least * ONE_SHEET_SQUEEZE


@pytest.mark.parametrize("paper", Paper)
def test_more_rows_go_to_evenly_filled_sheets(paper: Paper) -> None:
    found = fit(blocks_of(chart_of(1000)), paper, BODY[paper], WIDTHS[paper], 42)
    assert len(found.pages) > 1
    assert found.text_size >= paper.least - 1e-9
    counts = [sum(block.count for column in page for block in column) for page in found.pages]
    assert max(counts) - min(counts) <= max(counts) * 0.25


def test_few_rows_stay_in_one_column() -> None:
    found = fit(blocks_of(chart_of(54)), Paper.A3, BODY[Paper.A3], WIDTHS[Paper.A3], 42)
    assert (found.columns, len(found.pages)) == (1, 1)
    assert found.text_size >= Paper.A3.comfortable


def test_groups_that_do_not_cover_the_rows_are_refused() -> None:
    chart = chart_of(10, groups=2)
    first, second = chart.groups
    late = dataclasses.replace(second, first_row=6)
    with pytest.raises(ValueError, match="'g1' begins at row 6; expected 5"):
        blocks_of(dataclasses.replace(chart, groups=(first, late)))
    with pytest.raises(ValueError, match="the groups hold 5 rows, the chart 10"):
        blocks_of(dataclasses.replace(chart, groups=(first,)))


def test_a_single_group_without_a_name_has_no_heading() -> None:
    row = invented_row(1, "甲园区", "")
    chart = chart_with((row,), (ChartGroup("", "", 1, 0, 0, 0, 1, 0),))
    assert blocks_of(chart) == [Block(None, 0, 1)]
    assert blocks_of(chart_with((row,))) == [Block(None, 0, 1)]
    assert blocks_of(chart_with(())) == []
