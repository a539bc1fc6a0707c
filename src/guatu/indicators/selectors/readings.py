"""Reading what is stated: the ledger of a period, one indicator over time, what was held at a past moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.core.periods import Period
from guatu.indicators.choices import Category, Origin
from guatu.indicators.models.indicator import Indicator, IndicatorDefinition
from guatu.indicators.models.reading import Reading
from guatu.indicators.policies.readings import VIEW
from guatu.indicators.rules.definitions import conflicts, holds_on
from guatu.indicators.rules.growth import Growth, compare
from guatu.indicators.rules.periods import of_days, year_before
from guatu.organization.models import Unit
from guatu.organization.selectors import root_unit

Key = tuple[UUID, UUID, date, date]


def visible_indicators(*, actor: Actor) -> QuerySet[Indicator]:
    found = Indicator.objects.filter(zone_id=actor.zone_id)
    return found if actor.may(VIEW) else found.none()


def get_indicator(code: str, *, actor: Actor) -> Indicator:
    found = visible_indicators(actor=actor).filter(code=code).first()
    if found is None:
        raise NotFound("indicator")
    return found


def visible_readings(*, actor: Actor, as_of: datetime | None = None) -> QuerySet[Reading]:
    """Values of the units within the actor's reach and of the zone itself, every release; of those recorded by `as_of`
    where it is given."""
    found = Reading.objects.filter(zone_id=actor.zone_id)
    if as_of is not None:
        found = found.filter(recorded_at__lte=as_of)
    reach = actor.reach(VIEW)
    if reach.whole_zone:
        return found
    if not reach:
        return found.none()
    return found.filter(Q(unit_id__in=reach.unit_ids) | Q(unit_id=root_unit(actor.zone_id).id))


def newest_of(readings: QuerySet[Reading]) -> QuerySet[Reading]:
    """Of each indicator, unit and period the release that counts."""
    return readings.order_by("indicator_id", "unit_id", "first_day", "last_day", "-number").distinct(
        "indicator_id", "unit_id", "first_day", "last_day"
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A value with what can be said of its growth. `base`: the same period last year, where a value of it is held."""

    indicator: Indicator
    reading: Reading
    base: Reading | None
    growth: Growth

    @property
    def remarks(self) -> list[str]:
        """Codes of what somebody should look at."""
        found = []
        if self.growth.differs and self.base is not None and self.base.origin != Origin.IMPLIED:
            found.append("growth_differs")
        if self.reading.provisional:
            found.append("provisional")
        if self.reading.qualifier != "exact":
            found.append("inexact")
        return found


def lines_of(readings: Iterable[Reading], *, actor: Actor, as_of: datetime | None = None) -> list[Line]:
    """Beside each reading its base (one query)."""
    rows = list(readings)
    if not rows:
        return []
    wanted = {key_of(row): _base_key(row) for row in rows}
    candidates = visible_readings(actor=actor, as_of=as_of).filter(
        indicator__in={row.indicator_id for row in rows},
        last_day__in={key[3] for key in wanted.values()},
    )
    bases = {key_of(row): row for row in newest_of(candidates)}
    return [_line(row, bases.get(wanted[key_of(row)])) for row in rows]


def key_of(row: Reading) -> Key:
    return row.indicator_id, row.unit_id, row.first_day, row.last_day


def _base_key(row: Reading) -> Key:
    last_year = year_before(of_days(row.first_day, row.last_day))
    return row.indicator_id, row.unit_id, last_year.first, last_year.last


def _line(row: Reading, base: Reading | None) -> Line:
    growth = compare(
        row.value,
        row.growth,
        base.value if base is not None else None,
        places=row.indicator.decimals,
        real=row.indicator.real_growth,
    )
    return Line(row.indicator, row, base, growth)


def ledger(
    period: Period, *, actor: Actor, unit: Unit | None = None, as_of: datetime | None = None
) -> list[tuple[Indicator, Line | None]]:
    """Every indicator with its value of the period, of `unit` or of the zone (four queries)."""
    at = unit or root_unit(actor.zone_id)
    readings = visible_readings(actor=actor, as_of=as_of).filter(
        unit=at, first_day=period.first, last_day=period.last
    )
    rows = newest_of(readings).select_related("indicator", "unit")
    found = {line.indicator.id: line for line in lines_of(rows, actor=actor, as_of=as_of)}
    indicators = visible_indicators(actor=actor).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=period.first)
    )
    return [(i, found.get(i.id)) for i in sorted(indicators, key=_place)]


def _place(indicator: Indicator) -> tuple[int, int, str]:
    return list(Category.values).index(indicator.category), indicator.order, indicator.code


def held_periods(*, actor: Actor, unit: Unit | None = None) -> list[Period]:
    """The periods of which something is held, the newest first (one query)."""
    at = unit or root_unit(actor.zone_id)
    days = visible_readings(actor=actor).filter(unit=at).order_by().values_list("first_day", "last_day")
    return sorted(
        {of_days(first, last) for first, last in days}, key=lambda p: (p.last, p.first), reverse=True
    )


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """A definition. `conflicts`: authorities that say otherwise of the same days."""

    definition: IndicatorDefinition
    in_force: bool
    conflicts: Sequence[str]


def definitions_of(indicator: Indicator, day: date) -> list[DefinitionLine]:
    """The definitions, the newest first, with those that contradict each other marked (one query)."""
    rows = list(IndicatorDefinition.objects.filter(zone_id=indicator.zone_id, indicator=indicator))
    against: dict[int, list[str]] = {}
    for one, other in conflicts(rows):
        against.setdefault(one, []).append(rows[other].authority)
        against.setdefault(other, []).append(rows[one].authority)
    lines = [
        DefinitionLine(row, holds_on(row, day), against.get(place, [])) for place, row in enumerate(rows)
    ]
    return lines[::-1]


def releases_of(
    indicator: Indicator, *, actor: Actor, as_of: datetime | None = None
) -> dict[Key, list[Reading]]:
    """Every release of every period and unit, the newest first (one query)."""
    found: dict[Key, list[Reading]] = {}
    rows = (
        visible_readings(actor=actor, as_of=as_of)
        .filter(indicator=indicator)
        .select_related("unit", "indicator")
    )
    for row in rows.order_by("-last_day", "first_day", "unit__order", "-number"):
        found.setdefault(key_of(row), []).append(row)
    return found
