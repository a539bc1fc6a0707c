"""Preferences, reading, and the daily digest."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail

from guatu.audit.models import Entry
from guatu.core.clock import CHINA, frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from guatu.core.models import Zone
from guatu.notifications import tasks
from guatu.notifications.choices import DeliveryKind, DeliveryState
from guatu.notifications.models import Delivery, Preference
from guatu.notifications.selectors import get_notification, own_preference, unread_count, visible_deliveries
from guatu.notifications.use_cases.read_all_notifications import read_all_notifications
from guatu.notifications.use_cases.read_notification import read_notification
from guatu.notifications.use_cases.retry_delivery import retry_delivery
from guatu.notifications.use_cases.save_preferences import save_preferences
from guatu.organization.models import Person
from tests.builders import a_unit, a_zone, console
from tests.notifications.builders import (
    AT_ONCE,
    HERE_ONLY,
    IN_DIGEST,
    NIGHT,
    NOON,
    a_channel,
    deliver,
    somebody,
    tell,
    told_to,
)
from tests.notifications.stand_ins import StandIn

pytestmark = pytest.mark.django_db


def test_reading_counts_once_and_is_ones_own() -> None:
    zone = a_zone()
    (one, first), (two, _) = somebody(zone, username="one"), somebody(zone, username="two")
    with frozen_at(NOON):
        tell(zone, first)
        [notification] = told_to(first)
        assert unread_count(actor=one) == 1
        read_notification(actor=one, notification=notification)
    with frozen_at(NIGHT):
        read_notification(actor=one, notification=notification)
    notification.refresh_from_db()
    assert (notification.read_at, unread_count(actor=one)) == (NOON, 0)
    with pytest.raises(NotFound):
        get_notification(notification.id, actor=two)
    with pytest.raises(NotAllowed):
        read_notification(actor=two, notification=notification)
    with pytest.raises(NotAllowed):
        read_all_notifications(actor=console(zone))


def test_reading_all_leaves_what_came_after_the_list() -> None:
    zone = a_zone()
    (one, first), (two, second) = somebody(zone, username="one"), somebody(zone, username="two")
    for minutes in (0, 1, 2):
        with frozen_at(NOON + timedelta(minutes=minutes)):
            tell(zone, first, second)
    with frozen_at(NIGHT):
        assert read_all_notifications(actor=one, until=NOON + timedelta(minutes=1)) == 2
    assert (unread_count(actor=one), unread_count(actor=two)) == (1, 3)


def test_preferences_are_kept_recorded_and_ones_own() -> None:
    zone = a_zone()
    (one, first), (two, _) = somebody(zone, username="one"), somebody(zone, username="two")
    person = Person.objects.get(id=first)
    assert own_preference(actor=one).quiet_from == time(22)
    save_preferences(actor=one, person=person, mail={AT_ONCE: "now", IN_DIGEST: "digest"})
    assert not Preference.objects.exists(), "the defaults are not kept"
    save_preferences(
        actor=one,
        person=person,
        mail={AT_ONCE: "never", IN_DIGEST: "digest"},
        quiet_from=time(20),
        digest_at=time(9),
    )
    kept = own_preference(actor=one)
    assert (kept.mail, kept.quiet_from, kept.quiet_to, kept.digest_at) == (
        {AT_ONCE: "never"},
        time(20),
        time(7),
        time(9),
    )
    entry = Entry.objects.get(event="notifications.preferences.saved")
    assert entry.changes["mail"] == [{}, {AT_ONCE: "never"}]
    assert person.id in entry.about
    save_preferences(actor=one, person=person, mail=kept.mail, quiet_from=time(20), digest_at=time(9))
    assert Entry.objects.filter(event="notifications.preferences.saved").count() == 1
    with pytest.raises(NotAllowed):
        save_preferences(actor=two, person=person, mail={})
    with pytest.raises(InvalidInput) as caught:
        save_preferences(actor=one, person=person, mail={"tests.unheard_of": "now", AT_ONCE: "hourly"})
    assert {f.place for f in caught.value.faults} == {"mail-tests.unheard_of", f"mail-{AT_ONCE}"}


def at(hour: int, minute: int = 0, day: int = 3) -> datetime:
    return datetime(2018, 7, day, hour, minute, tzinfo=CHINA)


def digests(moment: datetime) -> int:
    """What the clock writes and sends at that moment."""
    with frozen_at(moment):
        count = tasks.write_digests(Zone.objects.all())
        tasks.deliver_due(timestamp=0)
    return count


@pytest.mark.usefixtures("mail_server")
def test_a_digest_a_day_with_what_is_unread_and_not_mailed() -> None:
    zone = a_zone()
    actor, person_id = somebody(zone)
    with frozen_at(NOON):
        for kind in (IN_DIGEST, IN_DIGEST, HERE_ONLY, AT_ONCE):
            tell(zone, person_id, kind=kind)
        read = told_to(person_id)[-1]
        assert read.kind == IN_DIGEST
        read_notification(actor=actor, notification=read)
        tasks.deliver_due(timestamp=0)
    assert len(mail.outbox) == 1, "the one that goes at once"
    assert digests(at(8, 29)) == 0
    assert digests(at(8, 30)) == 1
    assert digests(at(8, 40)) == 0
    assert len(mail.outbox) == 2
    digest = mail.outbox[1]
    assert digest.subject == "[测试新区] 1 message unread"
    assert digest.body.count("\n· ") == 1
    assert "https://guatu.example.com/z/TZ/notifications/" in digest.body
    with frozen_at(at(12)):
        tell(zone, person_id, kind=IN_DIGEST)
    assert digests(at(13)) == 0, "one a day"
    assert digests(at(8, 30, day=4)) == 1
    assert mail.outbox[2].body.count("\n· ") == 1


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize("moment", [at(9, day=7), at(9, day=8)])
def test_no_digest_on_days_off(moment: datetime) -> None:
    zone = a_zone()
    _, person_id = somebody(zone)
    with frozen_at(NOON):
        tell(zone, person_id, kind=IN_DIGEST)
    assert digests(moment) == 0
    assert digests(at(9, day=9)) == 1


@pytest.mark.usefixtures("mail_server")
def test_never_an_empty_digest() -> None:
    zone = a_zone()
    actor, person_id = somebody(zone)
    assert digests(at(9)) == 0
    with frozen_at(NOON):
        tell(zone, person_id, kind=HERE_ONLY)
    assert digests(at(9)) == 0, "who wants nothing by mail gets none"
    with frozen_at(at(9)):
        tell(zone, person_id, kind=IN_DIGEST)
        assert tasks.write_digests([zone]) == 1
        read_all_notifications(actor=actor)
        tasks.deliver_due(timestamp=0)
    assert not mail.outbox, "all was read before it went out"
    assert not Delivery.objects.exists()


@pytest.mark.usefixtures("mail_server")
def test_a_digest_holds_nothing_that_its_receiver_may_not_see_any_more() -> None:
    zone = a_zone()
    park, other = a_unit(zone), a_unit(zone, "别的园区")
    _, person_id = somebody(zone, unit=park)
    with frozen_at(NOON):
        tell(zone, person_id, kind=IN_DIGEST, about=park)
        tell(zone, person_id, kind=IN_DIGEST)
    post = Person.objects.get(id=person_id).appointments.get().post
    post.unit = other
    post.save()
    assert digests(at(9)) == 1
    assert mail.outbox[0].body.count("\n· ") == 1


@pytest.mark.usefixtures("mail_server")
def test_mail_that_was_given_up_comes_with_the_digest() -> None:
    zone = a_zone()
    _, person_id = somebody(zone)
    with frozen_at(NOON):
        tell(zone, person_id)
    delivery = Delivery.objects.get()
    with frozen_at(NOON):
        assert tasks.write_digests([zone]) == 0, "it is on its way alone"
    delivery.state, delivery.next_attempt_at = DeliveryState.GIVEN_UP, None
    delivery.save()
    assert digests(at(9)) == 1
    assert Delivery.objects.get(kind=DeliveryKind.DIGEST).digest_day == date(2018, 7, 3)


def test_an_administrator_has_a_delivery_tried_again(robots: StandIn) -> None:
    zone = a_zone()
    park = a_unit(zone)
    a_channel(zone, robots.origin)
    administrator, _ = somebody(zone, "system_administrator", username="admin")
    office, _ = somebody(zone, "office", unit=park, username="office")
    _, person_id = somebody(zone)
    with frozen_at(NOON):
        tell(zone, person_id)
        failed = deliver(zone, Delivery.objects.get())
    assert failed.state == DeliveryState.FAILED
    assert list(visible_deliveries(actor=administrator)) == [failed]
    assert not visible_deliveries(actor=office).exists()
    with pytest.raises(NotAllowed):
        retry_delivery(actor=office, delivery=failed)
    with frozen_at(NIGHT):
        again = retry_delivery(actor=administrator, delivery=failed)
    assert (again.state, again.attempts, again.next_attempt_at) == (DeliveryState.WAITING, 0, NIGHT)
    again.state = DeliveryState.SENT
    with pytest.raises(Refused):
        retry_delivery(actor=administrator, delivery=again)
