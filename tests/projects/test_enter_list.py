"""Putting projects on a list."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from guatu.core.errors import InvalidInput, NotAllowed, NotFound
from guatu.core.models import Zone
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.project import Project
from guatu.projects.use_cases.enter_list import enter_list
from guatu.projects.use_cases.withdraw_project import withdraw_project
from tests.builders import a_unit, console
from tests.projects.list_builders import (
    DAY,
    LIST_KEEPERS,
    a_created_project,
    a_dated_zone,
    a_list,
    a_list_keeper,
    enter,
    frozen,
    leave,
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


def test_several_at_once_each_in_its_own_history(zone: Zone, district: ProjectList) -> None:
    one, two = a_created_project(zone, name="一"), a_created_project(zone, name="二")
    entered = enter(district, one, two, one, reason="新增")
    assert [m.project for m in entered] == [one, two]
    assert [list(e.about) for e in list_events("entered")] == [[district.id, one.id], [district.id, two.id]]
    assert {e.reason for e in list_events("entered")} == {"新增"}


def test_all_or_none(zone: Zone, district: ProjectList, project: Project) -> None:
    put_on(district, project)
    other = a_created_project(zone, name="另一个")
    with translation.override("en"), pytest.raises(InvalidInput, match="stands on the list already"):
        enter(district, other, project)
    assert ListMembership.objects.filter(list=district).count() == 1


def test_may_stand_on_several_lists(zone: Zone, district: ProjectList, project: Project) -> None:
    put_on(district, project)
    put_on(a_list(zone, "市级"), project)
    assert ListMembership.objects.filter(project=project, left_on__isnull=True).count() == 2


def test_comes_back_after_having_left(district: ProjectList, project: Project) -> None:
    (membership,) = enter(district, project, on=date(2018, 3, 1))
    leave(membership, on=date(2018, 5, 1))
    with translation.override("en"), pytest.raises(InvalidInput, match="still on the list on that day"):
        enter(district, project, on=date(2018, 5, 1))
    assert enter(district, project, on=date(2018, 5, 2))[0].entered_on == date(2018, 5, 2)


@pytest.mark.parametrize(
    ("more", "place"), [({"on": date(2018, 7, 3)}, "on"), ({"reason": "长" * 201}, "reason")]
)
def test_fault_stands_at_its_field(
    district: ProjectList, project: Project, more: dict[str, Any], place: str
) -> None:
    with pytest.raises(InvalidInput) as raised:
        enter(district, project, **more)
    assert [f.place for f in raised.value.faults] == [place]


def test_nobody_chosen_and_withdrawn_are_faults(district: ProjectList, project: Project) -> None:
    with pytest.raises(InvalidInput, match="projects"):
        enter(district)
    withdraw_project(actor=console(project.zone), project=project, on=DAY, reason="停建")
    with translation.override("en"), pytest.raises(InvalidInput, match="has been withdrawn"):
        enter(district, project)


def test_project_of_another_zone_is_not_found(district: ProjectList) -> None:
    with pytest.raises(NotFound):
        enter(district, a_created_project(a_dated_zone("OT", "别的新区")))


def test_frozen_list_asks_for_a_reason(zone: Zone, district: ProjectList, project: Project) -> None:
    put_on(district, project)
    frozen(district)
    late = a_created_project(zone, name="迟到的")
    with translation.override("en"), pytest.raises(InvalidInput, match="why the project still enters"):
        enter(district, late, reason=" ")
    enter(district, late, reason="市政府专题会议纪要第12号")
    assert (list_events("entered")[-1].data["frozen"], list_events("entered")[0].data["frozen"]) == (
        True,
        False,
    )


@pytest.mark.parametrize(("role", "allowed"), LIST_KEEPERS)
def test_who_may(zone: Zone, district: ProjectList, role: str, allowed: bool) -> None:
    park = a_unit(zone)
    actor = a_list_keeper(zone, role, park)
    project = a_created_project(zone, park)
    if allowed:
        enter_list(actor=actor, project_list=district, projects=[project], on=DAY)
        assert ListMembership.objects.filter(project=project).exists()
    else:
        with pytest.raises(NotAllowed):
            enter_list(actor=actor, project_list=district, projects=[project], on=DAY)
