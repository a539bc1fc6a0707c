"""Task forces: formed, changed, disbanded."""

from datetime import date

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.organization.models import TaskForce, TaskForceMember
from guatu.organization.rules import DAY
from guatu.organization.use_cases.change_task_force_members import change_task_force_members
from guatu.organization.use_cases.disband_task_force import disband_task_force
from guatu.organization.use_cases.form_task_force import Seat, form_task_force
from tests.builders import a_person, a_unit, a_zone, an_actor, console, the_root

pytestmark = pytest.mark.django_db
FIRST = date(2022, 2, 1)


def members(force: TaskForce) -> list[tuple[str, str, date, date | None]]:
    rows = TaskForceMember.objects.filter(task_force=force).order_by("valid_from", "person__name")
    return [(r.person.name, r.role, r.valid_from, r.valid_to) for r in rows]


def test_formed_changed_and_disbanded() -> None:
    zone = a_zone()
    actor, unit = console(zone), a_unit(zone)
    head, deputy, new = (a_person(zone, name) for name in ("a 组长", "b 副组长", "c 新人"))
    force = form_task_force(
        actor=actor,
        name="项目专班",
        unit=the_root(zone),
        valid_from=FIRST,
        seats=[Seat(head, "head"), Seat(deputy, "deputy", unit)],
    )
    on = date(2022, 6, 1)
    leaving = TaskForceMember.objects.get(person=deputy)
    # The head stays with another role, the deputy goes, somebody new comes.
    stays = TaskForceMember.objects.get(person=head)
    change_task_force_members(
        actor=actor,
        task_force=force,
        on=on,
        joining=[Seat(new), Seat(head, "member")],
        leaving=[leaving.id, stays.id],
        reason="调整",
    )
    assert members(force) == [
        ("a 组长", "head", FIRST, on - DAY),
        ("b 副组长", "deputy", FIRST, on - DAY),
        ("a 组长", "member", on, None),
        ("c 新人", "member", on, None),
    ]
    last = date(2022, 12, 31)
    disband_task_force(actor=actor, task_force=force, valid_to=last)
    assert {row[3] for row in members(force)[2:]} == {last}
    events = Entry.objects.filter(about__contains=[force.id]).order_by("sequence")
    assert [e.event.rpartition(".")[2] for e in events] == ["formed", "members_changed", "disbanded"]
    for act in (
        lambda: disband_task_force(actor=actor, task_force=force, valid_to=last),
        lambda: change_task_force_members(actor=actor, task_force=force, on=last, joining=[Seat(deputy)]),
    ):
        with pytest.raises(Refused):
            act()


def test_faults_stand_at_their_fields() -> None:
    zone = a_zone()
    actor, person = console(zone), a_person(zone)
    force = form_task_force(
        actor=actor, name="专班", unit=the_root(zone), valid_from=FIRST, seats=[Seat(person)]
    )
    member = TaskForceMember.objects.get()
    cases = [
        (
            lambda: form_task_force(actor=actor, name="专班", unit=the_root(zone), valid_from=FIRST),
            "name",
        ),
        (
            lambda: form_task_force(
                actor=actor,
                name="另一个",
                unit=the_root(zone),
                valid_from=FIRST,
                seats=[Seat(person), Seat(person)],
            ),
            "seats",
        ),
        (
            lambda: change_task_force_members(
                actor=actor, task_force=force, on=date(2022, 6, 1), joining=[Seat(person)]
            ),
            "seats",
        ),
        (lambda: change_task_force_members(actor=actor, task_force=force, on=date(2022, 6, 1)), "seats"),
        (
            lambda: change_task_force_members(actor=actor, task_force=force, on=FIRST, leaving=[member.id]),
            "on",
        ),
        (
            lambda: change_task_force_members(
                actor=actor, task_force=force, on=date(2022, 6, 1), leaving=[force.id]
            ),
            "leaving",
        ),
        (
            lambda: disband_task_force(actor=actor, task_force=force, valid_to=FIRST - DAY),
            "valid_to",
        ),
    ]
    for act, place in cases:
        with pytest.raises(InvalidInput) as error:
            act()
        assert error.value.faults[0].place == place
    assert TaskForceMember.objects.count() == 1


def test_a_park_forms_its_own_only() -> None:
    zone = a_zone()
    park, other = a_unit(zone, "甲园"), a_unit(zone, "乙园")
    office = an_actor(zone, "office", unit=park)
    form_task_force(actor=office, name="园内专班", unit=park, valid_from=FIRST)
    for unit in (other, the_root(zone)):
        with pytest.raises(NotAllowed):
            form_task_force(actor=office, name="外面的", unit=unit, valid_from=FIRST)
