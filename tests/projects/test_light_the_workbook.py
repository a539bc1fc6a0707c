"""The lights of the office's own workbook on 2 July 2018, as docs/rules/lights.md tells them."""

from datetime import date
from pathlib import Path

import pytest

import guatu.demo
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.projects.models.lights import ProjectLight
from guatu.projects.rules.light_rules import PRESETS, read_rules
from guatu.projects.selectors.light_rules import LightPreview, preview_lights
from guatu.projects.sheets.read import read_projects
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.import_projects import import_projects
from guatu.sheets.open import open_workbook
from tests.builders import a_zone, console
from tests.projects.progress_builders import NOON, with_calendars

pytestmark = pytest.mark.django_db

TODAY = date(2018, 7, 2)
WORKBOOK = Path(guatu.demo.__file__).parent / "data" / "danyang-2018.xlsx"


@pytest.fixture
def danyang() -> Zone:
    zone = with_calendars(a_zone("DY", "丹阳经济开发区"))
    with frozen_at(NOON):
        choose_light_rules(actor=console(zone), preset="yinchuan", in_force_from=date(2018, 1, 1))
        read = read_projects(open_workbook(WORKBOOK), today=TODAY)
        import_projects(actor=console(zone), sheet=read.sheet, file_name=WORKBOOK.name)
    return zone


def previewed(zone: Zone, preset: str) -> LightPreview:
    with frozen_at(NOON):
        return preview_lights(actor=console(zone), rules=read_rules(PRESETS[preset]), today=TODAY)


def test_lights_of_the_workbook_by_each_preset(danyang: Zone) -> None:
    found = {name: previewed(danyang, name).after for name in PRESETS}
    assert found == {
        "yinchuan": {"red": 5, "yellow": 14, "green": 35, "grey": 0},
        "sanya": {"red": 12, "yellow": 15, "green": 27, "grey": 0},
        "wuhan": {"red": 13, "yellow": 6, "green": 35, "grey": 0},
    }


@pytest.mark.parametrize(
    ("name", "colour", "days_to_red"),
    [
        ("金鹏健身器材", "red", 0),
        ("鱼跃医疗设备", "green", 129),
        ("天豪输变电", "yellow", 37),
        ("肯帝亚超级地板", "red", 0),
        ("新开工项目05（名称未公开）", "yellow", 91),
    ],
)
def test_documented_projects(danyang: Zone, name: str, colour: str, days_to_red: int) -> None:
    light = ProjectLight.objects.get(project__name=name)
    assert (light.colour, light.days_to_red) == (colour, days_to_red)
