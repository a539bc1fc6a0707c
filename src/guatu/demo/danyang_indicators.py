"""Invented entries of the demo zone's parks in every state, beside the published values of the zone.

The published half-year values come from a file; everything else says that it is made for the demonstration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.demo.danyang_life import acting
from guatu.demo.readings import load_readings
from guatu.indicators.models.entry import EntrySet, Submission
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.use_cases.approve_entries import approve_entries
from guatu.indicators.use_cases.define_entry_set import SetTerms, define_entry_set
from guatu.indicators.use_cases.grant_late_entry import grant_late_entry
from guatu.indicators.use_cases.return_entries import return_entries
from guatu.indicators.use_cases.review_entries import review_entries
from guatu.indicators.use_cases.save_entries import Cell, save_entries
from guatu.indicators.use_cases.submit_entries import submit_entries
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit
from guatu.organization.powers import actors_for, system_actor
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.register_person import register_person

READINGS = Path(__file__).parent / "data" / "danyang-readings.csv"
APRIL, MAY, JUNE = (Period.parse(text) for text in ("2018M01-M04", "2018M01-M05", "2018H1"))
CODES = ("dispatched_investment", "dispatched_output", "dispatched_sales", "firms_added", "new_firms")
# What each park reports at the end of April, May and June: investment, output, sales (亿元), firms added, new firms.
_VALUES: Sequence[Sequence[tuple[str, str, str, int, int]]] = (
    (("6.12", "21.4", "20.8", 1, 34), ("8.03", "27.1", "26.5", 2, 41), ("10.45", "33.6", "32.9", 2, 52)),
    (("3.40", "15.2", "14.9", 0, 18), ("4.61", "19.6", "19.0", 1, 23), ("5.90", "24.0", "23.7", 1, 29)),
    (("2.75", "9.8", "9.1", 1, 12), ("3.30", "12.0", "11.6", 1, 15), ("3.98", "14.9", "14.2", 2, 19)),
    (("4.02", "11.3", "11.0", 0, 21), ("5.15", "14.5", "14.1", 0, 26), ("6.60", "18.2", "17.6", 1, 31)),
    (("1.90", "7.6", "7.4", 0, 9), ("2.44", "9.5", "9.3", 0, 11), ("3.02", "11.7", "11.5", 0, 14)),
)


def report(zone: Zone) -> None:
    """Load the published values, and let the parks report until the zone's clock date."""
    with frozen_at(_at(date(2018, 7, 2))):
        load_readings(zone, READINGS, actor=acting(zone, "statistician"))
    entry_set = _set(zone)
    parks = list(Unit.objects.filter(zone=zone, type=UnitType.PARK).order_by("order", "code"))[: len(_VALUES)]
    clerks = {park.id: _clerk(zone, park) for park in parks}
    for month, period, day in ((0, APRIL, date(2018, 5, 4)), (1, MAY, date(2018, 6, 5))):
        # The last park kept silent in May.
        for park, values in zip(parks[: 5 - month], _VALUES, strict=False):
            with frozen_at(_at(day)):
                filed = _file(clerks[park.id], entry_set, park, period, values[month])
                review_entries(actor=acting(zone, "office"), submission=filed)
                approve_entries(actor=acting(zone, "leader"), submission=filed)
    _june(zone, entry_set, parks, clerks)


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), CHINA)


def _set(zone: Zone) -> EntrySet:
    by_code = {i.code: i for i in Indicator.objects.filter(zone=zone, code__in=CODES)}
    terms = SetTerms(
        name="板块主要指标月报（演示）",
        indicators=[by_code[code] for code in CODES],
        unit_types=[UnitType.PARK],
        starts_on=date(2018, 4, 1),
        closes_after=5,
        remind_before=2,
    )
    return define_entry_set(actor=acting(zone, "office"), code="parks_monthly", terms=terms)


def _clerk(zone: Zone, park: Unit) -> Actor:
    """Somebody who reports for the park; without an account."""
    console = system_actor("demo", zone)
    person = register_person(actor=console, name=f"{park.short_name or park.name}填报员（演示）")
    post = create_post(actor=console, unit=park, title="指标填报员", roles=["clerk"])
    appoint_person(actor=console, person=person, post=post, valid_from=date(2018, 1, 1), source="演示数据")
    return actors_for([person.id], zone)[person.id]


def _cells(values: tuple[str, str, str, int, int]) -> dict[str, Cell]:
    return {code: Cell(value=Decimal(str(value))) for code, value in zip(CODES, values, strict=True)}


def _file(
    clerk: Actor, entry_set: EntrySet, park: Unit, period: Period, values: tuple[str, str, str, int, int]
) -> Submission:
    filed = save_entries(actor=clerk, entry_set=entry_set, unit=park, period=period, cells=_cells(values))
    return submit_entries(actor=clerk, submission=filed)


def _june(zone: Zone, entry_set: EntrySet, parks: Sequence[Unit], clerks: Mapping[UUID, Actor]) -> None:
    """One park is approved, one reviewed, one submitted, one returned, one has begun; nothing from the others."""
    office, leader = acting(zone, "office"), acting(zone, "leader")
    with frozen_at(_at(date(2018, 7, 2), 9)):
        for place, park in enumerate(parks[:4]):
            filed = _file(clerks[park.id], entry_set, park, JUNE, _VALUES[place][2])
            if place in (0, 1):
                review_entries(actor=office, submission=filed)
            if place == 0:
                approve_entries(actor=leader, submission=filed)
            if place == 3:
                return_entries(
                    actor=office,
                    submission=filed,
                    reason="新登记企业数与市场监管部门不一致，请核对。（演示）",
                )
        if len(parks) > 4:
            begun = dict(list(_cells(_VALUES[4][2]).items())[:2])
            save_entries(
                actor=clerks[parks[4].id], entry_set=entry_set, unit=parks[4], period=JUNE, cells=begun
            )
            grant_late_entry(
                actor=office,
                entry_set=entry_set,
                unit=parks[4],
                period=MAY,
                until=date(2018, 7, 13),
                reason="统计员住院，补报5月数据。（演示）",
            )
