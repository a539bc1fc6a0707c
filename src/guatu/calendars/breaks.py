"""Breaks: stretches of time in which a clock stood still. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Break:
    """A clock stood from `start` until `end`, both aware. While it still stands, `end` is the moment of
    asking. Raises `ValueError` for a naive datetime or an end before the start."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a break needs aware datetimes")
        # Two datetimes of one time zone compare by their clocks; in UTC they compare as moments.
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end < self.start:
            raise ValueError(f"a break cannot end ({self.end}) before it starts ({self.start})")


def merged(breaks: Iterable[Break]) -> list[Break]:
    """The same stopped time as disjoint breaks in order, so that overlapping stops count once."""
    found: list[Break] = []
    for stop in sorted(breaks, key=lambda b: (b.start, b.end)):
        if found and stop.start <= found[-1].end:
            found[-1] = Break(found[-1].start, max(found[-1].end, stop.end))
        else:
            found.append(stop)
    return found
