"""How a value gets into the ledger: as a further row, never over one that is there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault
from guatu.core.periods import Period
from guatu.core.use_case import record
from guatu.indicators.choices import Ledger, Origin, Qualifier
from guatu.indicators.events.readings import ReadingCorrected, ReadingRecorded, ReadingSuperseded
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.rules.periods import plain
from guatu.organization.models import Unit

_LARGEST = Decimal(10) ** 18


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source says. `growth` is a rate 0–1; for `Qualifier.TEXT` there are only words."""

    value: Decimal | None
    source: str
    source_date: date | None = None
    growth: Decimal | None = None
    target: Decimal | None = None
    qualifier: str = Qualifier.EXACT
    text: str = ""
    rank: str = ""
    provisional: bool = False
    origin: str = Origin.STATED

    def same_as(self, reading: Reading) -> bool:
        """Whether the reading says all this already. Without a date of its own, whatever date it has is not asked."""
        mine = {f.name: getattr(self, f.name) for f in fields(self)}
        if self.source_date is None:
            del mine["source_date"]
        return all(getattr(reading, name) == value for name, value in mine.items())


def newest(indicator: Indicator, unit: Unit, period: Period) -> Reading | None:
    """What counts now."""
    rows = Reading.objects.filter(
        zone_id=indicator.zone_id,
        indicator=indicator,
        unit=unit,
        first_day=period.first,
        last_day=period.last,
    )
    return rows.order_by("-number").first()


def faults_of(stated: Stated, indicator: Indicator, period: Period, current: Reading | None) -> list[Fault]:
    """Why the value cannot be taken in beside `current`, each fault at its field."""
    faults: list[Fault] = []
    if indicator.ended_on is not None and period.last >= indicator.ended_on:
        faults.append(Fault("period", _("The indicator ended on %s.") % date_format(indicator.ended_on)))
    if (stated.value is None) != (stated.qualifier == Qualifier.TEXT):
        faults.append(Fault("value", _("A number, or words where there is no number.")))
    if stated.qualifier == Qualifier.TEXT and not stated.text:
        faults.append(Fault("text", _("What the source says, such as “前列”.")))
    for place in ("value", "target"):
        number = getattr(stated, place)
        if number is not None and (abs(number) >= _LARGEST or number != round(number, 6)):
            faults.append(Fault(place, _("Up to 18 digits before the point and six behind it.")))
    if stated.growth is not None and not -1 <= stated.growth <= 1000:
        faults.append(Fault("growth", _("A growth from −100 % up.")))
    if not stated.source:
        faults.append(Fault("source", _("Where the value comes from: the document and its page.")))
    for place, most in (("source", 200), ("rank", 40), ("text", 60)):
        if len(getattr(stated, place)) > most:
            faults.append(Fault(place, _("Up to %s characters.") % most))
    return faults + _faults_of_release(stated, indicator, current)


def _faults_of_release(stated: Stated, indicator: Indicator, current: Reading | None) -> list[Fault]:
    """The bureau's values are only ever superseded by a later release with its own date."""
    if current is None or indicator.ledger != Ledger.STATISTICAL or current.origin == Origin.IMPLIED:
        return []
    if stated.origin == Origin.IMPLIED:
        return [Fault("value", _("There is a stated value; an implied one does not take its place."))]
    if stated.source_date is None or (
        current.source_date is not None and stated.source_date <= current.source_date
    ):
        held = date_format(current.source_date) if current.source_date else _("no date")
        message = _(
            "Values of the bureau are read-only. Only a later release takes the place of the one held (%(held)s); "
            "give the date of that release."
        )
        return [Fault("source_date", message % {"held": held}, "read_only")]
    return []


def new_reading(
    actor: Actor,
    indicator: Indicator,
    unit: Unit,
    period: Period,
    stated: Stated,
    current: Reading | None,
    *,
    reason: str = "",
    approved_by: str = "",
) -> Reading:
    """The next row, not saved yet."""
    period = plain(period)
    return Reading(
        zone_id=actor.zone_id,
        indicator=indicator,
        unit=unit,
        period=period.text,
        first_day=period.first,
        last_day=period.last,
        number=current.number + 1 if current else 1,
        reason=reason,
        approved_by=approved_by,
        recorded_by=actor.name,
        **{f.name: getattr(stated, f.name) for f in fields(stated)},
    )


def record_reading_of(reading: Reading, current: Reading | None, *, corrected: bool = False) -> None:
    """Put the row that has been saved into the record."""
    event = ReadingRecorded if current is None else ReadingCorrected if corrected else ReadingSuperseded
    record(
        event(
            zone_id=reading.zone_id,
            reading_id=reading.id,
            indicator_id=reading.indicator_id,
            unit_id=reading.unit_id,
            period=reading.period,
            number=reading.number,
        ),
        subject=reading,
        changes=_changes(reading, current),
        reason=reading.reason,
        about=(reading.indicator_id,),
    )


def _changes(reading: Reading, current: Reading | None) -> dict[str, tuple[Any, Any]]:
    names = ("value", "text", "growth", "rank", "target", "source", "source_date", "provisional")
    pairs = {n: (getattr(current, n) if current else None, getattr(reading, n)) for n in names}
    return {n: (old, new) for n, (old, new) in pairs.items() if old != new and (old or new)}
