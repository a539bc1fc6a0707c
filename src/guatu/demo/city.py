"""An invented city above the demo zones, with three invented zones more, so that there is something to compare.

One of the three has entered nothing. The city keeps the clock of the first demo zone, Monday 2 July 2018; 镇江新区 is
five years ahead of it, and says so.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from guatu.accounts.models import User
from guatu.core.models import Zone, ZoneKind
from guatu.core.money import YI
from guatu.core.walls import zone_open
from guatu.demo.accounts import give_account
from guatu.demo.sign_ins import CITY
from guatu.leagues.choices import Grouping, Missing
from guatu.leagues.rules.book import Book, Criterion
from guatu.organization.choices import UnitType
from guatu.organization.powers import actor_for, system_actor
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.open_zone import open_zone
from guatu.projects.choices import ListLevel, StartClass
from guatu.projects.sheets.rows import Dated, ProjectRow, ProjectSheet, Spent
from guatu.projects.use_cases.import_projects import import_projects
from guatu.zones.use_cases.publish_ranking import publish_ranking

CODE = "ZJS"
TODAY = date(2018, 7, 2)
_IMPORTED_ON = date(2018, 6, 30)
_PARK = "产业园（演示）"
_NOTE = "演示数据：名称、金额、时间均为虚构。"


class Neighbour(NamedTuple):
    """An invented zone: how many projects, of which so many have begun."""

    code: str
    name: str
    projects: int
    begun: int


NEIGHBOURS = (
    Neighbour("YS1", "演示开发区甲", 14, 9),
    Neighbour("YS2", "演示开发区乙", 9, 7),
    Neighbour("YS3", "演示开发区丙（未填报）", 0, 0),
)


def load_city() -> Zone:
    """Open the city and its own three zones; the demo zones loaded later lie below it."""
    zone = Zone(code=CODE, name="镇江市（演示）", clock_date=TODAY, is_demo=True)
    with zone_open(zone.id):
        open_zone(actor=system_actor("demo", zone), zone=zone, kind=ZoneKind.CITY)
        give_account(zone, CITY, since=date(2017, 1, 1))
    for neighbour in NEIGHBOURS:
        _load(neighbour)
    return zone


def above() -> str:
    """The code of the city, for zones that are opened below it; empty where it was not loaded."""
    return CODE if Zone.objects.filter(code=CODE).exists() else ""


def publish(zone: Zone) -> None:
    """The city ranks its zones by what has begun and what was spent in the first half of 2018."""
    criteria = (
        Criterion("c1", "projects.construction_start_rate", Decimal(50), missing=Missing.UNRANKED, minimum=5),
        Criterion("c2", "projects.investment_completion_rate", Decimal(50), missing=Missing.UNRANKED),
    )
    with zone_open(zone.id):
        actor = actor_for(User.objects.get(username=CITY.username), zone)
    if actor is None:
        raise LookupError(CITY.username)
    book = Book(criteria, grouping=Grouping.NAMED)
    publish_ranking(actor=actor, title="重大项目半年排名（演示）", period="2018H1", book=book)


def _load(neighbour: Neighbour) -> None:
    zone = Zone(code=neighbour.code, name=neighbour.name, clock_date=TODAY, is_demo=True)
    with zone_open(zone.id):
        actor = system_actor("demo", zone)
        open_zone(actor=actor, zone=zone, parent_code=CODE)
        create_unit(actor=actor, name=_PARK, type=UnitType.PARK, parent=root_unit(zone.id))
        if neighbour.projects:
            rows = tuple(_row(neighbour, n) for n in range(neighbour.projects))
            name = "2018年重点项目（演示）"
            sheet = ProjectSheet(2018, _IMPORTED_ON, name, (name,), ListLevel.DISTRICT, rows)
            import_projects(actor=actor, sheet=sheet, file_name=f"{name}.xlsx")


def _row(neighbour: Neighbour, n: int) -> ProjectRow:
    plan = Decimal(10 + 7 * (n * len(neighbour.name) % 11)) / 10
    begun = n < neighbour.begun
    return ProjectRow(
        row=n + 3,
        serial=n + 1,
        name=f"{neighbour.name}项目{n + 1:02}（演示）",
        owner_name=f"{neighbour.name}企业{n + 1:02}（演示）",
        start_class=StartClass.NEW_START if n % 3 else StartClass.CARRY_OVER,
        total_investment=3 * plan * YI,
        annual_plan_cny=plan * YI,
        committed_start=Dated(date(2018, 5, 1) + timedelta(9 * n)),
        actual_start=Dated(date(2018, 1, 8) + timedelta(11 * n)) if begun else None,
        unit=_PARK,
        remark=_NOTE,
        spent=Spent(plan * YI * (20 + 3 * n) / 100, 1, 5) if begun else None,
    )
