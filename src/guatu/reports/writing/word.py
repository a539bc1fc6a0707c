"""A briefing as a Word document in the layout of GB/T 9704-2012, in Chinese whatever the reader's language is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from guatu.documents.page import TYPE_WIDTH
from guatu.documents.paper import Paper
from guatu.reports.rules.blocks import Block, BlockKind, Spans, plain

# No column is narrower than a number needs, in millimetres.
_NARROW = 20


def write_document(
    blocks: Sequence[Block],
    *,
    title: str,
    heading: str = "",
    number: str = "",
    addressee: str = "",
    signature: str = "",
    day: str = "",
) -> bytes:
    """The document; red head, number, addressee and signature only where they are given. The number stands between the
    red head and its rule, or below the title where there is no red head."""
    paper = Paper(title)
    if heading:
        paper.red_heading(heading)
        if number:
            paper.number_line(number)
        paper.rule()
    paper.title(title)
    if number and not heading:
        paper.number_line(number)
    if addressee:
        paper.addressee(addressee)
    following: list[Block | None] = [*blocks, None]
    for block, after in pairwise(following):
        if block is not None:
            _write(paper, block, after)
    if signature:
        paper.signature(signature, day)
    return paper.to_bytes()


def _write(paper: Paper, block: Block, after: Block | None) -> None:
    match block.kind:
        case BlockKind.TEXT:
            paper.text(block.plain)
        case BlockKind.HEADING:
            # Lower levels go on in the same paragraph; 一、 and （一） stand alone.
            paper.level(block.level, block.number, block.plain)
        case BlockKind.TABLE:
            _table(paper, block)
            if after is not None:
                paper.blank()
        case BlockKind.TITLE:
            pass  # it stands above


def _table(paper: Paper, block: Block) -> None:
    cells = [[plain(cell) for cell in row] for row in block.cells]
    bars = chart_of(block.cells)
    if block.caption is not None and bars:
        paper.bars(block.caption, [name for name, _value in bars], [value for _name, value in bars])
    heads, rows = cells[0], cells[1:]
    paper.table(heads, rows, _widths(cells), centred=True)


def chart_of(cells: Sequence[Sequence[Spans]]) -> list[tuple[str, float]]:
    """Name and value of each row of a table below its head: the first column, and the first number after it."""
    found = []
    for row in cells[1:]:
        number = next((_number(plain(cell)) for cell in row[1:] if _number(plain(cell)) is not None), None)
        if row and number is not None:
            found.append((plain(row[0]), number))
    return found


def _number(text: str) -> float | None:
    digits = "".join(c for c in text.replace("−", "-") if c.isdigit() or c in ".-")
    try:
        return float(digits)
    except ValueError:
        return None


def _widths(cells: Sequence[Sequence[str]]) -> list[int]:
    """Columns share the type area by their longest text."""
    columns = len(cells[0])
    longest = [max(max(len(row[place]) for row in cells), 2) for place in range(columns)]
    spare = TYPE_WIDTH - _NARROW * columns
    if spare <= 0:
        return [TYPE_WIDTH // columns] * columns
    return [_NARROW + spare * length // sum(longest) for length in longest]
