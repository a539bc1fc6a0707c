"""Builders for tests of indicators: a zone with parks, people who enter and decide, a set, moments."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from guatu.core.actor import Actor
from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.indicators.models.entry import EntrySet, Submission
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.recording import Stated
from guatu.indicators.use_cases.define_entry_set import SetTerms, define_entry_set
from guatu.indicators.use_cases.load_catalogue import load_catalogue
from guatu.indicators.use_cases.save_entries import Cell, save_entries
from guatu.organization.models import Unit
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import with_calendars

CODES = ("dispatched_investment", "dispatched_output", "dispatched_sales")
MAY, JUNE = Period.parse("2018M01-M05"), Period.parse("2018H1")


@dataclass(frozen=True)
class Cast:
    """A zone with the shipped catalogue, two parks, and whoever acts in it."""

    zone: Zone
    park: Unit
    other: Unit
    office: Actor
    leader: Actor
    clerk: Actor
    statistician: Actor


def a_cast() -> Cast:
    zone = with_calendars(a_zone())
    load_catalogue(actor=console(zone))
    park, other = a_unit(zone), a_unit(zone, "精密制造产业园")
    return Cast(
        zone=zone,
        park=park,
        other=other,
        office=an_actor(zone, "office", username="office"),
        leader=an_actor(zone, "leader", username="leader"),
        clerk=an_actor(zone, "clerk", unit=park, username="clerk"),
        statistician=an_actor(zone, "statistician", username="statistician"),
    )


def at(day: int, month: int = 7, hour: int = 10) -> AbstractContextManager[None]:
    """That day of 2018, at ten in the morning unless told otherwise. 1 July 2018 was a Sunday."""
    return frozen_at(datetime(2018, month, day, hour, tzinfo=CHINA))


def an_indicator(zone: Zone, code: str) -> Indicator:
    return Indicator.objects.get(zone=zone, code=code)


def stated(value: str | None, source: str = "统计月报", on: date = date(2018, 7, 15), **more: Any) -> Stated:
    return Stated(value=None if value is None else Decimal(value), source=source, source_date=on, **more)


def a_set(cast: Cast, codes: tuple[str, ...] = CODES, **values: Any) -> EntrySet:
    """Parks fill it in every month, within five working days."""
    given: dict[str, Any] = {
        "name": "板块月报",
        "indicators": [an_indicator(cast.zone, code) for code in codes],
        "unit_types": ["park"],
        "starts_on": date(2018, 1, 1),
    }
    return define_entry_set(actor=cast.office, code="monthly", terms=SetTerms(**(given | values)))


def cells(investment: str = "10", output: str = "30", sales: str = "29") -> dict[str, Cell]:
    return {c: Cell(Decimal(v)) for c, v in zip(CODES, (investment, output, sales), strict=True)}


def filled(cast: Cast, entry_set: EntrySet, period: Period = JUNE, **values: str) -> Submission:
    """The park's entries of a period, not submitted."""
    return save_entries(
        actor=cast.clerk, entry_set=entry_set, unit=cast.park, period=period, cells=cells(**values)
    )
