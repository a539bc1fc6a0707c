"""Telling people something."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext_noop

from guatu.audit.models import Entry
from guatu.core.actor import Actor
from guatu.core.clock import CHINA, frozen_at
from guatu.core.errors import NotAllowed
from guatu.core.use_case import use_case
from guatu.notifications.choices import DeliveryKind, DeliveryState, Severity
from guatu.notifications.messages import Message
from guatu.notifications.models import Delivery, Notification, Preference
from guatu.notifications.use_cases.notify_people import notify_people
from tests.builders import a_person, a_unit, a_zone, console
from tests.notifications.builders import (
    AT_ONCE,
    DUE,
    HERE_ONLY,
    IN_DIGEST,
    NIGHT,
    NOON,
    somebody,
    tell,
    told_to,
)

pytestmark = pytest.mark.django_db


def jobs() -> list[tuple[str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return [(name, json.loads(args)) for name, args in cursor.fetchall()]


def test_tells_each_receiver_once_and_records_nothing() -> None:
    zone = a_zone()
    (_, one), (_, two) = somebody(zone, username="one"), somebody(zone, username="two")
    before = Entry.objects.count()
    with frozen_at(NOON):
        told = tell(zone, one, two, one)
    assert (told, told.left_out) == (2, 0)
    [notification] = told_to(one)
    assert notification.words == "Up to 5 characters, please; there are 7."
    assert (notification.created_at, notification.read_at, notification.severity) == (
        NOON,
        None,
        Severity.NORMAL,
    )
    assert Entry.objects.count() == before


def test_reads_in_the_language_of_the_reader() -> None:
    zone = a_zone()
    _, person_id = somebody(zone)
    tell(zone, person_id)
    [notification] = told_to(person_id)
    with translation.override("zh-hans"):
        assert notification.words == "不超过5个字，现有7个字。"


def test_the_same_key_tells_once() -> None:
    zone = a_zone()
    (_, one), (_, two) = somebody(zone, username="one"), somebody(zone, username="two")
    with frozen_at(NOON):
        assert tell(zone, one, dedup_key="matter:1") == 1
        assert tell(zone, one, two, dedup_key="matter:1") == 1
        assert tell(zone, one, two, dedup_key="matter:1") == 0
        assert tell(zone, one, dedup_key="matter:2") == 1
    assert [len(told_to(i)) for i in (one, two)] == [2, 1]
    assert Delivery.objects.count() == 3


def test_who_may_not_see_it_is_not_told() -> None:
    zone = a_zone()
    park, other = a_unit(zone), a_unit(zone, "别的园区")
    (_, near), (_, far) = (
        somebody(zone, unit=park, username="near"),
        somebody(zone, unit=other, username="far"),
    )
    told = tell(zone, near, far, about=park)
    assert (told, told.left_out) == (1, 1)
    assert [(n.subject_type, n.subject_id) for n in told_to(near)] == [("organization.unit", park.id)]
    assert not told_to(far)
    assert {d.person_id for d in Delivery.objects.all()} == {near}


def test_the_caller_may_say_who_sees_it() -> None:
    zone = a_zone()
    (one, first), (_, second) = somebody(zone, username="one"), somebody(zone, username="two")
    told = tell(zone, first, second, may_see=lambda receiver: receiver.person_id == one.person_id)
    assert (told, told.left_out) == (1, 1)
    assert not told_to(second)


def test_each_receiver_may_be_told_in_other_words() -> None:
    zone = a_zone()
    (_, one), (_, two) = somebody(zone, username="one"), somebody(zone, username="two")

    def words(receiver: Actor) -> Message:
        return Message("%(name)s", {"name": receiver.name})

    tell(zone, one, two, text=words)
    assert [told_to(i)[0].words for i in (one, two)] == ["one", "two"]


def test_people_without_a_post_and_of_other_zones_are_left_out() -> None:
    zone, other = a_zone(), a_zone("OZ")
    _, stranger = somebody(other)
    told = tell(zone, a_person(zone).id, stranger)
    assert (told, told.left_out) == (0, 2)
    assert not Notification.objects.exists()


def test_what_no_app_has_registered_is_a_fault_of_the_program() -> None:
    zone = a_zone()
    _, person_id = somebody(zone)
    with pytest.raises(LookupError):
        tell(zone, person_id, kind="tests.unheard_of")
    with pytest.raises(LookupError):
        tell(zone, person_id, about=Preference(zone=zone))
    with pytest.raises(TypeError):
        tell(zone, person_id, text=Message("%(what)s", {"what": object()}))


def test_what_it_is_about_stays_in_its_zone() -> None:
    zone, other = a_zone(), a_zone("OZ")
    _, person_id = somebody(zone)
    with pytest.raises(NotAllowed):
        tell(zone, person_id, about=a_unit(other))


def test_mail_goes_out_as_the_receiver_wants_it() -> None:
    zone = a_zone()
    people = {name: somebody(zone, username=name)[1] for name in ("plain", "digest", "never", "keen")}
    people["no address"] = somebody(zone, username="poor", email="")[1]
    people["locked"] = somebody(zone, username="locked", is_active=False)[1]
    for name, chosen in (("digest", "digest"), ("never", "never")):
        Preference.objects.create(zone=zone, person_id=people[name], mail={AT_ONCE: chosen})
    Preference.objects.create(zone=zone, person_id=people["keen"], mail={HERE_ONLY: "now"})
    names = {i: name for name, i in people.items()}
    with frozen_at(NOON):
        tell(zone, *people.values(), kind=AT_ONCE)
        assert {names[d.person_id] for d in Delivery.objects.all() if d.person_id} == {"plain", "keen"}
        tell(zone, *people.values(), kind=IN_DIGEST)
        assert Delivery.objects.count() == 2
        tell(zone, *people.values(), kind=HERE_ONLY)
    assert [names[d.person_id] for d in Delivery.objects.order_by("id")[2:] if d.person_id] == ["keen"]
    assert Notification.objects.count() == 18


def test_mail_is_given_to_the_queue_within_the_transaction() -> None:
    zone = a_zone()
    _, person_id = somebody(zone)
    with frozen_at(NOON):
        tell(zone, person_id)
    delivery = Delivery.objects.get()
    assert (delivery.kind, delivery.state, delivery.next_attempt_at) == (
        DeliveryKind.MAIL,
        DeliveryState.WAITING,
        NOON,
    )
    expected = {"zone_id": str(zone.id), "delivery_ids": [str(delivery.id)]}
    assert jobs() == [("guatu.notifications.tasks.deliver", expected)]


def test_nothing_is_told_by_an_act_that_fails() -> None:
    zone = a_zone()
    _, person_id = somebody(zone)

    def may_fail(actor: Actor) -> bool:
        return True

    @use_case(may=may_fail)
    def fail(*, actor: Actor) -> None:
        notify_people(
            actor=actor, receivers=[person_id], kind=AT_ONCE, text=DUE, about=None, url="/", dedup_key="x"
        )
        raise RuntimeError("the act failed")

    with frozen_at(NOON), pytest.raises(RuntimeError, match="the act failed"):
        fail(actor=console(zone))
    assert not Notification.objects.exists()
    assert not jobs()


@pytest.mark.parametrize(("urgent", "at"), [(False, datetime(2018, 7, 3, 7, tzinfo=CHINA)), (True, NIGHT)])
def test_only_what_is_urgent_rings_at_night(urgent: bool, at: datetime) -> None:
    zone = a_zone()
    _, person_id = somebody(zone)
    with frozen_at(NIGHT):
        tell(zone, person_id, urgent=urgent)
    assert Delivery.objects.get().next_attempt_at == at
    assert len(jobs()) == int(urgent)


def test_keeps_every_kind_of_parameter() -> None:
    params = {
        "name": "1号厂房",
        "count": 3,
        "share": Decimal("12.50"),
        "day": date(2018, 6, 30),
        "at": datetime(2018, 6, 30, 9, tzinfo=CHINA),
        "stage": Message(gettext_noop("red")),
    }
    message = Message("%(name)s %(count)s %(share)s %(day)s %(at)s %(stage)s", params)
    kept = Message.from_json(message.as_json())
    assert kept == message
    with translation.override("zh-hans"):
        assert str(kept).startswith("1号厂房 3 12.5 2018年6月30日 ")
        assert str(kept).endswith("红灯")


def test_says_one_and_many() -> None:
    def told(count: int) -> str:
        return str(Message("one matter", {"count": count}, plural="%(count)s matters"))

    assert (told(1), told(2)) == ("one matter", "2 matters")
