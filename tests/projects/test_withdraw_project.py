"""Withdrawing a project, and taking it up again."""

from datetime import date

import pytest
from django.utils import translation

from guatu.audit.models import Entry
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.models import Zone
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.project import Project
from guatu.projects.use_cases.reinstate_project import reinstate_project
from guatu.projects.use_cases.withdraw_project import withdraw_project
from tests.builders import a_unit, an_actor, console
from tests.projects.list_builders import DAY, a_created_project, a_dated_zone, a_list, put_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def project(zone: Zone) -> Project:
    return a_created_project(zone)


def withdraw(
    project: Project, actor: Actor | None = None, on: date = DAY, reason: str = "企业资金链断裂"
) -> None:
    withdraw_project(actor=actor or console(project.zone), project=project, on=on, reason=reason)


def test_leaves_every_list_with_the_reason(zone: Zone, project: Project) -> None:
    district, city = a_list(zone), a_list(zone, "2018年市级重点项目")
    put_on(district, project)
    put_on(city, project)
    withdraw(project)
    assert project.withdrawn_on == DAY
    left = ListMembership.objects.filter(project=project)
    assert {(m.left_on, m.exit_reason) for m in left} == {(DAY, "企业资金链断裂")}
    events = Entry.objects.filter(event__in=["projects.project.withdrawn", "projects.list.left"])
    assert sorted(e.event for e in events) == ["projects.list.left"] * 2 + ["projects.project.withdrawn"]
    assert {e.reason for e in events} == {"企业资金链断裂"}
    of_lists = [e for e in events if e.event == "projects.list.left"]
    assert all(project.id in e.about for e in of_lists), "the project's own history shows it"


def test_entry_later_than_the_withdrawal_is_ended_on_its_own_day(zone: Zone, project: Project) -> None:
    put_on(a_list(zone), project, on=date(2018, 6, 1))
    withdraw(project, on=date(2018, 5, 1))
    assert ListMembership.objects.get(project=project).left_on == date(2018, 6, 1)


@pytest.mark.parametrize(("on", "reason", "place"), [(date(2018, 7, 3), "因为", "on"), (DAY, "  ", "reason")])
def test_needs_a_reason_and_a_day_that_has_come(project: Project, on: date, reason: str, place: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        withdraw(project, on=on, reason=reason)
    assert [f.place for f in raised.value.faults] == [place]


def test_twice_or_when_finished_is_refused(zone: Zone, project: Project) -> None:
    withdraw(project)
    with translation.override("en"), pytest.raises(Refused, match="withdrawn already"):
        withdraw(project)
    built = a_created_project(zone, name="已建成")
    Project.objects.filter(id=built.id).update(actual_finish=date(2018, 5, 1))
    built.refresh_from_db()
    with translation.override("en"), pytest.raises(Refused, match="finished"):
        withdraw(built)


def test_taken_up_again_it_counts_but_stands_on_no_list(zone: Zone, project: Project) -> None:
    put_on(a_list(zone), project)
    withdraw(project)
    with pytest.raises(InvalidInput, match="reason"):
        reinstate_project(actor=console(zone), project=project, reason="")
    reinstate_project(actor=console(zone), project=project, reason="新股东注资")
    assert project.withdrawn_on is None
    assert not ListMembership.objects.filter(project=project, left_on__isnull=True).exists()
    entry = Entry.objects.get(event="projects.project.reinstated")
    assert (entry.reason, entry.changes) == ("新股东注资", {"withdrawn_on": ["2018-07-02", None]})
    with pytest.raises(Refused):
        reinstate_project(actor=console(zone), project=project, reason="再来")


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("office", True), ("office_head", True), ("clerk", False), ("leader", False), ("supervisor", False)],
)
def test_who_may(zone: Zone, project: Project, role: str, allowed: bool) -> None:
    actor = an_actor(zone, role)
    if allowed:
        withdraw(project, actor)
        reinstate_project(actor=actor, project=project, reason="改主意")
    else:
        with pytest.raises(NotAllowed):
            withdraw(project, actor)
        with pytest.raises(NotAllowed):
            reinstate_project(actor=actor, project=project, reason="改主意")


def test_office_of_another_unit_may_not(zone: Zone) -> None:
    project = a_created_project(zone, a_unit(zone))
    with pytest.raises(NotAllowed):
        withdraw(project, an_actor(zone, "office", unit=a_unit(zone, "另一个园区")))
