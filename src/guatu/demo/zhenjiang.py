"""镇江新区 2022–2023: invented records, made so that the numbers of two published articles can be counted from them.

Nothing but the numbers and two project names comes from the articles; every other name says 演示. The zone keeps its
clock at Tuesday 8 August 2023.
"""

from __future__ import annotations

from datetime import date

from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.core.walls import zone_open
from guatu.demo.accounts import give_accounts
from guatu.demo.city import above
from guatu.demo.zhenjiang_areas import report_areas
from guatu.demo.zhenjiang_life import live
from guatu.demo.zhenjiang_projects import TERRITORIES, list_projects
from guatu.organization.choices import UnitType
from guatu.organization.powers import system_actor
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.open_zone import open_zone

TODAY = date(2023, 8, 8)
DEPARTMENTS = ("经济发展局", "资源规划局", "生态应急局", "行政审批局", "建设局", "科技人才局")


def load_zhenjiang() -> Zone:
    """Open the zone with its units, enter the lists of both years, and let it live."""
    zone = Zone(code="ZJ", name="镇江新区", clock_date=TODAY, is_demo=True)
    with zone_open(zone.id):
        _fill(zone)
    return zone


def _fill(zone: Zone) -> None:
    actor = system_actor("demo", zone)
    open_zone(actor=actor, zone=zone, parent_code=above())
    _units(actor, zone)
    list_projects(actor, zone)
    give_accounts(zone, since=date(2021, 1, 1), park=TERRITORIES[0][0])
    live(zone)
    report_areas(zone)


def _units(actor: Actor, zone: Zone) -> None:
    root = root_unit(zone.id)
    for place, (name, type_) in enumerate(TERRITORIES, 1):
        create_unit(actor=actor, name=name, type=type_, parent=root, order=place)
    for place, name in enumerate(DEPARTMENTS, len(TERRITORIES) + 1):
        create_unit(
            actor=actor,
            name=f"{name}（演示）",
            type=UnitType.DEPARTMENT,
            parent=root,
            order=place,
            short_name=name,
        )
