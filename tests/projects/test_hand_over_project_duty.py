"""A duty in a project goes to somebody else."""

from datetime import date

import pytest

from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.use_cases.hand_over_project_duty import hand_over_project_duty
from tests.builders import a_person, a_unit, a_zone, an_actor, console

pytestmark = pytest.mark.django_db
SINCE, ON = date(2018, 1, 1), date(2020, 1, 1)


@pytest.fixture
def duty() -> ProjectDuty:
    zone = a_zone()
    project = Project.objects.create(zone=zone, name="项目", unit=a_unit(zone, "甲园"))
    return ProjectDuty.objects.create(
        zone=zone, project=project, role="liaison", person=a_person(zone, "前任"), valid_from=SINCE
    )


def test_the_one_before_stays_on_file(duty: ProjectDuty) -> None:
    to = a_person(duty.zone, "后任")
    begun = hand_over_project_duty(actor=console(duty.zone), duty=duty, to=to, on=ON)
    assert (begun.role, begun.person, begun.valid_from, begun.valid_to) == ("liaison", to, ON, None)
    assert ProjectDuty.objects.get(id=duty.id).valid_to == date(2019, 12, 31)
    with pytest.raises(Refused):
        hand_over_project_duty(actor=console(duty.zone), duty=duty, to=to, on=ON)


@pytest.mark.parametrize(("on", "place"), [(SINCE, "on"), (date(2999, 1, 1), "on")])
def test_faulty_days(duty: ProjectDuty, on: date, place: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        hand_over_project_duty(actor=console(duty.zone), duty=duty, to=a_person(duty.zone, "后任"), on=on)
    assert [fault.place for fault in caught.value.faults] == [place]
    with pytest.raises(InvalidInput) as caught:
        hand_over_project_duty(actor=console(duty.zone), duty=duty, to=duty.person, on=ON)
    assert [fault.place for fault in caught.value.faults] == ["to"]


@pytest.mark.parametrize(
    ("role", "where", "allowed"),
    [
        ("office", "top", True),
        ("office", "own", True),
        ("office", "beside", False),
        ("leader", "top", False),
        ("clerk", "own", False),
        ("auditor", "top", False),
        ("office", "another zone", False),
    ],
)
def test_who_may(duty: ProjectDuty, role: str, where: str, allowed: bool) -> None:
    zone = duty.zone if where != "another zone" else a_zone("OZ", "别的新区")
    unit = {"own": duty.project.unit, "beside": a_unit(duty.zone, "乙园")}.get(where)
    actor = an_actor(zone, role, unit=unit)
    to = a_person(duty.zone, "后任")
    if allowed:
        hand_over_project_duty(actor=actor, duty=duty, to=to, on=ON)
    else:
        with pytest.raises(NotAllowed):
            hand_over_project_duty(actor=actor, duty=duty, to=to, on=ON)
