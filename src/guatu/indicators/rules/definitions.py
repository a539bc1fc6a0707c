"""Definitions over time: which hold on a day, and which contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol


class Dated(Protocol):
    """A definition, as far as its days and its words go."""

    valid_from: date
    valid_to: date | None
    text: str
    formula: str


def holds_on(definition: Dated, day: date) -> bool:
    return definition.valid_from <= day and (definition.valid_to is None or day <= definition.valid_to)


def _overlap(one: Dated, other: Dated) -> bool:
    return not (
        (one.valid_to is not None and one.valid_to < other.valid_from)
        or (other.valid_to is not None and other.valid_to < one.valid_from)
    )


def conflicts(definitions: Sequence[Dated]) -> list[tuple[int, int]]:
    """Pairs of places whose days overlap and whose words differ, the earlier place first."""
    return [
        (i, j)
        for i, one in enumerate(definitions)
        for j, other in enumerate(definitions[i + 1 :], start=i + 1)
        if _overlap(one, other)
        and (one.text.strip(), one.formula.strip()) != (other.text.strip(), other.formula.strip())
    ]
