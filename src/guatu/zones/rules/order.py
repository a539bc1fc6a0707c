"""In which order zones stand: by a number, what has none last, whichever way it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")


def by_value(lines: Iterable[T], value: Callable[[T], Decimal | None], *, descending: bool = True) -> list[T]:
    """Stable: equals keep the order they came in."""
    known: list[tuple[Decimal, T]] = []
    unknown: list[T] = []
    for line in lines:
        found = value(line)
        if found is None:
            unknown.append(line)
        else:
            known.append((found, line))
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return [line for _value, line in known] + unknown
