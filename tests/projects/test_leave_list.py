"""Taking a project off a list."""

from datetime import date

import pytest
from django.utils import translation

from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.models import Zone
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.project import Project
from guatu.projects.use_cases.leave_list import leave_list
from tests.builders import a_unit
from tests.projects.list_builders import (
    DAY,
    LIST_KEEPERS,
    a_created_project,
    a_dated_zone,
    a_list,
    a_list_keeper,
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


def test_last_day_stays_on_file(district: ProjectList, project: Project) -> None:
    (membership,) = put_on(district, project)
    assert leave(membership).left_on == DAY
    assert list_events("left")[0].changes["project"] == [project.name, None]
    with pytest.raises(Refused):
        leave(membership)


@pytest.mark.parametrize("on", [date(2018, 7, 3), date(2018, 5, 31)])
def test_day_lies_between_entry_and_today(district: ProjectList, project: Project, on: date) -> None:
    (membership,) = put_on(district, project, on=date(2018, 6, 1))
    with pytest.raises(InvalidInput, match="on"):
        leave(membership, on=on)


def test_frozen_list_asks_for_a_reason(district: ProjectList, project: Project) -> None:
    (membership,) = put_on(district, project)
    frozen(district)
    with translation.override("en"), pytest.raises(InvalidInput, match="why the project leaves"):
        leave(membership)
    assert leave(membership, reason="土地未落实").exit_reason == "土地未落实"
    assert list_events("left")[0].data["frozen"] is True


@pytest.mark.parametrize(("role", "allowed"), LIST_KEEPERS)
def test_who_may(zone: Zone, district: ProjectList, role: str, allowed: bool) -> None:
    park = a_unit(zone)
    actor = a_list_keeper(zone, role, park)
    (membership,) = put_on(district, a_created_project(zone, park))
    if allowed:
        leave_list(actor=actor, membership=membership, on=DAY)
        assert ListMembership.objects.get(id=membership.id).left_on == DAY
    else:
        with pytest.raises(NotAllowed):
            leave_list(actor=actor, membership=membership, on=DAY)
