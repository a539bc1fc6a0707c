"""Finding numbers that somebody typed and that match no figure. Pure.

A date, an ordinal, a document's number and the months of a period are no figures; nor is a number in a name that came
from a record. A typed number that reads exactly like one that is bound in the same document is taken for that one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from guatu.reports.rules.blocks import Block, Span, Spans, mapped

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# What makes a number part of a date, an ordinal or a name.
_AFTER = re.compile(r"^\s*(年|月|日|时|分|号|〕|届|次全会|版|[—–～~-]\s*\d+\s*(年|月|日|号))")
_BEFORE = re.compile(r"(第|〔|[A-Za-z]|年|月|—|–|～|~)\s*$")
_SEPARATED = re.compile(r"\d[—–～~-]\s*$")


def mark_typed_numbers(
    blocks: Sequence[Block], bound: Collection[str], names: Collection[str] = ()
) -> list[Block]:
    """The blocks with each typed number that is none of `bound` (numbers as printed) in a span of its own, `typed`.

    `names`: names of records that the text may have taken over; what stands within them was not typed.
    """
    known = {_bare(number) for text in bound for number in _NUMBER.findall(text)}
    told = sorted({name for name in names if _NUMBER.search(name)}, key=len, reverse=True)
    named = re.compile("|".join(map(re.escape, told))) if told else None

    def change(spans: Spans) -> Spans:
        return tuple(part for span in spans for part in _parts(span, known, named))

    return mapped(blocks, change)


def typed_numbers(blocks: Sequence[Block]) -> list[str]:
    """Those that were marked, in order."""
    return [span.text for block in blocks for span in block.every_span() if span.typed]


def _parts(span: Span, known: Collection[str], named: re.Pattern[str] | None) -> Sequence[Span]:
    if span.figure is not None:
        return [span]
    parts, at = [], 0
    within = [match.span() for match in named.finditer(span.text)] if named else []
    for match in _NUMBER.finditer(span.text):
        before, after = span.text[: match.start()], span.text[match.end() :]
        if _is_no_figure(before, after) or _bare(match.group()) in known:
            continue
        if any(first <= match.start() < last for first, last in within):
            continue
        if match.start() > at:
            parts.append(Span(span.text[at : match.start()]))
        parts.append(Span(match.group(), typed=True))
        at = match.end()
    if at < len(span.text):
        parts.append(Span(span.text[at:]))
    return parts


def _is_no_figure(before: str, after: str) -> bool:
    if _AFTER.match(after):
        return True
    return bool(_BEFORE.search(before)) and not _SEPARATED.search(before)


def _bare(number: str) -> str:
    """1,200.50 and 1200.5 are one number."""
    plain = number.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
