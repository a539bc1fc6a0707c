"""The time axis: from a day to a place on paper, and the months, quarters and years along it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTH, QUARTER, YEAR, DECADE = 1, 3, 12, 120


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days ``first`` … ``last`` (both inclusive) spread over ``width`` mm from ``left``."""

    first: date
    last: date
    left: float
    width: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def month_width(self) -> float:
        """How wide an average month is, in mm."""
        return self.width / self.days * 30.4

    def start(self, day: date) -> float:
        """Where ``day`` begins, held inside the axis."""
        return self._place(day, 0.0)

    def middle(self, day: date) -> float:
        """The middle of ``day``, held inside the axis."""
        return self._place(day, 0.5)

    def end(self, day: date) -> float:
        """Where ``day`` ends, held inside the axis."""
        return self._place(day, 1.0)

    def holds(self, day: date | None) -> bool:
        """Whether ``day`` is a day shown."""
        return day is not None and self.first <= day <= self.last

    def steps(self, months: int) -> Iterator[tuple[date, float, float]]:
        """The axis in steps of ``months``: the step's first day, its left and its right edge on paper."""
        index = (self.first.year * 12 + self.first.month - 1) // months * months
        until = self.last.year * 12 + self.last.month - 1
        while index <= until:
            start = max(_first_of(index), self.first) if index >= 12 else self.first
            following = index + months
            end = self.last if following > until else _first_of(following) - timedelta(days=1)
            yield start, self.start(start), self.end(end)
            index = following

    def _place(self, day: date, part: float) -> float:
        share = ((day - self.first).days + part) / self.days
        return self.left + min(max(share, 0.0), 1.0) * self.width


def _first_of(index: int) -> date:
    """The first day of the month with this index (year × 12 + month − 1)."""
    return date(index // 12, index % 12 + 1, 1)
