"""Dates, names and division codes of the organisation. Pure: no database, no clock.

Every period here has both ends within it; None is an open end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from stdnum import numdb

from guatu.organization.choices import TerritoryKind

DAY = timedelta(days=1)
# No change of a name is dated before this day.
BEGINNING = date(1900, 1, 1)
_NAMED_PERIOD = re.compile(r"\[(\d{4})?-(\d{4})?\](.+)")


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both within; None is an open end."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: Period) -> bool:
        return not (
            (self.last is not None and other.first is not None and self.last < other.first)
            or (other.last is not None and self.first is not None and other.last < self.first)
        )

    @property
    def is_backwards(self) -> bool:
        return self.first is not None and self.last is not None and self.last < self.first


def name_on(day: date, current: str, former: Iterable[tuple[str, Period]]) -> str:
    """What something was called on `day`: the former name in force then, else its `current` name."""
    return next((name for name, period in former if day in period), current)


class RenameTooEarly(ValueError):
    """The name would change on a day for which an earlier change is already on file. `last`: that day."""

    def __init__(self, last: date) -> None:
        self.last = last
        super().__init__(f"already renamed on {last}")


def period_of_old_name(former: Iterable[Period], opened_on: date | None, renamed_on: date) -> Period | None:
    """From when to when the name that ends the day before `renamed_on` was in force.

    It began the day after the last former name ended, else when the unit opened. None where it was never in
    force for a whole day (renamed twice on one day). Raises `RenameTooEarly` where an earlier rename is later.
    """
    ends = [period.last for period in former if period.last is not None]
    begun = max(ends) + DAY if ends else opened_on
    earliest = max(begun or BEGINNING, BEGINNING)
    if renamed_on < earliest:
        raise RenameTooEarly(earliest)
    period = Period(begun, renamed_on - DAY)
    return None if period.is_backwards else period


def subtree(parents: Mapping[UUID, UUID | None], root: UUID) -> frozenset[UUID]:
    """`root` and all that is under it, in a tree given as child → parent."""
    children: dict[UUID | None, list[UUID]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    found: set[UUID] = set()
    stack = [root]
    while stack:
        unit = stack.pop()
        if unit not in found:
            found.add(unit)
            stack.extend(children.get(unit, ()))
    return frozenset(found)


def above(parents: Mapping[UUID, UUID | None], unit: UUID) -> list[UUID]:
    """The units over `unit`, nearest first."""
    chain: list[UUID] = []
    parent = parents.get(unit)
    while parent is not None and parent not in chain:
        chain.append(parent)
        parent = parents.get(parent)
    return chain


# The provinces of GB/T 2260.
_PROVINCES = (
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82,
)  # fmt: skip
_LENGTHS = {
    TerritoryKind.REGISTRATION: (6,),
    TerritoryKind.STATISTICAL: (6, 9, 12),
    TerritoryKind.MANAGING: (6, 9, 12),
}


class CodeFault(ValueError):
    """What is wrong with a division code: `length`, `province` or `zone_code`."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)


def check_division_code(kind: TerritoryKind, code: str) -> None:
    """Raise `CodeFault` where `code` cannot be the code of a territory of that kind.

    Registration: 6 digits of GB/T 2260. Statistical and managing: 6 digits, or the 9 or 12 of the statistical
    divisions. GB/T 2260 has no code whose third pair lies in 71–79; the statistics bureau gives those to
    development zones (321171 镇江新区), so they cannot be where something is registered.
    """
    if not (code.isascii() and code.isdigit() and len(code) in _LENGTHS[kind]):
        raise CodeFault("length")
    if int(code[:2]) not in _PROVINCES:
        raise CodeFault("province")
    if kind is TerritoryKind.REGISTRATION and code[4] == "7":
        raise CodeFault("zone_code")


def division_name(code: str, day: date) -> str:
    """What GB/T 2260 calls the division with that code on `day`; empty where its table has none.

    The table is python-stdnum's; its periods are whole years.
    """
    if len(code) < 6:
        return ""
    parts = numdb.get("cn/loc").info(code[:6])
    names: str = parts[-1][1].get("county", "") if len(parts) == 2 else ""
    for name in names.split(",["):
        found = _NAMED_PERIOD.fullmatch(name if name.startswith("[") else f"[{name}")
        if found is None:
            return name
        first, last = found[1], found[2]
        if (not first or int(first) <= day.year) and (not last or day.year <= int(last)):
            return found[3]
    return ""
