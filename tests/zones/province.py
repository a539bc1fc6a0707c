"""A province with two cities and a zone of its own, and another province beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guatu.core.clock import frozen_at
from guatu.core.models import Zone, ZoneKind
from guatu.core.periods import Period
from guatu.organization.use_cases.create_zone import create_zone
from guatu.projects.choices import Ledger
from guatu.projects.models.progress import InvestmentEntry
from tests.builders import a_unit, console
from tests.projects.progress_builders import NOON, a_project, a_year

YEAR = Period.parse("2018")
LISTED, PLAN = "projects.listed", "projects.annual_plan"
SPENT, RATE = "projects.investment_to_date", "projects.investment_completion_rate"


@dataclass(frozen=True)
class Land:
    """`north` has `big` and `small`, `south` has `silent` (in which nothing was entered), `single` is the province's
    own; `foreign` lies in another province."""

    province: Zone
    north: Zone
    south: Zone
    big: Zone
    small: Zone
    silent: Zone
    single: Zone
    foreign: Zone


@contextmanager
def noon() -> Iterator[None]:
    with frozen_at(NOON):
        yield


def a_place(code: str, kind: str = ZoneKind.ZONE, above: str = "") -> Zone:
    zone = Zone(code=code, name=f"{code}（测试）")
    create_zone(actor=console(zone), zone=zone, kind=kind, parent_code=above)
    return zone


def with_projects(zone: Zone, *plans: int, spent: int = 0) -> Zone:
    """Projects with these annual plans in yuan; `spent` by the first of them."""
    park = a_unit(zone)
    for number, plan in enumerate(plans):
        project = a_project(zone, park, name=f"{zone.code} 项目{number}")
        a_year(project, str(plan))
        if spent and not number:
            InvestmentEntry.objects.create(
                zone=zone,
                project=project,
                year=2018,
                first_month=1,
                last_month=5,
                ledger=Ledger.DISPATCH,
                total=Decimal(spent),
            )
    return zone


def a_land() -> Land:
    with noon():
        province = a_place("PP", ZoneKind.PROVINCE)
        north, south = a_place("CN", ZoneKind.CITY, "PP"), a_place("CS", ZoneKind.CITY, "PP")
        a_place("QQ", ZoneKind.PROVINCE)
        return Land(
            province,
            north,
            south,
            big=with_projects(a_place("ZB", above="CN"), 600, 300, 100, spent=500),
            small=with_projects(a_place("ZS", above="CN"), 100, spent=90),
            silent=a_place("ZX", above="CS"),
            single=with_projects(a_place("ZE", above="PP"), 400, spent=100),
            foreign=with_projects(a_place("ZF", above="QQ"), 7000, spent=7000),
        )


DAY = date(2018, 7, 2)
