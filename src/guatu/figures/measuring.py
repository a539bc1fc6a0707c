"""Counting and adding up: every figure of one source in one query, by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Sum, When

from guatu.figures.asking import Ask
from guatu.figures.definition import Base
from guatu.figures.source import Source

_ZERO = Decimal(0)
Units = Collection[UUID | None]


@dataclass(frozen=True, slots=True)
class Measured:
    """One count or sum: its value, the objects behind it, how many of them lack the amount that is added up, and how
    many rows state that there is no less than that. `looked_at`: how many objects there are to tell of, counted where
    some may lack what is told."""

    value: Decimal
    rows: int
    lacking: int
    at_least: int = 0
    looked_at: int = 0

    @property
    def is_unknown(self) -> bool:
        """Whether every object lacks what is to be told: that none is known to be red is not “0 are red”."""
        return 0 < self.lacking == self.looked_at

    def __add__(self, other: Measured) -> Measured:
        return Measured(
            self.value + other.value,
            self.rows + other.rows,
            self.lacking + other.lacking,
            self.at_least + other.at_least,
            self.looked_at + other.looked_at,
        )


NOTHING = Measured(_ZERO, 0, 0)


@dataclass(slots=True)
class Tally:
    """One figure's count or sum, by unit (of many zones: by zone). An object that counts for several units stands in
    `several` with them all (`lacking_several`: one without the amount), so that it is one wherever these come
    together."""

    is_sum: bool
    by_unit: dict[UUID | None, Measured] = field(default_factory=dict)
    several: list[set[UUID | None]] = field(default_factory=list)
    lacking_several: list[set[UUID | None]] = field(default_factory=list)

    def of(self, units: Units | None) -> Measured:
        """Over these units, or over all of them."""
        total = sum((self.by_unit[one] for one in _common(self.by_unit, units)), NOTHING)
        if not self.several and not self.lacking_several:
            return total
        more = _touching(self.several, units)
        return total + Measured(
            _ZERO if self.is_sum else Decimal(more), more, _touching(self.lacking_several, units)
        )


def measure(
    rows: QuerySet[Any], source: Source, bases: Mapping[str, Base], ask: Ask, by: str
) -> dict[str, Tally]:
    """Every figure of one source over `rows`, by what the column `by` says (the way to the unit, or the zone) or, where
    it is empty, together (under None): one query, and one more for the few objects that count again."""
    columns: dict[str, Any] = {}
    for place, base in enumerate(bases.values()):
        holds, lacks = base.condition(ask), _lacks(base, ask)
        columns[f"n{place}"] = _count(source, holds)
        if base.field:
            columns[f"v{place}"] = Sum(base.field, filter=holds)
        if lacks:
            columns[f"k{place}"] = _count(source, lacks)
        if base.lacking:
            columns[f"l{place}"] = _count(source, Q())
        if base.at_least:
            columns[f"a{place}"] = Count("id", filter=holds & base.at_least(ask))
    once = rows.filter(~source.again) if source.again is not None else rows
    lines: Iterable[Mapping[str, Any]]
    lines = once.values(by).annotate(**columns) if by else [once.aggregate(**columns)]
    found = {name: Tally(bool(base.field)) for name, base in bases.items()}
    for line in lines:
        unit_id = line[by] if by else None
        for place, (name, base) in enumerate(bases.items()):
            count = line[f"n{place}"]
            value = Decimal(line[f"v{place}"] or 0) if base.field else Decimal(count)
            others = [line.get(f"{kind}{place}", 0) for kind in "kal"]
            measured = Measured(value, count, *others)
            if measured != NOTHING:
                found[name].by_unit[unit_id] = measured
    if source.again is not None:
        _add_again(rows.filter(source.again), source, bases, ask, by, found)
    return found


def _add_again(
    rows: QuerySet[Any],
    source: Source,
    bases: Mapping[str, Base],
    ask: Ask,
    by: str,
    found: Mapping[str, Tally],
) -> None:
    """Objects with several rows: each counts once, amounts are added up."""
    columns: dict[str, Any] = {}
    for place, base in enumerate(bases.values()):
        columns[f"n{place}"] = _told(base.condition(ask))
        columns[f"k{place}"] = _told(_lacks(base, ask) or Q(pk__in=[]))
        columns[f"a{place}"] = _told(base.at_least(ask) if base.at_least else Q(pk__in=[]))
    wanted = [source.object, *([by] if by else []), *columns]
    wanted += [base.field for base in bases.values() if base.field]
    units: dict[tuple[str, str], dict[UUID, set[UUID | None]]] = defaultdict(lambda: defaultdict(set))
    for row in rows.annotate(**columns).values(*dict.fromkeys(wanted)):
        unit_id = row[by] if by else None
        for place, (name, base) in enumerate(bases.items()):
            for kind in ("n", "k"):
                if row[f"{kind}{place}"]:
                    units[name, kind][row[source.object]].add(unit_id)
            if base.field and row[f"n{place}"] and row[base.field] is not None:
                amount = Measured(Decimal(row[base.field]), 0, 0, int(row[f"a{place}"]))
                found[name].by_unit[unit_id] = found[name].by_unit.get(unit_id, NOTHING) + amount
    for (name, kind), objects in units.items():
        target = found[name].several if kind == "n" else found[name].lacking_several
        target += objects.values()


def _lacks(base: Base, ask: Ask) -> Q:
    """Which rows should be told and are not; empty where nothing can be lacking."""
    lacks = base.lacking(ask) if base.lacking else Q()
    return lacks | (base.condition(ask) & Q(**{f"{base.field}__isnull": True})) if base.field else lacks


def _count(source: Source, holds: Q) -> Count:
    """Objects, each once. Rows that are the objects themselves need no sorting out."""
    is_once = source.again is not None or source.object in ("id", source.once)
    return Count(source.object, filter=holds, distinct=not is_once)


def _told(holds: Q) -> Case:
    return Case(When(holds, then=True), default=False, output_field=BooleanField())


def _common(by_unit: Mapping[UUID | None, Measured], units: Units | None) -> Iterable[UUID | None]:
    """Units of which something was counted. Looks at the fewer: a ranking asks thousands of times for one unit."""
    if units is None:
        return by_unit
    if len(units) < len(by_unit):
        return (one for one in units if one in by_unit)
    return (one for one in by_unit if one in units)


def _touching(several: list[set[UUID | None]], units: Units | None) -> int:
    return len(several) if units is None else sum(1 for one in several if not one.isdisjoint(units))
