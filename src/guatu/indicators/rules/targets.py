"""Targets: sums, pace, the rate that is still needed, the forecast, half the time and half the task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from guatu.indicators.choices import Direction, TargetKind

# Shares of the year's task at the end of the four quarters where nothing else is agreed.
EVEN_PACE = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1))
HALF = Decimal("0.5")


def sum_gap(whole: Decimal | None, parts: Sequence[Decimal | None]) -> Decimal | None:
    """What the parts lack (above zero) or have too much (below) to make the whole; None while something is missing."""
    known = [part for part in parts if part is not None]
    if whole is None or not parts or len(known) < len(parts):
        return None
    return whole - sum(known, Decimal(0))


def is_pace(shares: Sequence[Decimal]) -> bool:
    """Whether they are four shares that never fall and end at the whole."""
    return (
        len(shares) == 4 and shares[0] >= 0 and all(a <= b for a, b in pairwise(shares)) and shares[-1] == 1
    )


def share_due(pace: Sequence[Decimal], month: int) -> Decimal:
    """The share of the year's task that the seasonal pace asks for at the end of `month`, straight within a quarter."""
    quarter, within = divmod(month, 3)
    before = pace[quarter - 1] if quarter else Decimal(0)
    return before + (pace[quarter] - before) * within / 3 if within else before


def needed_a_month(target: Decimal, actual: Decimal, month: int) -> Decimal | None:
    """What every remaining month has to bring; nothing where it is reached already, None when the year is over."""
    if month >= 12:
        return None
    return max(target - actual, Decimal(0)) / (12 - month)


def forecast(actual: Decimal, pace: Sequence[Decimal], month: int) -> Decimal | None:
    """The year's end, if the rest goes as the pace says: actual ÷ the share that is due by now."""
    due = share_due(pace, month)
    return actual / due if due > 0 else None


@dataclass(frozen=True, slots=True)
class HalfCheck:
    """Half the time, half the task 双过半. `gap`: what is missing to half, zero where there is none."""

    share: Decimal
    gap: Decimal

    @property
    def holds(self) -> bool:
        return self.gap == 0


def half_check(target: Decimal, actual: Decimal) -> HalfCheck | None:
    """At the end of June; None where the target is not above zero."""
    if target <= 0:
        return None
    return HalfCheck(actual / target, max(target * HALF - actual, Decimal(0)))


def is_reached(kind: str, direction: str, target: Decimal | None, actual: Decimal | None) -> bool | None:
    """Whether an actual value meets its target: a rank is the better the lower it is. None while one is unknown."""
    if target is None or actual is None:
        return None
    lower_is_better = kind == TargetKind.RANK or direction == Direction.DOWN
    return actual <= target if lower_is_better else actual >= target
