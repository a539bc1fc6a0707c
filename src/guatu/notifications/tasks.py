"""What happens by itself: messages go out, digests are written."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from guatu.calendars.selectors import working_calendar
from guatu.core.clock import CHINA, now
from guatu.core.errors import NotFound
from guatu.core.models import Zone
from guatu.core.walls import zone_open
from guatu.notifications.models import Delivery
from guatu.notifications.rules import digest_is_due
from guatu.notifications.selectors import due_deliveries, people_to_digest, preferences_of
from guatu.notifications.use_cases.deliver_message import deliver_message
from guatu.notifications.use_cases.prune_notifications import prune_notifications
from guatu.notifications.use_cases.send_digest import send_digest
from guatu.organization.powers import system_actor

# A job ends after so many seconds, so that one slow mail server keeps nothing else waiting; the clock goes on with
# the rest.
_PATIENCE = 30.0
_AT_ONCE = 500
# What has lain unread for longer is not brought up by a digest any more.
_KEPT = timedelta(days=30)


@app.task
def deliver(zone_id: str, delivery_ids: list[str], request_id: str = "") -> None:
    """Try those deliveries: deferred by whoever wrote them, in the same transaction. The log reads `request_id`."""
    zone = Zone.objects.filter(id=zone_id).first()
    if zone is not None:
        deliver_each(zone, [UUID(i) for i in delivery_ids])


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="deliver_due", lock="deliver_due")
def deliver_due(timestamp: int) -> None:
    """Every minute: what waited for the end of quiet hours or of a pause, and what a worker left behind."""
    for zone in Zone.objects.order_by("code"):
        with zone_open(zone.id):
            ids = list(due_deliveries(zone.id, now()).values_list("id", flat=True)[:_AT_ONCE])
        deliver_each(zone, ids)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="send_digests", lock="send_digests")
def send_digests(timestamp: int) -> None:
    """Every ten minutes: the digests whose time has come. Nobody gets two a day."""
    write_digests(Zone.objects.order_by("code"))


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="prune_notifications", lock="prune_notifications")
def prune(timestamp: int) -> None:
    """Every night: what was read long ago goes."""
    prune_old(Zone.objects.order_by("code"))


def prune_old(zones: Iterable[Zone]) -> int:
    """Batch by batch, each in a transaction of its own; says how many rows went. Safe to run twice."""
    gone, end = 0, time.monotonic() + _PATIENCE
    for zone in zones:
        actor = system_actor("messenger", zone)
        while time.monotonic() < end and (count := prune_notifications(actor=actor, now=now())):
            gone += count
    return gone


def deliver_each(zone: Zone, delivery_ids: Sequence[UUID]) -> None:
    """Each in a transaction of its own, so that none waits for or falls with another. Safe to run twice."""
    actor, end = system_actor("messenger", zone), time.monotonic() + _PATIENCE
    with zone_open(zone.id):
        for delivery_id in delivery_ids:
            if time.monotonic() > end:
                return
            delivery = Delivery.objects.filter(zone_id=zone.id, id=delivery_id).first()
            if delivery is not None:
                deliver_message(actor=actor, delivery=delivery)


def write_digests(zones: Iterable[Zone]) -> int:
    """The digests that are due by now, on a working day of the zone; says how many. Safe to run twice."""
    count = 0
    for zone in zones:
        with zone_open(zone.id):
            count += _write_digests(zone)
    return count


def _write_digests(zone: Zone) -> int:
    at, count = now(), 0
    day = at.astimezone(CHINA).date()
    people = list(people_to_digest(zone.id, day, at - _KEPT))
    if not people:
        return 0
    try:
        working_day = working_calendar(zone).is_working(day)
    except NotFound:
        working_day = day.weekday() < 5
    preferences = preferences_of(zone.id, [p.id for p in people])
    for person in people:
        if digest_is_due(at, preferences[person.id].digest_at, working_day=working_day):
            sent = send_digest(actor=system_actor("messenger", zone), person=person, day=day)
            count += sent is not None
    return count
