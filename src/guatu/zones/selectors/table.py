"""The table of the zones below: chosen figures in the columns, each zone a line, each city a group with its sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import Wanted
from guatu.figures.definition import Figure, Kind
from guatu.figures.reading import Flag, Reading
from guatu.figures.registry import defined_figures, get_defined
from guatu.reports.rules.chosen import AREAS
from guatu.reports.rules.periods_around import before
from guatu.zones.rules.order import by_value
from guatu.zones.selectors.below import Below
from guatu.zones.selectors.reading import read_across

# Places among units and shares of a zone say nothing over several zones.
_NOT_ACROSS = (Kind.RANK, Kind.SHARE)
MOST = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with the same of the period before."""

    reading: Reading
    earlier: Reading

    @property
    def change(self) -> Decimal | None:
        """None where there is nothing to compare with."""
        if self.earlier.row_count == 0 or self.reading.value is None or self.earlier.value is None:
            return None
        return self.reading.value - self.earlier.value

    @property
    def missing(self) -> str:
        """Of several zones: how many of them have entered nothing."""
        remarks = self.reading.remarks if self.reading.value is not None else ()
        return next((one.text for one in remarks if one.flag is Flag.PARTLY_REPORTED), "")

    @property
    def has_more(self) -> bool:
        """Whether there is more to say than the number."""
        return self.reading.value is not None and bool(self.reading.fraction or self.change is not None)


@dataclass(frozen=True, slots=True)
class Line:
    """A zone, a city with all its zones, or (None) all of them. `clock`: the day of a zone that keeps its own."""

    zone: Zone | None
    cells: Sequence[Cell]
    clock: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The zones of a city under its sums; `head` is None of those that no city is above."""

    head: Line | None
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Table:
    figures: Sequence[Figure]
    groups: Sequence[Group]
    total: Line
    period: Period
    earlier: Period
    as_of: datetime | None

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]


def figures_across(period: Period) -> list[Figure]:
    """Every figure that can be told over several zones for such a period, by app."""
    return [f for f in defined_figures() if f.kind not in _NOT_ACROSS and period.type in f.periods]


def chosen_figures(names: Sequence[str], area: str, period: Period) -> list[Figure]:
    """Those named, else those of a part of the work, as far as they are told for such a period. Raises `InvalidInput`
    for a figure that there is not."""
    asked = [get_defined(name) for name in dict.fromkeys(names)] or [
        get_defined(name) for name in AREAS[area].columns
    ]
    return [f for f in asked if f.kind not in _NOT_ACROSS and period.type in f.periods][:MOST]


def zone_table(
    below: Below,
    figures: Sequence[Figure],
    period: Period,
    *,
    city: Zone | None = None,
    as_of: datetime | None = None,
    sort: str = "",
    descending: bool = True,
) -> Table:
    """`sort`: the figure to sort by; by code where it is empty. Raises `InvalidInput` for one that is not in the
    columns."""
    names = [figure.name for figure in figures]
    if sort and sort not in names:
        raise InvalidInput({"sort": sort})
    zones, earlier = below.within(city), before(period)
    cities = [one for one in below.cities if city is None or one.id == city.id]
    ids = [*(zone.id for zone in zones), *(one.id for one in cities), city.id if city else None]
    asked = [Wanted(name, one, unit_id) for name in names for one in (period, earlier) for unit_id in ids]
    found = read_across(asked, below, as_of=as_of)

    def line(zone: Zone | None) -> Line:
        unit_id = zone.id if zone else None
        cells = [
            Cell(found[Wanted(name, period, unit_id)], found[Wanted(name, earlier, unit_id)])
            for name in names
        ]
        own_day = zone.clock_date if zone and zone.clock_date != below.upper.clock_date else None
        return Line(zone, cells, today(zone) if zone and own_day else None)

    def ordered(lines: Sequence[Line]) -> list[Line]:
        if not sort:
            return list(lines)
        place = names.index(sort)
        return by_value(lines, lambda one: one.cells[place].reading.value, descending=descending)

    by_city: dict[Zone | None, list[Line]] = {}
    for zone in zones:
        by_city.setdefault(None if city else below.city_of(zone), []).append(line(zone))
    heads = ordered([line(one) for one in by_city if one is not None])
    groups = [Group(head, ordered(by_city[head.zone])) for head in heads]
    if None in by_city:
        groups.append(Group(None, ordered(by_city[None])))
    return Table(figures, groups, line(city), period, earlier, as_of)
