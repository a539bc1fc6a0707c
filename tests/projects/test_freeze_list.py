"""Freezing a project list at its cut-off."""

from datetime import date

import pytest
from django.utils import translation

from guatu.core.errors import NotAllowed, Refused
from guatu.core.models import Zone
from guatu.projects.models.lists import ProjectList
from guatu.projects.models.project import Project
from guatu.projects.use_cases.freeze_list import freeze_list
from tests.builders import a_unit
from tests.projects.list_builders import (
    DAY,
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


def test_fills_the_cut_off_in_and_counts(district: ProjectList, project: Project) -> None:
    put_on(district, project)
    frozen(district)
    assert (district.frozen_at is not None, district.cutoff) == (True, DAY)
    assert list_events("frozen")[0].data["projects"] == 1


def test_cut_off_that_is_there_stays(zone: Zone, project: Project) -> None:
    city = a_list(zone, "市级", cutoff=date(2017, 12, 31))
    put_on(city, project)
    assert frozen(city).cutoff == date(2017, 12, 31)


def test_twice_empty_or_too_early_is_refused(zone: Zone, project: Project) -> None:
    with translation.override("en"):
        with pytest.raises(Refused, match="no project on the list"):
            frozen(a_list(zone, "空"))
        early = a_list(zone, "未到", cutoff=date(2018, 7, 3))
        put_on(early, project)
        with pytest.raises(Refused, match="still to come"):
            frozen(early)
        city = a_list(zone, "市级")
        put_on(city, project)
        frozen(city)
        with pytest.raises(Refused, match="frozen already"):
            frozen(city)


@pytest.mark.parametrize(("role", "allowed"), LIST_KEEPERS)
def test_who_may(zone: Zone, district: ProjectList, role: str, allowed: bool) -> None:
    park = a_unit(zone)
    actor = a_list_keeper(zone, role, park)
    put_on(district, a_created_project(zone, park))
    if allowed:
        freeze_list(actor=actor, project_list=district)
        assert ProjectList.objects.get(id=district.id).frozen_at is not None
    else:
        with pytest.raises(NotAllowed):
            freeze_list(actor=actor, project_list=district)
