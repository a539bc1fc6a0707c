"""The rules by which lights are set, as a zone may choose them: three published sets, and what may be changed. Pure.

A rule set is stored as JSON, one entry a rule, null where the zone does not use the rule:

    {"pace": {"measure": "points" | "shortfall" | "ratio", "yellow": "10", "red": "30"},
     "start": {"unit": "month" | "day", "yellow": 0, "red": 3}, "milestone": …, "library": …,
     "override_days": 31}

Points are percentage points, shortfalls and ratios are shares 0–1, delays whole months or days. The prose, with
sources and examples, is docs/rules/lights.md.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any


class Measure(StrEnum):
    """How money done is held against the pace."""

    POINTS = "points"  # pace − done, in percentage points
    SHORTFALL = "shortfall"  # 1 − done ÷ pace
    RATIO = "ratio"  # done ÷ pace


class DelayUnit(StrEnum):
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class PaceRule:
    """Yellow and red bounds of the gap between money done and the pace 序时.

    A gap of exactly `yellow` points is yellow, one of exactly `red` points is not red yet; a shortfall or ratio
    exactly at a bound is still the better colour. So the cities have published them.
    """

    measure: Measure
    yellow: Decimal
    red: Decimal

    def colour_of(self, done: Fraction, pace: Fraction) -> str:
        """`done` and `pace` are shares of the annual plan."""
        if self._behind(pace, self._limit(done, self.red)):
            return "red"
        limit = self._limit(done, self.yellow)
        reaches = self.measure is Measure.POINTS and pace == limit
        return "yellow" if reaches or self._behind(pace, limit) else "green"

    def measure_of(self, done: Fraction, pace: Fraction) -> Fraction:
        """What the bounds are compared with."""
        match self.measure:
            case Measure.POINTS:
                return (pace - done) * 100
            case Measure.SHORTFALL:
                return max(Fraction(0), 1 - done / pace)
            case Measure.RATIO:
                return done / pace

    def red_month(self, done: Fraction) -> int | None:
        """The first month at whose end `done` is red if nothing is added; None where this year has none."""
        limit = self._limit(done, self.red)
        month = None if limit is None else max(1, limit.numerator * 12 // limit.denominator + 1)
        return month if month is not None and month <= 12 else None

    def _limit(self, done: Fraction, bound: Decimal) -> Fraction | None:
        """The pace above which `done` is behind the bound; None where no pace is."""
        share = _fraction(bound)
        match self.measure:
            case Measure.POINTS:
                return done + _fraction(bound, 100)
            case Measure.SHORTFALL:
                return done / (1 - share) if share < 1 else None
            case Measure.RATIO:
                return done / share if share else None

    @staticmethod
    def _behind(pace: Fraction, limit: Fraction | None) -> bool:
        return limit is not None and pace > limit


@dataclass(frozen=True, slots=True)
class DelayRule:
    """How long after a day something is yellow and red: from the day after so many months or days have passed."""

    unit: DelayUnit
    yellow: int
    red: int

    def yellow_from(self, due: date) -> date:
        return later(due, self.yellow, self.unit) + timedelta(days=1)

    def red_from(self, due: date) -> date:
        return later(due, self.red, self.unit) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LightRules:
    """A rule set; None for a rule that is not used. Milestones and the finish share one rule."""

    pace: PaceRule | None
    start: DelayRule | None
    milestone: DelayRule | None
    library: DelayRule | None
    override_days: int


DELAY_RULES = ("start", "milestone", "library")
DEFAULT_OVERRIDE_DAYS = 31
_LATE = {"unit": "month", "yellow": 0, "red": 3}

PRESETS: dict[str, dict[str, Any]] = {
    "yinchuan": {
        "pace": {"measure": "points", "yellow": "10", "red": "30"},
        "start": _LATE,
        "milestone": _LATE,
        "library": {"unit": "month", "yellow": 1, "red": 2},
        "override_days": DEFAULT_OVERRIDE_DAYS,
    },
    "sanya": {
        "pace": {"measure": "shortfall", "yellow": "0", "red": "0.5"},
        "start": None,
        "milestone": _LATE,
        "library": None,
        "override_days": DEFAULT_OVERRIDE_DAYS,
    },
    "wuhan": {
        "pace": {"measure": "ratio", "yellow": "0.8", "red": "0.6"},
        "start": None,
        "milestone": _LATE,
        "library": None,
        "override_days": DEFAULT_OVERRIDE_DAYS,
    },
}
DEFAULT_PRESET = "yinchuan"
# Which rules of a preset the city has published. The others are additions of ours.
PUBLISHED: dict[str, frozenset[str]] = {
    "yinchuan": frozenset({"pace", "start", "library"}),
    "sanya": frozenset({"pace"}),
    "wuhan": frozenset({"pace"}),
}


class FaultyRules(ValueError):
    """Parameters that make no rule set: place (such as `pace_red`) → code of what was expected there.

    `measure`, `unit`, `number`, `points` (0–100), `share` (0–1), `whole` (a whole number from 0 to `MOST`),
    `order` (red is the worse bound), `days` (1–366), `unknown`, `none` (no rule is used at all).
    """

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__(str(faults))


MOST = {DelayUnit.MONTH: 60, DelayUnit.DAY: 1830}


def read_rules(parameters: Mapping[str, Any]) -> LightRules:
    """The rule set that stored or typed parameters describe. Raises `FaultyRules` naming every fault."""
    faults: dict[str, str] = {}
    for name in set(parameters) - {"pace", *DELAY_RULES, "override_days"}:
        faults[name] = "unknown"
    pace = _pace(parameters.get("pace"), faults)
    delays = {name: _delay(name, parameters.get(name), faults) for name in DELAY_RULES}
    days = parameters.get("override_days", DEFAULT_OVERRIDE_DAYS)
    if type(days) is not int or not 1 <= days <= 366:
        faults["override_days"] = "days"
    if not faults and pace is None and not any(delays.values()):
        faults["pace_measure"] = "none"
    if faults:
        raise FaultyRules(faults)
    return LightRules(pace=pace, override_days=days, **delays)


def _pace(given: Mapping[str, Any] | None, faults: dict[str, str]) -> PaceRule | None:
    if given is None:
        return None
    if given.get("measure") not in list(Measure):
        faults["pace_measure"] = "measure"
        return None
    measure = Measure(given["measure"])
    most, code = (100, "points") if measure is Measure.POINTS else (1, "share")
    bounds = {}
    for name in ("yellow", "red"):
        value = _number(given.get(name))
        if value is None:
            faults[f"pace_{name}"] = "number"
        elif not 0 <= value <= most:
            faults[f"pace_{name}"] = code
        else:
            bounds[name] = value
    if len(bounds) < 2:
        return None
    yellow, red = bounds["yellow"], bounds["red"]
    if (red > yellow) if measure is Measure.RATIO else (red < yellow):
        faults["pace_red"] = "order"
        return None
    return PaceRule(measure, yellow, red)


def _delay(rule: str, given: Mapping[str, Any] | None, faults: dict[str, str]) -> DelayRule | None:
    if given is None:
        return None
    if given.get("unit") not in list(DelayUnit):
        faults[f"{rule}_unit"] = "unit"
        return None
    unit = DelayUnit(given["unit"])
    amounts = {name: given.get(name) for name in ("yellow", "red")}
    wrong = [n for n, a in amounts.items() if type(a) is not int or not 0 <= a <= MOST[unit]]
    for name in wrong:
        faults[f"{rule}_{name}"] = "whole"
    if wrong:
        return None
    if amounts["red"] < amounts["yellow"]:  # type: ignore[operator]
        faults[f"{rule}_red"] = "order"
        return None
    return DelayRule(unit, **amounts)  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _fraction(bound: Decimal, of: int = 1) -> Fraction:
    return Fraction(bound) / of


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@lru_cache(maxsize=4096)
def later(day: date, amount: int, unit: DelayUnit) -> date:
    """`day` with so many days or months added. The last day of a month leads to the last day of a month.

    A date that names only a month is kept as its last day, so that three months after March is the end of June.
    """
    if unit is DelayUnit.DAY:
        return day + timedelta(days=amount)
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    last = monthrange(year, month + 1)[1]
    is_month_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_month_end else min(day.day, last))
