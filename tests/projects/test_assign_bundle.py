"""Naming who answers for a project."""

from datetime import date

import pytest
from django.utils import translation

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.models import Zone
from guatu.organization.models import Person, TaskForce
from guatu.projects.choices import DutyRole
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.use_cases.assign_bundle import Bundle, assign_bundle
from guatu.projects.use_cases.withdraw_project import withdraw_project
from tests.builders import a_person, a_unit, a_zone, an_actor, console
from tests.projects.list_builders import DAY, a_created_project, a_dated_zone, a_task_force

pytestmark = pytest.mark.django_db
MARCH = date(2018, 3, 1)


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def project(zone: Zone) -> Project:
    return a_created_project(zone)


def bundle(
    lead: Person | None = None, liaison: Person | None = None, force: TaskForce | None = None
) -> Bundle:
    return Bundle(lead_official=lead, liaison=liaison, task_force=force)


def assign(project: Project, new: Bundle, on: date = DAY, reason: str = "") -> Project:
    return assign_bundle(actor=console(project.zone), project=project, bundle=new, on=on, reason=reason)


def duties(project: Project, role: DutyRole = DutyRole.LEAD_OFFICIAL) -> list[tuple[str, date, date | None]]:
    rows = ProjectDuty.objects.filter(project=project, role=role).order_by("valid_from")
    return list(rows.values_list("person__name", "valid_from", "valid_to"))


def assigned() -> list[Entry]:
    return list(Entry.objects.filter(event="projects.bundle.assigned").order_by("sequence"))


def test_names_all_three(zone: Zone, project: Project) -> None:
    lead, liaison, force = a_person(zone, "领导甲"), a_person(zone, "联系人乙"), a_task_force(zone)
    assign(project, bundle(lead, liaison, force), on=MARCH)
    assert duties(project) == [("领导甲", MARCH, None)]
    assert duties(project, DutyRole.LIAISON) == [("联系人乙", MARCH, None)]
    project.refresh_from_db()
    assert project.task_force == force
    (entry,) = assigned()
    assert entry.changes == {
        "lead_official": [None, "领导甲"],
        "liaison": [None, "联系人乙"],
        "task_force": [None, "碳纤维项目专班"],
    }
    assert set(entry.about) == {project.id, lead.id, liaison.id}


def test_former_holder_answers_up_to_the_day_before(zone: Zone, project: Project) -> None:
    assign(project, bundle(a_person(zone, "领导甲")), on=MARCH)
    assign(project, bundle(a_person(zone, "领导乙")), reason="分工调整")
    assert duties(project) == [("领导甲", MARCH, date(2018, 7, 1)), ("领导乙", DAY, None)]
    assert assigned()[-1].reason == "分工调整"
    assert assigned()[-1].changes == {"lead_official": ["领导甲", "领导乙"]}


def test_same_people_record_nothing(zone: Zone, project: Project) -> None:
    same = bundle(a_person(zone, "领导甲"), a_person(zone, "联系人乙"))
    assign(project, same, on=MARCH)
    assign(project, same)
    assert len(assigned()) == 1
    assert duties(project) == [("领导甲", MARCH, None)]


def test_mistake_of_the_same_day_is_put_right_in_place(zone: Zone, project: Project) -> None:
    assign(project, bundle(a_person(zone, "领导甲")))
    assign(project, bundle(a_person(zone, "领导乙")))
    assert duties(project) == [("领导乙", DAY, None)]
    assert assigned()[-1].changes == {"lead_official": ["领导甲", "领导乙"]}


def test_nobody_any_more(zone: Zone, project: Project) -> None:
    assign(project, bundle(a_person(zone, "领导甲"), force=a_task_force(zone)), on=MARCH)
    assign(project, bundle())
    assert duties(project) == [("领导甲", MARCH, date(2018, 7, 1))]
    assert project.task_force is None
    assign(project, bundle(a_person(zone, "联系人乙")))
    assign(project, bundle())
    assert duties(project)[-1] == ("联系人乙", DAY, DAY), "a duty of one day keeps that day"


def test_one_holder_of_each_role(zone: Zone, project: Project) -> None:
    for name in ("甲", "乙", "丙"):
        assign(project, bundle(a_person(zone, name), a_person(zone, f"联系人{name}")))
    open_duties = ProjectDuty.objects.filter(project=project, valid_to__isnull=True)
    assert sorted(open_duties.values_list("role", flat=True)) == ["lead_official", "liaison"]


def test_day_has_come_and_is_not_before_the_present_holder(zone: Zone, project: Project) -> None:
    lead = a_person(zone, "甲")
    with translation.override("en"):
        with pytest.raises(InvalidInput, match="a day that has come"):
            assign(project, bundle(lead), on=date(2018, 7, 3))
        assign(project, bundle(lead), on=MARCH)
        with pytest.raises(InvalidInput, match="甲 answers for the project since a later day"):
            assign(project, bundle(a_person(zone, "乙")), on=date(2018, 2, 1))
    assign(project, bundle(lead, a_person(zone, "丙")), on=date(2018, 2, 1))
    assert duties(project, DutyRole.LIAISON) == [("丙", date(2018, 2, 1), None)]


def test_disbanded_and_foreign_ones_are_faults(zone: Zone, project: Project) -> None:
    over = a_task_force(zone, "已解散", valid_to=date(2018, 6, 30))
    with translation.override("en"), pytest.raises(InvalidInput, match="not at work on that day"):
        assign(project, bundle(force=over))
    assign(project, bundle(force=over), on=date(2018, 6, 30))
    there = a_zone("OT", "别的新区")
    with pytest.raises(InvalidInput) as raised:
        assign(project, bundle(a_person(there, "外人"), force=a_task_force(there)))
    assert {f.place for f in raised.value.faults} == {"lead_official", "task_force"}


def test_withdrawn_project_is_refused(zone: Zone, project: Project) -> None:
    withdraw_project(actor=console(zone), project=project, on=DAY, reason="停建")
    with pytest.raises(Refused):
        assign(project, bundle(a_person(zone, "甲")))


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("office", True), ("office_head", True), ("clerk", False), ("leader", False), ("grid_worker", False)],
)
def test_who_may(zone: Zone, project: Project, role: str, allowed: bool) -> None:
    actor, new = an_actor(zone, role), bundle(a_person(zone, "甲"))
    if allowed:
        assign_bundle(actor=actor, project=project, bundle=new, on=DAY)
        assert duties(project) == [("甲", DAY, None)]
    else:
        with pytest.raises(NotAllowed):
            assign_bundle(actor=actor, project=project, bundle=new, on=DAY)


def test_liaison_does_not_name_a_successor(zone: Zone) -> None:
    project = a_created_project(zone, a_unit(zone))
    actor = an_actor(zone, "grid_worker")
    assert actor.person_id is not None
    assign(project, bundle(liaison=Person.objects.get(id=actor.person_id)))
    with pytest.raises(NotAllowed):
        assign_bundle(actor=actor, project=project, bundle=bundle(), on=DAY)
