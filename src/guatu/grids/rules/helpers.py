"""How many households one helper of a social grid looks after. Pure.

The numbers come from reports on Zhenjiang's 末梢疏通 and differ by year; no published rule settles them. They are
versioned here and marked as uncertain, and a page that shows them says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HelperRule:
    """From `since` on a helper looks after `least` to `most` households, as was reported in the year `reported`."""

    version: int
    since: date
    least: int
    most: int
    reported: int
    is_certain: bool = False


RULES = (
    HelperRule(1, date(2000, 1, 1), 20, 30, 2022),
    HelperRule(2, date(2024, 1, 1), 20, 35, 2024),
)


def rule_on(day: date) -> HelperRule:
    """The rule in force on `day`."""
    return max((rule for rule in RULES if rule.since <= day), key=lambda rule: rule.since)


def load(households: int | None, helpers: int) -> float | None:
    """Households for each helper; None where either is not known or nobody helps."""
    return None if households is None or not helpers else households / helpers


def is_outlier(households: int | None, helpers: int, rule: HelperRule) -> bool:
    """Whether each helper has fewer or more households than the rule says. Nobody to help is another fault."""
    each = load(households, helpers)
    return each is not None and not rule.least <= each <= rule.most
