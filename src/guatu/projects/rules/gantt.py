"""Where the bars of a plan stand: days as shares of the width, for an SVG that stretches. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# The narrowest bar that can still be seen, as a share of the width in percent.
THINNEST = 0.5
# At most so many labels stand over the bars.
MOST_TICKS = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """From `x` over `width`, both as percentages such as “12.5%”. `is_moment`: a diamond at `x` instead."""

    x: str
    width: str
    is_moment: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month, and where it stands. `is_year`: the year is named with it."""

    x: str
    day: date
    is_year: bool


@dataclass(frozen=True)
class TimeScale:
    """The days from `first` to `last`, both shown whole."""

    first: date
    last: date

    @classmethod
    def over(cls, days: Iterable[date | None], today: date) -> TimeScale:
        """Whole months that hold all `days` and today; at least two."""
        known = [day for day in days if day is not None] + [today]
        first, last = min(known).replace(day=1), _month_after(max(known)) - timedelta(days=1)
        if (last - first).days < 45:
            last = _month_after(last) - timedelta(days=1)
        return cls(first, last)

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def share(self, day: date) -> float:
        """The morning of `day` as a percentage of the width, within 0 and 100."""
        return min(max((day - self.first).days * 100 / self.length, 0.0), 100.0)

    def at(self, day: date) -> str:
        """The middle of `day`."""
        return _percent(self.share(day) + 50 / self.length)

    def bar(self, start: date | None, finish: date | None) -> Bar | None:
        """A bar over both days and all between; a diamond where only one is given."""
        if finish is None and start is None:
            return None
        if start is None or finish is None:
            return Bar(self.at(start or finish), "0%", is_moment=True)  # type: ignore[arg-type]
        left, right = self.share(start), self.share(finish + timedelta(days=1))
        return Bar(_percent(left), _percent(max(right - left, THINNEST)))

    def moment(self, day: date | None) -> Bar | None:
        """A diamond on that day."""
        return None if day is None else Bar(self.at(day), "0%", is_moment=True)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Months, or every second, third, sixth or twelfth, so that labels do not touch; Januaries always count."""
        months = []
        day = self.first
        while day <= self.last:
            months.append(day)
            day = _month_after(day)
        step = next((n for n in (1, 2, 3, 6) if len(months) / n <= MOST_TICKS), 12)
        shown = [m for m in months if (m.month - 1) % step == 0]
        return tuple(
            Tick(_percent(self.share(m)), m, is_year=m.month == 1 or at == 0) for at, m in enumerate(shown)
        )


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _percent(share: float) -> str:
    return f"{share:.2f}%"
