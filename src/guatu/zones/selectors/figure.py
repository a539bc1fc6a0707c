"""A number over the zones below, and where it comes from: zone by zone, and within a zone down to its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotFound
from guatu.core.models import Zone
from guatu.core.periods import Period, PeriodType
from guatu.figures.arithmetic import quotient, ranks
from guatu.figures.asking import Wanted
from guatu.figures.definition import Adding, Figure, Kind
from guatu.figures.needs import Step, all_steps, worked_out_from
from guatu.figures.reading import Reading, Row
from guatu.figures.registry import get_defined
from guatu.organization.powers import system_actor
from guatu.reports.rules.periods_around import before, line
from guatu.reports.selectors.figure_page import FigurePage, figure_page, rows_of
from guatu.zones.selectors.below import Below, looking_into
from guatu.zones.selectors.reading import read_across

_HISTORY = (PeriodType.MONTH, PeriodType.QUARTER, PeriodType.HALF, PeriodType.YEAR, PeriodType.WEEK)


@dataclass(frozen=True, slots=True)
class Part:
    """One zone's part in a number."""

    zone: Zone
    reading: Reading
    share: Decimal | None
    place: int | None


@dataclass(frozen=True, slots=True)
class AcrossPage:
    """A figure over all zones below, or those of a city. `terms`: what is put into the formula."""

    figure: Figure
    reading: Reading
    earlier: Reading
    last_year: Reading
    terms: Sequence[Reading]
    parts: Sequence[Part]
    history: Sequence[Reading]
    city: Zone | None
    as_of: datetime | None

    @property
    def adds_up(self) -> bool:
        """Whether the zones make up the whole."""
        return self.figure.adding is Adding.SUM and self.figure.kind in (Kind.COUNT, Kind.SUM, Kind.DERIVED)

    @property
    def is_quotient(self) -> bool:
        return self.figure.kind in (Kind.RATIO, Kind.GROWTH)

    @property
    def is_growth(self) -> bool:
        return self.figure.kind is Kind.GROWTH


def across_page(
    name: str, period: Period, below: Below, *, city: Zone | None = None, as_of: datetime | None = None
) -> AcrossPage:
    """Raises `NotFound` for a figure that there is not, `InvalidInput` for a period that it is not told for."""
    figure = _defined(name)
    whole = Wanted(name, period, city.id if city else None)
    way = worked_out_from(whole, get_defined, below.tree)
    zones = below.within(city)
    by_zone = {zone.id: Wanted(name, period, zone.id) for zone in zones}
    by = next((kind for kind in _HISTORY if kind in figure.periods), period.type)
    history = [Wanted(name, one, whole.unit_id) for one in line(period, by, today(below.upper))]
    earlier = Wanted(name, before(period), whole.unit_id)
    last_year = Wanted(name, period.a_year_before(), whole.unit_id)
    asked = [*all_steps(way), *by_zone.values(), *history, earlier, last_year]
    found = read_across(asked, below, as_of=as_of)
    readings = {zone.id: found[by_zone[zone.id]] for zone in zones}
    return AcrossPage(
        figure=figure,
        reading=found[whole],
        earlier=found[earlier],
        last_year=found[last_year],
        terms=_terms(way, found),
        parts=_parts(figure, found[whole], zones, readings),
        history=[found[one] for one in history],
        city=city,
        as_of=as_of,
    )


def _terms(way: Step, found: Mapping[Wanted, Reading]) -> list[Reading]:
    return [found[step.wanted] for step in way.steps] if way.figure.needs else []


def _parts(
    figure: Figure, whole: Reading, zones: Sequence[Zone], readings: Mapping[UUID, Reading]
) -> list[Part]:
    adds = figure.adding is Adding.SUM and figure.kind in (Kind.COUNT, Kind.SUM, Kind.DERIVED)
    places = ranks({zone.id: readings[zone.id].value for zone in zones})
    parts = [
        Part(
            zone,
            readings[zone.id],
            quotient(readings[zone.id].value, whole.value) if adds else None,
            places.get(zone.id),
        )
        for zone in zones
    ]
    return sorted(parts, key=lambda part: (part.place is None, part.place or 0, part.zone.code))


def _defined(name: str) -> Figure:
    try:
        return get_defined(name)
    except InvalidInput as error:
        raise NotFound("figure") from error


def figure_of_zone(
    wanted: Wanted, zone: Zone, *, as_of: datetime | None = None, by: PeriodType | None = None
) -> FigurePage:
    """The very page that the zone itself has of that figure, counting every row. The zone was found in `Below`."""
    _defined(wanted.name)
    with looking_into(zone) as actor:
        return figure_page(wanted, actor=actor, zone=zone, as_of=as_of, by=by)


def named_rows(base: Reading, zone: Zone, *, as_of: datetime | None = None) -> list[Row]:
    """The rows behind one count of the zone that may be named above it: none that are confidential."""
    with looking_into(zone):
        return rows_of(base, actor=system_actor("above_naming", zone), zone=zone, as_of=as_of)
