"""Posts and who holds them."""

from datetime import date

import pytest

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.organization.models import Appointment, Person, Post
from guatu.organization.powers import actor_for
from guatu.organization.rules import DAY
from guatu.organization.use_cases.abolish_post import abolish_post
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.edit_person import edit_person
from guatu.organization.use_cases.edit_post import edit_post
from guatu.organization.use_cases.end_appointment import end_appointment
from guatu.organization.use_cases.replace_holder import replace_holder
from guatu.organization.use_cases.withdraw_appointment import withdraw_appointment
from tests.builders import LONG_AGO, a_person, a_unit, a_zone, an_actor, console, the_root

pytestmark = pytest.mark.django_db


def a_post(zone, title: str = "主任", roles: list[str] | None = None) -> Post:  # type: ignore[no-untyped-def]
    return create_post(actor=console(zone), unit=the_root(zone), title=title, roles=roles or [])


def appoint(person: Person, post: Post, first: date = LONG_AGO, last: date | None = None) -> Appointment:
    return appoint_person(
        actor=console(post.zone),
        person=person,
        post=post,
        valid_from=first,
        valid_to=last,
        source="〔2010〕1号",
    )


def places(error: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [fault.place for fault in error.value.faults]


def test_the_record_says_who_to_what_and_by_which_document() -> None:
    zone = a_zone()
    person, post = a_person(zone), a_post(zone)
    appointment = appoint(person, post)
    entry = Entry.objects.get(event="organization.person.appointed")
    assert entry.subject_id == appointment.id
    assert {person.id, post.id, post.unit_id} <= set(entry.about)
    assert entry.changes["source"] == [None, "〔2010〕1号"]


@pytest.mark.parametrize(
    ("first", "last", "place"),
    [
        (date(2020, 1, 1), date(2019, 12, 31), "valid_to"),
        (date(2018, 6, 30), None, "person"),
        (date(2009, 1, 1), date(2010, 1, 1), "person"),
    ],
)
def test_faulty_days(first: date, last: date | None, place: str) -> None:
    zone = a_zone()
    person, post = a_person(zone), a_post(zone)
    appoint(person, post, LONG_AGO, date(2018, 6, 30))
    with pytest.raises(InvalidInput) as error:
        appoint(person, post, first, last)
    assert places(error) == [place]


def test_the_same_person_may_come_back_and_somebody_else_may_hold_it_too() -> None:
    zone = a_zone()
    person, post = a_person(zone), a_post(zone)
    appoint(person, post, LONG_AGO, date(2018, 6, 30))
    appoint(person, post, date(2018, 7, 1))
    appoint(a_person(zone, "另一人"), post)
    assert Appointment.objects.filter(post=post).count() == 3


def test_nobody_appoints_themselves() -> None:
    zone = a_zone()
    office = an_actor(zone, "office")
    own = Person.objects.get(id=office.person_id)
    post = create_post(actor=office, unit=the_root(zone), title="书记", roles=["leader"])
    with pytest.raises(Refused) as caught:
        appoint_person(actor=office, person=own, post=post, valid_from=LONG_AGO)
    assert caught.value.code == "own_appointment"
    assert not Appointment.objects.filter(post=post).exists()


def test_nobody_gives_their_own_post_other_roles() -> None:
    zone = a_zone()
    office = an_actor(zone, "office")
    post = Post.objects.get(appointments__person_id=office.person_id)
    with pytest.raises(Refused):
        edit_post(actor=office, post=post, title=post.title, roles=["office", "leader"])
    edit_post(actor=office, post=post, title="新称呼", roles=["office"])
    edit_post(actor=console(zone), post=post, title="新称呼", roles=["leader", "office", "leader"])
    assert Post.objects.get(id=post.id).roles == ["leader", "office"]


def test_powers_follow_the_roles_of_a_post_at_once() -> None:
    zone = a_zone()
    clerk = an_actor(zone, "clerk")
    post = Post.objects.get(appointments__person_id=clerk.person_id)
    edit_post(actor=console(zone), post=post, title=post.title, roles=["auditor"])
    now = actor_for(User.objects.get(id=clerk.user_id), zone)
    assert now is not None
    assert now.may("audit.view_record")
    assert not now.may("projects.tune_plan")


def test_faults_of_a_post() -> None:
    zone = a_zone()
    a_post(zone, "主任")
    with pytest.raises(InvalidInput) as error:
        create_post(actor=console(zone), unit=the_root(zone), title=" 主任 ", roles=["emperor"])
    assert places(error) == ["roles", "title"]


def test_ending_shuts_the_door_the_day_after() -> None:
    zone = a_zone()
    clerk = an_actor(zone, "clerk")
    appointment = Appointment.objects.get(person_id=clerk.person_id)
    user = User.objects.get(id=clerk.user_id)
    assert end_appointment(actor=console(zone), appointment=appointment, valid_to=today(zone)) == []
    assert actor_for(user, zone) is not None
    end_appointment(actor=console(zone), appointment=appointment, valid_to=today(zone) - DAY, reason="更正")
    assert actor_for(user, zone) is None
    with pytest.raises(InvalidInput):
        end_appointment(actor=console(zone), appointment=appointment, valid_to=LONG_AGO - DAY)


def test_what_has_not_begun_is_withdrawn_and_what_has_is_not() -> None:
    zone = a_zone()
    person, post = a_person(zone), a_post(zone)
    begun = appoint(person, post, LONG_AGO, today(zone))
    to_come = appoint(person, post, today(zone) + DAY)
    withdraw_appointment(actor=console(zone), appointment=to_come, reason="改派")
    with pytest.raises(Refused):
        withdraw_appointment(actor=console(zone), appointment=begun, reason="改派")
    assert list(Appointment.objects.filter(post=post)) == [begun]
    assert Entry.objects.get(event="organization.appointment.withdrawn").reason == "改派"


def test_one_follows_the_other_without_a_gap() -> None:
    zone = a_zone()
    before, after, post = a_person(zone, "前任"), a_person(zone, "后任"), a_post(zone)
    appointment = appoint(before, post)
    on = date(2020, 1, 1)
    done = replace_holder(
        actor=console(zone), appointment=appointment, successor=after, on=on, source="〔2020〕1号"
    )
    rows = Appointment.objects.filter(post=post).order_by("valid_from")
    assert [(r.person.name, r.valid_from, r.valid_to) for r in rows] == [
        ("前任", LONG_AGO, on - DAY),
        ("后任", on, None),
    ]
    assert done.appointment == rows[1]
    assert Entry.objects.filter(event__in=["organization.appointment.ended"]).count() == 1


def test_a_failed_replacement_changes_nothing() -> None:
    zone = a_zone()
    before, after, post = a_person(zone, "前任"), a_person(zone, "后任"), a_post(zone)
    appointment = appoint(before, post)
    appoint(after, post, date(2019, 1, 1))
    for successor, on, place in (
        (after, date(2020, 1, 1), "person"),
        (before, date(2020, 1, 1), "successor"),
        (a_person(zone, "第三人"), LONG_AGO, "on"),
    ):
        with pytest.raises(InvalidInput) as error:
            replace_holder(actor=console(zone), appointment=appointment, successor=successor, on=on)
        assert places(error) == [place]
    assert Appointment.objects.get(id=appointment.id).valid_to is None


def test_a_post_is_abolished_once_nobody_holds_it() -> None:
    zone = a_zone()
    person, post = a_person(zone), a_post(zone)
    appointment = appoint(person, post)
    on = date(2020, 1, 1)
    with pytest.raises(Refused) as caught:
        abolish_post(actor=console(zone), post=post, abolished_on=on)
    assert caught.value.code == "still_held"
    end_appointment(actor=console(zone), appointment=appointment, valid_to=on - DAY)
    abolish_post(actor=console(zone), post=post, abolished_on=on)
    with pytest.raises(InvalidInput) as error:
        appoint(person, post, on)
    assert places(error) == ["post"]
    with pytest.raises(Refused):
        edit_post(actor=console(zone), post=post, title="别的", roles=[])


def test_a_park_edits_its_own_people_only() -> None:
    zone = a_zone()
    park, other = a_unit(zone, "甲园"), a_unit(zone, "乙园")
    office = an_actor(zone, "office", unit=park)
    inside = create_post(actor=console(zone), unit=park, title="专员", roles=[])
    outside = create_post(actor=console(zone), unit=other, title="专员", roles=[])
    new, here, both = (a_person(zone, name) for name in ("新来的", "园里的", "两边的"))
    appoint(here, inside)
    appoint(both, inside)
    appoint(both, outside)
    for person, allowed in ((new, True), (here, True), (both, False)):
        if allowed:
            edit_person(actor=office, person=person, name=person.name, mobile="13800000000")
        else:
            with pytest.raises(NotAllowed):
                edit_person(actor=office, person=person, name=person.name, mobile="13800000000")
