"""What somebody answers for goes to somebody else when they leave."""

from datetime import date

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.models import Zone
from guatu.organization.duties import open_duties
from guatu.organization.models import Person, Unit
from guatu.organization.rules import DAY
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.end_appointment import end_appointment
from guatu.organization.use_cases.hand_over_duties import hand_over_duties
from guatu.organization.use_cases.replace_holder import replace_holder
from guatu.projects.models.project import Project, ProjectDuty
from tests.builders import LONG_AGO, a_person, a_unit, a_zone, an_actor, console, the_root

pytestmark = pytest.mark.django_db
SINCE = date(2018, 1, 1)


def a_project(zone: Zone, name: str = "项目", unit: Unit | None = None, **people: Person) -> Project:
    project = Project.objects.create(zone=zone, name=name, unit=unit or the_root(zone))
    for role, person in people.items():
        ProjectDuty.objects.create(zone=zone, project=project, role=role, person=person, valid_from=SINCE)
    return project


def in_post(
    zone: Zone, name: str, title: str = "", first: date = LONG_AGO, last: date | None = None
) -> Person:
    person = a_person(zone, name)
    post = create_post(actor=console(zone), unit=the_root(zone), title=title or f"{name}的职务", roles=[])
    appoint_person(actor=console(zone), person=person, post=post, valid_from=first, valid_to=last)
    return person


def test_the_last_appointment_ends_and_the_duties_come_up() -> None:
    zone = a_zone()
    person = in_post(zone, "领导甲")
    first = person.appointments.get()
    project = a_project(zone, lead_official=person)
    Project.objects.create(zone=zone, name="无关", unit=the_root(zone))
    second = create_post(actor=console(zone), unit=the_root(zone), title="兼职", roles=[])
    other = appoint_person(actor=console(zone), person=person, post=second, valid_from=LONG_AGO)
    end = today(zone)
    assert end_appointment(actor=console(zone), appointment=first, valid_to=end) == []
    left = end_appointment(actor=console(zone), appointment=other, valid_to=end)
    assert [(d.subject, d.subject_id, d.since, d.may_hand_over) for d in left] == [
        (project.name, project.id, SINCE, True)
    ]


def test_a_post_changes_hands_and_the_duties_come_up_even_where_others_are_held() -> None:
    zone = a_zone()
    person, successor = in_post(zone, "领导甲"), in_post(zone, "领导乙")
    appointment = person.appointments.get()
    extra = create_post(actor=console(zone), unit=the_root(zone), title="兼职", roles=[])
    appoint_person(actor=console(zone), person=person, post=extra, valid_from=LONG_AGO)
    a_project(zone, lead_official=person, liaison=person)
    done = replace_holder(
        actor=console(zone), appointment=appointment, successor=successor, on=date(2020, 1, 1)
    )
    assert len(done.open_duties) == 2


def test_handing_over_ends_one_duty_and_begins_the_other() -> None:
    zone = a_zone()
    person, successor = in_post(zone, "领导甲"), in_post(zone, "领导乙")
    project = a_project(zone, lead_official=person, liaison=person)
    office = an_actor(zone, "office")
    duties = open_duties(actor=office, person_ids=[person.id])
    lead = next(d for d in duties if ProjectDuty.objects.get(id=d.id).role == "lead_official")
    on = date(2022, 5, 1)
    handed = hand_over_duties(
        actor=office, person=person, keys=[lead.key], to=successor, on=on, reason="工作调整"
    )
    assert handed == [lead]
    rows = ProjectDuty.objects.filter(project=project).order_by("role", "valid_from")
    assert [(r.role, r.person.name, r.valid_from, r.valid_to) for r in rows] == [
        ("lead_official", "领导甲", SINCE, on - DAY),
        ("lead_official", "领导乙", on, None),
        ("liaison", "领导甲", SINCE, None),
    ]
    entry = Entry.objects.get(event="projects.duty.handed_over")
    assert {project.id, person.id, successor.id} <= set(entry.about)
    assert entry.reason == "工作调整"
    assert entry.changes["person"] == ["领导甲", "领导乙"]


@pytest.mark.parametrize(("on", "place"), [(SINCE, "on"), (date(2999, 1, 1), "on"), (date(2009, 1, 1), "to")])
def test_faulty_days(on: date, place: str) -> None:
    zone = a_zone()
    person, successor = in_post(zone, "领导甲"), in_post(zone, "领导乙")
    a_project(zone, lead_official=person)
    key = open_duties(actor=console(zone), person_ids=[person.id])[0].key
    with pytest.raises(InvalidInput) as error:
        hand_over_duties(actor=console(zone), person=person, keys=[key], to=successor, on=on)
    assert [f.place for f in error.value.faults] == [place]
    assert ProjectDuty.objects.count() == 1


def test_duties_go_to_somebody_in_a_post_and_only_once() -> None:
    zone = a_zone()
    person, successor = in_post(zone, "领导甲"), in_post(zone, "领导乙")
    gone = in_post(zone, "离任者", last=date(2019, 1, 1))
    a_project(zone, lead_official=person)
    key = open_duties(actor=console(zone), person_ids=[person.id])[0].key
    on = date(2022, 1, 1)
    for to, keys, place in ((gone, [key], "to"), (person, [key], "to"), (successor, [], "duties")):
        with pytest.raises(InvalidInput) as error:
            hand_over_duties(actor=console(zone), person=person, keys=keys, to=to, on=on)
        assert [f.place for f in error.value.faults] == [place]
    hand_over_duties(actor=console(zone), person=person, keys=[key], to=successor, on=on)
    with pytest.raises(InvalidInput) as error:
        hand_over_duties(actor=console(zone), person=person, keys=[key], to=successor, on=on)
    assert [f.place for f in error.value.faults] == ["duties"]


def test_all_or_none() -> None:
    zone = a_zone()
    person, successor = in_post(zone, "领导甲"), in_post(zone, "领导乙")
    a_project(zone, "一", lead_official=person)
    late = a_project(zone, "二", lead_official=person)
    ProjectDuty.objects.filter(project=late).update(valid_from=date(2023, 1, 1))
    keys = [d.key for d in open_duties(actor=console(zone), person_ids=[person.id])]
    with pytest.raises(InvalidInput):
        hand_over_duties(actor=console(zone), person=person, keys=keys, to=successor, on=date(2022, 1, 1))
    assert ProjectDuty.objects.filter(valid_to__isnull=True, person=person).count() == 2


def test_a_park_sees_and_hands_over_what_is_its_own() -> None:
    zone = a_zone()
    park, other = a_unit(zone, "甲园"), a_unit(zone, "乙园")
    person, successor = in_post(zone, "领导甲"), in_post(zone, "领导乙")
    a_project(zone, "园内", park, lead_official=person)
    a_project(zone, "园外", other, lead_official=person)
    office = an_actor(zone, "office", unit=park)
    mine = open_duties(actor=office, person_ids=[person.id])
    assert [(d.subject, d.may_hand_over) for d in mine] == [("园内", True)]
    everything = [d.key for d in open_duties(actor=console(zone), person_ids=[person.id])]
    with pytest.raises(InvalidInput):
        hand_over_duties(actor=office, person=person, keys=everything, to=successor, on=date(2022, 1, 1))
    clerk = an_actor(zone, "clerk", unit=park)
    with pytest.raises(NotAllowed):
        hand_over_duties(actor=clerk, person=person, keys=[mine[0].key], to=successor, on=date(2022, 1, 1))


def test_withdrawn_projects_leave_nothing_to_hand_over() -> None:
    zone = a_zone()
    person = in_post(zone, "领导甲")
    project = a_project(zone, lead_official=person)
    Project.objects.filter(id=project.id).update(withdrawn_on=date(2022, 1, 1))
    assert open_duties(actor=console(zone), person_ids=None) == []
