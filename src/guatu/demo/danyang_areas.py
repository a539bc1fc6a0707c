"""The rest of what was published of 丹阳 in 2018: its villages and departments, and numbers of areas yet to come.

The units bear numbers, for the article only counts them. The inspection and the talks were in August, after the zone's
clock date; their values are entered as published then.
"""

from __future__ import annotations

from pathlib import Path

from guatu.core.models import Zone
from guatu.demo.later_areas import Area, enter
from guatu.organization.choices import UnitType
from guatu.organization.powers import system_actor
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.create_unit import create_unit

READINGS = Path(__file__).parent / "data" / "danyang-later-readings.csv"
VILLAGES, DEPARTMENTS = 38, 20
AREAS = (
    Area("inspected_firms", "安全检查企业数", "家", "Enterprises inspected"),
    Area("hazards_first_firm", "检查发现隐患（第一家）", "条", "Hazards found, first enterprise"),
    Area("hazards_second_firm", "检查发现隐患（第二家）", "条", "Hazards found, second enterprise"),
    Area("hazards_third_firm", "检查发现隐患（第三家）", "条", "Hazards found, third enterprise"),
    Area("lecturers", "百姓宣讲员", "名", "Lecturers"),
    Area("lecture_themes", "宣讲主题", "个", "Themes of talks"),
)


def report_areas(zone: Zone) -> None:
    """Open the units, then enter the values."""
    demo, root = system_actor("demo", zone), root_unit(zone.id)
    counted = ((UnitType.DEPARTMENT, "部门", DEPARTMENTS), (UnitType.VILLAGE, "村（社区）", VILLAGES))
    for type_, name, count in counted:
        for number in range(1, count + 1):
            order = 100 * (1 + (type_ == UnitType.VILLAGE)) + number
            create_unit(actor=demo, name=f"{name}{number:02}（演示）", type=type_, parent=root, order=order)
    enter(zone, AREAS, READINGS)
