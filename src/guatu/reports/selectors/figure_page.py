"""Everything that the page of one figure shows, asked for in one evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.clock import local_now, today
from guatu.core.models import Zone
from guatu.core.periods import Period, PeriodType
from guatu.figures.arithmetic import quotient, ranks
from guatu.figures.asking import Ask, UnitTree, Wanted
from guatu.figures.definition import Adding, Figure, Kind
from guatu.figures.dimensions import Dimension, dimensions_of
from guatu.figures.needs import Step, all_steps, counted, worked_out_from
from guatu.figures.reading import Reading, Row
from guatu.figures.registry import get_figure
from guatu.organization.selectors import unit_tree
from guatu.reports.rules.periods_around import before, line
from guatu.reports.selectors.asking import read_figures, read_rows

_ZERO = Decimal(0)
# The first that a figure allows is what its history goes by.
_HISTORIES = (
    PeriodType.MONTH,
    PeriodType.QUARTER,
    PeriodType.HALF,
    PeriodType.YEAR,
    PeriodType.WEEK,
    PeriodType.SPAN,
)
_QUOTIENTS = (Kind.RATIO, Kind.SHARE, Kind.GROWTH)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit below the one asked for. `reading` is None of what belongs to no unit below: the rest of the whole."""

    name: str
    number: str
    value: Decimal | None
    reading: Reading | None = None
    share: Decimal | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One period of the history, with the change on the one before."""

    period: Period
    reading: Reading
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class Solved:
    """A step of the way with what it came to."""

    reading: Reading
    steps: tuple[Solved, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """A dimension to choose from; `value` is what is chosen, as the address names it (“class:new_start”)."""

    name: str
    label: Any
    value: str
    choices: Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure, asked for a period, a unit and a slice, as of a moment."""

    figure: Figure
    reading: Reading
    earlier: Reading | None
    last_year: Reading | None
    by: PeriodType
    way: Solved
    units: Sequence[UnitRow]
    history: Sequence[Point]
    bases: Sequence[Reading]
    slices: Sequence[Slice]
    tree: UnitTree
    as_of: datetime | None

    @property
    def unit_name(self) -> str:
        unit_id = self.reading.wanted.unit_id
        return self.tree.names.get(unit_id, "") if unit_id else ""

    @property
    def sliced_by(self) -> list[str]:
        """What is chosen of each dimension, in words where it has them."""
        words = {value: str(label) for one in self.slices for value, label in one.choices}
        return [
            words.get(f"{dimension}:{value}", value)
            for dimension, values in self.reading.wanted.where
            for value in values
        ]

    @property
    def histories(self) -> list[PeriodType]:
        """By what the history can go."""
        return [kind for kind in _HISTORIES if kind in self.figure.periods]

    @property
    def terms(self) -> Sequence[Reading]:
        """The values that are put into the formula."""
        return [step.reading for step in self.way.steps] if self.figure.needs else []

    @property
    def is_quotient(self) -> bool:
        """Whether ÷ stands between the terms; other formulas are told in words alone."""
        return self.figure.kind in _QUOTIENTS

    @property
    def is_growth(self) -> bool:
        return self.figure.kind is Kind.GROWTH

    @property
    def has_fractions(self) -> bool:
        return bool(self.reading.fraction)

    @property
    def has_places(self) -> bool:
        return any(row.place is not None for row in self.units)

    @property
    def adds_up(self) -> bool:
        """Whether the units below make up the whole."""
        return self.figure.adding is Adding.SUM and self.figure.kind in (Kind.COUNT, Kind.SUM, Kind.DERIVED)


def figure_page(
    wanted: Wanted,
    *,
    actor: Actor,
    zone: Zone,
    as_of: datetime | None = None,
    by: PeriodType | None = None,
) -> FigurePage:
    """`by`: how long the periods of the history are.

    Raises `NotAllowed`, and `InvalidInput` for a figure, period, unit or slice that there is not.
    """
    tree = unit_tree(zone.id)
    known: dict[str, Figure] = {}
    way = worked_out_from(wanted, partial(_find, known, zone.id), tree)
    figure = way.figure
    # A rank is asked among peers; what is below a unit has ranks of its own.
    below = [Wanted(wanted.name, wanted.period, unit_id, wanted.where) for unit_id in _children(tree, wanted)]
    by = _history_by(figure, by)
    periods = line(wanted.period, by, today(zone))
    history = [Wanted(wanted.name, period, wanted.unit_id, wanted.where) for period in periods]
    earlier = Wanted(wanted.name, before(wanted.period), wanted.unit_id, wanted.where)
    last_year = Wanted(wanted.name, wanted.period.a_year_before(), wanted.unit_id, wanted.where)
    asked = dict.fromkeys([*all_steps(way), *below, *history, earlier, last_year])
    found = read_figures(asked, actor=actor, zone=zone, as_of=as_of)
    ends = counted(way)
    return FigurePage(
        figure=figure,
        reading=found[wanted],
        earlier=found[earlier] if earlier != last_year else None,
        last_year=found[last_year],
        by=by,
        way=_solved(way, found),
        units=_unit_rows(figure, found[wanted], {one: found[one] for one in below}, tree),
        history=_history([found[one] for one in history]),
        bases=[found[one] for one in ends],
        slices=_slices(way, wanted, actor, zone),
        tree=tree,
        as_of=as_of,
    )


def rows_of(base: Reading, *, actor: Actor, zone: Zone, as_of: datetime | None) -> list[Row]:
    """The rows behind one count, sum or reported value."""
    found = read_rows(base.wanted, actor=actor, zone=zone, as_of=as_of)
    return found[0][1] if found else []


def _history_by(figure: Figure, by: PeriodType | None) -> PeriodType:
    """By what the history goes: as asked, else by month, else by the shortest that the figure allows."""
    if by in figure.periods and by is not None:
        return by
    return next(kind for kind in _HISTORIES if kind in figure.periods)


def _find(known: dict[str, Figure], zone_id: UUID, name: str) -> Figure:
    if name not in known:
        known[name] = get_figure(name, zone_id)
    return known[name]


def _children(tree: UnitTree, wanted: Wanted) -> list[UUID]:
    above = wanted.unit_id or next((unit for unit, parent in tree.parents.items() if parent is None), None)
    return [unit for unit, parent in tree.parents.items() if parent == above and unit != above]


def _solved(step: Step, found: Mapping[Wanted, Reading]) -> Solved:
    return Solved(found[step.wanted], tuple(_solved(one, found) for one in step.steps))


def _unit_rows(
    figure: Figure, whole: Reading, below: Mapping[Wanted, Reading], tree: UnitTree
) -> list[UnitRow]:
    additive = figure.adding is Adding.SUM and figure.kind in (Kind.COUNT, Kind.SUM, Kind.DERIVED)
    places = {} if figure.kind is Kind.RANK else ranks({one: r.value for one, r in below.items()})
    rows = [
        UnitRow(
            name=tree.names[one.unit_id] if one.unit_id else "",
            number=reading.number,
            value=reading.value,
            reading=reading,
            share=quotient(reading.value, whole.value) if additive else None,
            place=places.get(one),
        )
        for one, reading in below.items()
    ]
    if additive and rows and whole.value is not None:
        rest = whole.value - sum((row.value for row in rows if row.value is not None), _ZERO)
        if rest:
            number = figure.unit.number(rest, places=figure.places)
            rows.append(UnitRow("", number, rest, share=quotient(rest, whole.value)))
    return rows


def _history(readings: Sequence[Reading]) -> list[Point]:
    """From the first period that has anything behind it."""
    known = [place for place, reading in enumerate(readings) if reading.value and reading.row_count != 0]
    told = readings[known[0] :] if known else []
    points: list[Point] = []
    last: Decimal | None = None
    for reading in told:
        change = None if last is None or reading.value is None else reading.value - last
        points.append(Point(reading.wanted.period, reading, change))
        last = reading.value
    return points


def _slices(way: Step, wanted: Wanted, actor: Actor, zone: Zone) -> list[Slice]:
    """The dimensions that every count behind the figure knows."""
    known: list[dict[str, Dimension]] = [
        {one.name: one for one in dimensions_of(base.source)} for base in _bases(way) if base is not None
    ]
    if not known or None in _bases(way):
        return []
    ask = Ask((zone.id,), wanted.period, local_now(zone), wanted.where)
    chosen = dict(wanted.where)
    shared = [one for name, one in known[0].items() if all(name in other for other in known)]
    return [
        Slice(
            one.name,
            one.label,
            f"{one.name}:{chosen[one.name][0]}" if one.name in chosen else "",
            [(f"{one.name}:{value}", label) for value, label in one.choices(actor, ask)],
        )
        for one in shared
    ]


def _bases(step: Step) -> list[Any]:
    if not step.figure.needs:
        return [step.figure.base]
    return [base for one in step.steps for base in _bases(one)]
