"""How the rows go onto paper: columns of rows side by side, the height of a row, what stands on which page.

Pure arithmetic. Heights are counted in rows (a row is 1, a group's heading ``HEADING``) until the height of a
row in mm is known.
"""

from dataclasses import dataclass
from math import ceil, floor

from guatu.wallchart.print.paper import Paper
from guatu.wallchart.rows import Chart, ChartGroup

HEADING = 1.2
# Text height per row height: room for the bars and a little air.
TEXT_SHARE = 0.7
# Of a column's width at most this much goes to words and figures, the rest to the months.
WORDS_SHARE = 0.56
ROW_CAP, TEXT_CAP = 9.0, 3.2  # mm on A3
MAX_COLUMNS = 3
# Up to so many rows one sheet is promised on A0 and A3; to keep it, text may shrink to this share of `least`.
ONE_SHEET_ROWS, ONE_SHEET_SQUEEZE = 200, 0.75
# A further column of rows must make the text this much larger to be worth dividing the time axis.
WORTH_DIVIDING = 1.15
EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``first`` … ``first + count - 1`` of the chart under one heading; ``group`` None: no heading."""

    group: ChartGroup | None
    first: int
    count: int
    continued: bool = False

    @property
    def height(self) -> float:
        return self.count + (HEADING if self.group else 0.0)


@dataclass(frozen=True, slots=True)
class Fit:
    """What was chosen: ``columns`` of rows on each page, sizes in mm; ``pages[page][column]`` are blocks."""

    columns: int
    row_height: float
    text_size: float
    pages: tuple[tuple[tuple[Block, ...], ...], ...]


def blocks_of(chart: Chart) -> list[Block]:
    """The chart's groups as blocks; a single group without a label gets no heading.

    Raises ValueError naming the first group that does not begin where the one before it ended, or that rows
    are left over.
    """
    if not chart.groups:
        return [Block(None, 0, len(chart.rows))] if chart.rows else []
    at = 0
    for group in chart.groups:
        if group.first_row != at or group.count < 0:
            raise ValueError(f"group {group.key!r} begins at row {group.first_row}; expected {at}")
        at += group.count
    if at != len(chart.rows):
        raise ValueError(f"the groups hold {at} rows, the chart {len(chart.rows)}")
    if len(chart.groups) == 1 and not chart.groups[0].label:
        return [Block(None, 0, at)] if at else []
    return [Block(group, group.first_row, group.count) for group in chart.groups if group.count]


def pack(blocks: list[Block], capacity: float) -> list[tuple[Block, ...]]:
    """Fill columns of ``capacity`` rows one after the other, in order.

    A heading never stands alone at the foot of a column; a group that goes on gets its heading again.
    """
    full: list[tuple[Block, ...]] = []
    column: list[Block] = []
    used = 0.0
    for block in blocks:
        heading = HEADING if block.group else 0.0
        done = 0
        while done < block.count:
            left = block.count - done
            room = floor(capacity - used - heading + EPSILON)
            if room < min(2, left) and column:
                full.append(tuple(column))
                column, used = [], 0.0
                continue
            taken = min(left, max(room, 1))
            column.append(Block(block.group, block.first + done, taken, continued=done > 0))
            used += column[-1].height
            done += taken
    return [*full, tuple(column)] if column else full


def smallest_capacity(blocks: list[Block], columns: int, at_most: float) -> float:
    """The least capacity, but no more than ``at_most``, at which the blocks fill no more than ``columns``."""
    total = sum(block.height for block in blocks)
    capacity = max(total / columns, 1 + HEADING)
    step = max(capacity / 200, 0.1)
    while capacity < at_most and len(pack(blocks, capacity)) > columns:
        capacity += step
    return min(capacity, at_most)


def text_limit(paper: Paper, column_width: float, words_em: float) -> float:
    """The largest text in mm at which the words leave the months their share of a column."""
    return min(TEXT_CAP * paper.unit, WORDS_SHARE * column_width / words_em)


def fit(
    blocks: list[Block],
    paper: Paper,
    body_height: dict[int, float],
    widths: dict[int, float],
    words_em: float,
) -> Fit:
    """Choose columns and row height for the largest readable text.

    ``body_height`` and ``widths``: mm for rows on a page and mm of one column, by number of columns.
    ``words_em``: how wide a row's words and figures are at 1 mm text. One page is tried first; when its text
    would become too small, rows go on to further pages, evenly filled.
    """
    total = sum(block.height for block in blocks)
    rows = sum(block.count for block in blocks)

    def measures(columns: int, capacity: float) -> tuple[float, float]:
        height = min(body_height[columns] / capacity, ROW_CAP * paper.unit)
        return height, min(height * TEXT_SHARE, text_limit(paper, widths[columns], words_em))

    def whole(columns: int, capacity: float) -> Fit:
        height, size = measures(columns, capacity)
        packed = pack(blocks, capacity)
        starts = range(0, len(packed), columns)
        return Fit(columns, height, size, tuple(tuple(packed[at : at + columns]) for at in starts))

    if not blocks:
        return Fit(1, *measures(1, 1.0), pages=((),))
    best, best_size, best_capacity = 0, 0.0, 0.0
    for columns in range(1, MAX_COLUMNS + 1):
        capacity = smallest_capacity(blocks, columns, total)
        size = measures(columns, capacity)[1]
        if size > best_size * WORTH_DIVIDING:
            best, best_size, best_capacity = columns, size, capacity
        if best_size >= paper.comfortable:
            break
    if best_size >= paper.least * (ONE_SHEET_SQUEEZE if rows <= ONE_SHEET_ROWS else 1.0):
        return whole(best, best_capacity)
    columns = max(c for c in (1, 2) if c == 1 or text_limit(paper, widths[c], words_em) >= paper.least)
    capacity = body_height[columns] / (paper.least / TEXT_SHARE)
    pages = ceil(len(pack(blocks, capacity)) / columns)
    return whole(columns, smallest_capacity(blocks, pages * columns, capacity))
