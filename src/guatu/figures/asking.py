"""What is asked of a figure: for which period, unit and slice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Self
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.clock import CHINA
from guatu.core.errors import InvalidInput
from guatu.core.periods import Period

Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One number: the figure's name, the period, the unit with all below it (None: the whole zone), and the slice:
    dimension → allowed values, sorted, as `where_of` makes it."""

    name: str
    period: Period
    unit_id: UUID | None = None
    where: Where = ()

    def of(self, name: str) -> Self:
        """The same question to another figure."""
        return replace(self, name=name)


def where_of(given: Mapping[str, Iterable[str] | str]) -> Where:
    """A slice in its one form; a text counts as its comma-separated values."""
    slices = []
    for dimension, values in sorted(given.items()):
        listed = values.split(",") if isinstance(values, str) else values
        allowed = tuple(sorted({value.strip() for value in listed if value.strip()}))
        if not allowed:
            raise InvalidInput({dimension: _("expected one or more values separated by commas")})
        slices.append((dimension, allowed))
    return tuple(slices)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a source and a condition are told: the zones (mostly one; several where the same is asked of many), the
    period, and what the clock of these zones shows (of a past moment: showed then, so that what fell due later has not
    fallen due)."""

    zone_ids: tuple[UUID, ...]
    period: Period
    now: datetime
    where: Where = ()

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def first(self) -> date:
        return self.period.first

    @property
    def last(self) -> date:
        return self.period.last

    @property
    def day(self) -> date:
        """The day to judge on: the period's last day, today where the period has not ended yet."""
        return min(self.period.last, self.today)

    @property
    def begins(self) -> datetime:
        """The first moment of the period."""
        return datetime.combine(self.first, time.min, CHINA)

    @property
    def until(self) -> datetime:
        """The moment to judge at: the end of the last day, now where the period has not ended yet."""
        return min(datetime.combine(self.last, time.max, CHINA), self.now)

    @property
    def year(self) -> int:
        return self.period.first.year


@dataclass(frozen=True)
class UnitTree:
    """The zone's units: id → parent, and id → type. Given by whoever asks, for figures know no units themselves."""

    parents: Mapping[UUID, UUID | None] = field(default_factory=dict)
    types: Mapping[UUID, str] = field(default_factory=dict)
    names: Mapping[UUID, str] = field(default_factory=dict)

    def line(self, unit_id: UUID | None) -> Iterable[UUID]:
        """The unit and all above it."""
        seen = set()
        while unit_id is not None and unit_id not in seen:
            seen.add(unit_id)
            yield unit_id
            unit_id = self.parents.get(unit_id)

    def below(self, unit_id: UUID) -> frozenset[UUID]:
        """The unit and all below it."""
        found, todo = {unit_id}, [unit_id]
        while todo:
            new = [one for one in self._children.get(todo.pop(), ()) if one not in found]
            found.update(new)
            todo += new
        return frozenset(found)

    def peers(self, unit_id: UUID) -> Sequence[UUID]:
        """Units of the same type, the unit among them."""
        kind = self.types.get(unit_id)
        return self._of_type.get(kind, ()) if kind is not None else ()

    @cached_property
    def _children(self) -> Mapping[UUID, Sequence[UUID]]:
        """Asked for every unit of a ranking, so that no question looks at the whole tree."""
        children = defaultdict[UUID, list[UUID]](list)
        for one, parent in self.parents.items():
            if parent is not None:
                children[parent].append(one)
        return children

    @cached_property
    def _of_type(self) -> Mapping[str, Sequence[UUID]]:
        units = defaultdict[str, list[UUID]](list)
        for one, kind in self.types.items():
            units[kind].append(one)
        return units
