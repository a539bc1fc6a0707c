"""Defining a project list."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from guatu.core.models import Zone
from guatu.projects.choices import ListLevel
from guatu.projects.models.lists import ProjectList
from guatu.projects.models.project import Project
from guatu.projects.use_cases.define_list import define_list
from tests.builders import a_unit, a_zone, console
from tests.projects.list_builders import (
    LIST_KEEPERS,
    a_created_project,
    a_dated_zone,
    a_list,
    a_list_keeper,
    frozen,
    list_events,
    put_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def project(zone: Zone) -> Project:
    return a_created_project(zone)


@pytest.fixture
def district(zone: Zone) -> ProjectList:
    return a_list(zone)


def test_wording_is_kept(zone: Zone) -> None:
    above = a_list(zone, "2018年市级以上重点产业类项目", level=ListLevel.MUNICIPAL_AND_ABOVE)
    city = a_list(zone, "2018年市级重点产业类项目", level=ListLevel.MUNICIPAL)
    assert above.id != city.id
    assert [e.subject_label for e in list_events("defined")] == [above.name, city.name]


def test_name_is_taken_within_its_year(zone: Zone, district: ProjectList) -> None:
    with translation.override("en"), pytest.raises(InvalidInput, match="already a list of this name"):
        a_list(zone, f" {district.name} ")
    a_list(zone, district.name, year=2019)


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"name": " "}, "name"),
        ({"level": "galactic"}, "level"),
        ({"year": 18}, "year"),
        ({"cutoff": date(2016, 12, 31)}, "cutoff"),
        ({"cutoff": date(2019, 1, 1)}, "cutoff"),
    ],
)
def test_fault_stands_at_its_field(zone: Zone, values: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        a_list(zone, **({"name": "新清单"} | values))
    assert [f.place for f in raised.value.faults] == [place]


def test_definition_changes_until_it_is_frozen(zone: Zone, district: ProjectList) -> None:
    put_on(district, a_created_project(zone))
    again = {"level": ListLevel.DISTRICT, "year": 2018, "cutoff": date(2017, 12, 31)}
    define_list(actor=console(zone), name="区重点", project_list=district, **again)
    assert list_events("defined")[-1].changes["name"] == ["2018年区级重点项目", "区重点"]
    define_list(actor=console(zone), name="区重点", project_list=district, **again)
    assert len(list_events("defined")) == 2
    frozen(district)
    with pytest.raises(Refused):
        define_list(actor=console(zone), name="改名", project_list=district, **again)


def test_list_of_another_zone_is_not_found(zone: Zone) -> None:
    theirs = a_list(a_zone("OT", "别的新区"))
    with pytest.raises(NotFound):
        define_list(actor=console(zone), name="x", level="district", year=2018, project_list=theirs)


@pytest.mark.parametrize(("role", "allowed"), LIST_KEEPERS)
def test_who_may(zone: Zone, district: ProjectList, role: str, allowed: bool) -> None:
    park = a_unit(zone)
    actor = a_list_keeper(zone, role, park)
    if allowed:
        define_list(actor=actor, name="新清单", level="district", year=2018)
        assert ProjectList.objects.filter(name="新清单").exists()
    else:
        with pytest.raises(NotAllowed):
            define_list(actor=actor, name="新清单", level="district", year=2018)
