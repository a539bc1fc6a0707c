"""Old notifications that were read go; nothing else does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from guatu.audit.models import Entry
from guatu.core.actor import Actor
from guatu.core.clock import frozen_at
from guatu.core.errors import NotAllowed
from guatu.notifications.choices import DeliveryState
from guatu.notifications.models import Delivery, Notification
from guatu.notifications.rules import days_kept
from guatu.notifications.tasks import prune_old
from guatu.notifications.use_cases.prune_notifications import prune_notifications
from guatu.notifications.use_cases.read_all_notifications import read_all_notifications
from guatu.organization.powers import system_actor
from tests.builders import a_zone
from tests.notifications.builders import AT_ONCE, HERE_ONLY, NOON, somebody, tell

pytestmark = pytest.mark.django_db


def read(actor: Actor) -> None:
    read_all_notifications(actor=actor)


def test_read_long_ago_goes_and_unread_stays() -> None:
    zone = a_zone()
    reader, reader_id = somebody(zone)
    _other, other_id = somebody(zone, username="other")
    with frozen_at(NOON):
        tell(zone, reader_id, other_id, kind=HERE_ONLY)
        read(reader)
    with frozen_at(NOON + timedelta(days=300)):
        tell(zone, reader_id, kind=HERE_ONLY)
        read(reader)
        assert prune_old([zone]) == 0
    with frozen_at(NOON + timedelta(days=401)):
        assert prune_old([zone]) == 1
        assert prune_old([zone]) == 0
    left = {n.receiver_id: n.read_at is None for n in Notification.objects.all()}
    assert left == {other_id: True, reader_id: False}
    entry = Entry.objects.get(event="notifications.notification.pruned")
    assert entry.data["notifications"] == 1


def test_what_is_on_its_way_stays_and_what_was_sent_goes() -> None:
    zone = a_zone()
    reader, reader_id = somebody(zone)
    with frozen_at(NOON):
        tell(zone, reader_id, kind=AT_ONCE)
        read(reader)
    late = NOON + timedelta(days=500)
    tick = system_actor("messenger", zone)
    assert prune_notifications(actor=tick, now=late) == 0
    Delivery.objects.update(state=DeliveryState.SENT)
    assert prune_notifications(actor=tick, now=late) == 2
    assert not Notification.objects.exists()


@pytest.mark.parametrize(("wanted", "kept"), [(400, 400), (30, 184), (0, 184), (184, 184), (3650, 3650)])
def test_never_less_than_half_a_year(wanted: int, kept: int) -> None:
    assert days_kept(wanted) == kept


def test_the_setting_decides(settings: Any) -> None:
    settings.GUATU_NOTIFICATIONS_KEPT_DAYS = 200
    zone = a_zone()
    reader, reader_id = somebody(zone)
    with frozen_at(NOON):
        tell(zone, reader_id, kind=HERE_ONLY)
        read(reader)
    assert prune_notifications(actor=system_actor("messenger", zone), now=NOON + timedelta(days=199)) == 0
    assert prune_notifications(actor=system_actor("messenger", zone), now=NOON + timedelta(days=201)) == 1
    with pytest.raises(NotAllowed):
        prune_notifications(actor=reader, now=NOON)
