"""The chain of tips 末梢疏通: which helpers have more or fewer below them than is usual. Pure.

The ratios come from reports on Zhenjiang and differ by year; every zone chooses its own as a new version. The prose is
docs/rules/tip_chain.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from statistics import median


@dataclass(frozen=True, slots=True)
class Ratios:
    """From … to, both within: households of an informant, informants of a central household."""

    households_least: int = 20
    households_most: int = 35
    informants_least: int = 2
    informants_most: int = 5


class Oddity(StrEnum):
    """What is odd about a helper, or a grid."""

    TOO_MANY_HOUSEHOLDS = "too_many_households"
    TOO_FEW_HOUSEHOLDS = "too_few_households"
    HOUSEHOLDS_UNKNOWN = "households_unknown"
    NO_CENTRAL = "no_central"
    TOO_MANY_INFORMANTS = "too_many_informants"
    TOO_FEW_INFORMANTS = "too_few_informants"
    NOBODY = "nobody"


def of_informant(households: int | None, has_central: bool, ratios: Ratios) -> list[Oddity]:
    """What is odd about an informant."""
    found = [] if has_central else [Oddity.NO_CENTRAL]
    if households is None:
        return [*found, Oddity.HOUSEHOLDS_UNKNOWN]
    if households > ratios.households_most:
        found.append(Oddity.TOO_MANY_HOUSEHOLDS)
    if households < ratios.households_least:
        found.append(Oddity.TOO_FEW_HOUSEHOLDS)
    return found


def of_central(informants: int, ratios: Ratios) -> list[Oddity]:
    """What is odd about a central household."""
    if informants > ratios.informants_most:
        return [Oddity.TOO_MANY_INFORMANTS]
    return [Oddity.TOO_FEW_INFORMANTS] if informants < ratios.informants_least else []


def typical(times: Sequence[timedelta]) -> timedelta | None:
    """The median: a few tips that lay long do not move it."""
    return timedelta(seconds=median(time.total_seconds() for time in times)) if times else None
