"""What stands beside the cells of the entry form: what was held before, and the growth that the new value means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from guatu.core.periods import Period
from guatu.indicators.models.entry import EntrySet
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.rules.periods import before, months_of, year_before
from guatu.organization.models import Unit


class Row(Protocol):
    """A row of the form."""

    @property
    def indicator(self) -> Indicator: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class SheetRow(Generic[R]):
    """A row of the form with the readings of the period before and of the same period last year."""

    row: R
    previous: Reading | None
    last_year: Reading | None


def entry_sheet(entry_set: EntrySet, unit: Unit, period: Period, rows: Iterable[R]) -> list[SheetRow[R]]:
    """One query."""
    rows = list(rows)
    last_year = year_before(period)
    previous = _previous(period, to_date=entry_set.to_date)
    found: dict[tuple[UUID, Period], Reading] = {}
    readings = Reading.objects.filter(
        zone_id=entry_set.zone_id,
        unit=unit,
        indicator__in=[row.indicator.id for row in rows],
        last_day__in=[last_year.last, previous.last],
    ).order_by("number")
    for reading in readings:
        for wanted in (last_year, previous):
            if (reading.first_day, reading.last_day) == (wanted.first, wanted.last):
                found[(reading.indicator_id, wanted)] = reading
    return [
        SheetRow(row, found.get((row.indicator.id, previous)), found.get((row.indicator.id, last_year)))
        for row in rows
    ]


def _previous(period: Period, *, to_date: bool) -> Period:
    """The statement before: of values from January on, the month before in the same year."""
    if to_date and period.first.month == 1 and period.last.month > 1:
        return months_of(period.first.year, 1, period.last.month - 1)
    return before(period)
