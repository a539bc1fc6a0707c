"""What a screen shows of more than it has room for: one part after the other, again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """`items` of part `number` of `of`; `following` comes after it, the first again after the last."""

    items: Sequence[T]
    number: int
    of: int

    @property
    def following(self) -> int:
        return self.number % self.of + 1


def part_of(items: Sequence[T], number: int, room: int) -> Part[T]:
    """Parts of nearly the same size, none with more than `room` (at least 1). A number that there is not means the
    first part; nothing at all is one empty part."""
    of = max(1, -(-len(items) // room))
    if not 1 <= number <= of:
        number = 1
    least, more = divmod(len(items), of)
    begin = (number - 1) * least + min(number - 1, more)
    return Part(items[begin : begin + least + (number <= more)], number, of)
