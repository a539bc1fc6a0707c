"""What a briefing is made of once its template has been filled in: blocks of spans. Pure.

The text has one mark-up, as light as an office would write it by hand:

    # title          ## 一、 ### （一） #### 1. ##### （1）  headings, numbered by the document
    | a | b |        rows of a table, the first one its head
    @ caption        the table that follows is shown as a chart as well
    anything else    a paragraph; lines that follow each other are one paragraph

A bound number stands between three private characters: mark, place in the list of bound numbers, mark, text, mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

BEGIN, MIDDLE, END = "\ue000", "\ue001", "\ue002"
_BOUND = re.compile(f"{BEGIN}(\\d+){MIDDLE}([^{BEGIN}{MIDDLE}{END}]*){END}")
_MARKS = re.compile(f"[{BEGIN}{MIDDLE}{END}]")
_HEADING = re.compile(r"^(#{1,5})\s+(.*)$")
_ASCII_END = re.compile(r"[0-9A-Za-z,.;:!?)]$")


class BlockKind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text; `figure` is its place among the bound numbers; `typed`: a number that matches none."""

    text: str
    figure: int | None = None
    typed: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """`level` of a heading 1–4 and its `number` there; `cells` of a table; `caption` of one that is a chart too."""

    kind: BlockKind
    spans: Spans = ()
    level: int = 0
    number: int = 0
    cells: tuple[tuple[Spans, ...], ...] = ()
    caption: str | None = None

    @property
    def plain(self) -> str:
        return plain(self.spans)

    def every_span(self) -> Iterator[Span]:
        yield from self.spans
        for row in self.cells:
            for cell in row:
                yield from cell


def plain(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def without_marks(text: str) -> str:
    """Text from outside, which must not contain the private characters."""
    return _MARKS.sub("", text)


def bound(place: int, text: str) -> str:
    """A bound number as the filled-in template carries it."""
    return f"{BEGIN}{place}{MIDDLE}{without_marks(text)}{END}"


def parse(text: str) -> list[Block]:
    """The blocks of a filled-in template, headings numbered anew below each higher one."""
    blocks: list[Block] = []
    counts = [0, 0, 0, 0]
    lines: list[str] = []
    rows: list[str] = []
    caption: str | None = None

    def end_of_paragraph() -> None:
        nonlocal caption
        if lines:
            blocks.append(Block(BlockKind.TEXT, _spans(_joined(lines))))
            lines.clear()
        if rows:
            cells = tuple(tuple(_spans(c.strip()) for c in row.strip("|").split("|")) for row in rows)
            blocks.append(Block(BlockKind.TABLE, cells=_even(cells), caption=caption))
            rows.clear()
            caption = None

    for raw in text.splitlines():
        line = raw.strip()
        heading = _HEADING.match(line)
        if line.startswith("|"):
            if lines:
                end_of_paragraph()
            rows.append(line)
            continue
        if not line or heading or line.startswith("@ ") or rows:
            end_of_paragraph()
        if heading:
            depth = len(heading.group(1)) - 1
            spans = _spans(heading.group(2))
            if depth == 0:
                blocks.append(Block(BlockKind.TITLE, spans))
            else:
                counts[depth - 1] += 1
                counts[depth:] = [0] * (4 - depth)
                blocks.append(Block(BlockKind.HEADING, spans, depth, counts[depth - 1]))
        elif line.startswith("@ "):
            caption = line[2:].strip()
        elif line:
            lines.append(line)
    end_of_paragraph()
    return blocks


def _joined(lines: Sequence[str]) -> str:
    """Lines of one paragraph as one: a space where Latin meets, nothing between Chinese characters."""
    text = lines[0]
    for line in lines[1:]:
        text += (" " if _ASCII_END.search(text) and line[:1].isascii() else "") + line
    return text


def _spans(text: str) -> Spans:
    spans, at = [], 0
    for match in _BOUND.finditer(text):
        if match.start() > at:
            spans.append(Span(without_marks(text[at : match.start()])))
        spans.append(Span(match.group(2), int(match.group(1))))
        at = match.end()
    if at < len(text):
        spans.append(Span(without_marks(text[at:])))
    return tuple(spans)


def _even(cells: tuple[tuple[Spans, ...], ...]) -> tuple[tuple[Spans, ...], ...]:
    """Every row as wide as the widest."""
    width = max(len(row) for row in cells)
    return tuple(row + ((),) * (width - len(row)) for row in cells)


def to_json(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The frozen form of a document; the same blocks always give the same."""
    return [
        {
            "kind": block.kind.value,
            "level": block.level,
            "number": block.number,
            "caption": block.caption,
            "spans": _plain_spans(block.spans),
            "cells": [[_plain_spans(cell) for cell in row] for row in block.cells],
        }
        for block in blocks
    ]


def _plain_spans(spans: Spans) -> list[list[Any]]:
    return [[span.text, span.figure] for span in spans]


def from_json(stored: Sequence[dict[str, Any]]) -> list[Block]:
    def spans(given: Any) -> Spans:
        return tuple(Span(text, figure) for text, figure in given)

    return [
        Block(
            kind=BlockKind(one["kind"]),
            spans=spans(one["spans"]),
            level=one["level"],
            number=one["number"],
            cells=tuple(tuple(spans(cell) for cell in row) for row in one["cells"]),
            caption=one["caption"],
        )
        for one in stored
    ]


def mapped(blocks: Sequence[Block], change: Any) -> list[Block]:
    """The blocks with every run of spans replaced by `change(spans)`."""
    return [
        replace(
            block,
            spans=change(block.spans),
            cells=tuple(tuple(change(cell) for cell in row) for row in block.cells),
        )
        for block in blocks
    ]
