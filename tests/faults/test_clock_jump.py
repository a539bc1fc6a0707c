"""The machine's clock jumps a month ahead, work goes on, and it is set right: nothing is lost, nothing rings twice, no
time is negative, and what was put off by the wrong clock is not put off for a month."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.audit.selectors import first_break
from guatu.core.clock import frozen_at, now
from guatu.indicators.tasks import remind_all
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.history import LadderStep, MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.tasks import ring_ladders
from guatu.matters.use_cases.ask_extension import ask_extension
from guatu.matters.use_cases.grant_extension import grant_extension
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from guatu.notifications import tasks as messages
from guatu.notifications.models import Delivery, Notification
from guatu.projects.models.lights import ProjectLight
from guatu.projects.tasks import advance_clocks
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.webhooks import tasks as webhooks
from guatu.webhooks.models import Webhook, WebhookDelivery
from tests.builders import a_zone, console
from tests.matters.matter_builders import MONDAY, Cast, a_cast, a_matter, dispatched, fresh, in_hand
from tests.notifications.builders import NOON, somebody, tell
from tests.projects.progress_builders import a_project, a_year, with_calendars
from tests.webhooks.conftest import cast, keeper, receiver, webhook
from tests.webhooks.receiver import Receiver

__all__ = ["cast", "keeper", "receiver", "webhook"]
pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)


@contextmanager
def machine_at(moment: datetime) -> Iterator[None]:
    """The machine's clock as all see it: the product by `core.clock`, Django and the rest by `timezone` and `time`."""
    with pytest.MonkeyPatch.context() as patch, frozen_at(moment):
        patch.setattr(timezone, "now", lambda: moment)
        patch.setattr(time, "time", moment.timestamp)
        yield


def tick(cast: Cast) -> None:
    """What the clock brings, all of it."""
    zones = [cast.zone]
    advance_clocks(zones)
    ring_ladders(zones)
    remind_all(zones)


def rung() -> Counter[tuple[Any, ...]]:
    """Which rungs were reached, and how often."""
    return Counter(LadderStep.objects.values_list("matter_id", "round", "rung", "repetition"))


def test_ladders_ring_once_and_the_record_keeps_its_order() -> None:
    with machine_at(MONDAY):
        cast = a_cast()
        waiting, begun = a_matter(cast), in_hand(cast)
        tick(cast)
        before = Entry.objects.count()
    with machine_at(MONDAY + MONTH):
        tick(cast)
        ahead, told = rung(), Notification.objects.count()
        assert ahead, "a month without a hand stirred rings"
        report_matter_done(actor=cast.clerk, matter=begun, text="done, says the wrong clock")
    with machine_at(MONDAY + timedelta(hours=1)):
        tick(cast)
        verify_matter(actor=cast.supervisor, matter=fresh(begun))
        dispatch = dispatched(cast)
        sign_for_matter(actor=cast.clerk, matter=dispatch)
        tick(cast)
    assert rung() == ahead
    with machine_at(MONDAY + MONTH):
        tick(cast)
    assert ahead <= rung()
    assert {count for step, count in rung().items() if step[0] in {waiting.id, begun.id}} == {1}
    assert told <= Notification.objects.count()

    moves = list(MatterMove.objects.order_by("matter_id", "place").values_list("matter_id", "at"))
    assert all(b[1] >= a[1] for a, b in pairwise(moves) if a[0] == b[0])
    sequence = list(Entry.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequence == list(range(1, len(sequence) + 1))
    assert len(sequence) > before
    assert first_break(cast.zone.id) is None
    assert Matter.objects.count() == MatterStanding.objects.count() == 3


def test_what_was_asked_by_the_wrong_clock_can_be_decided() -> None:
    with machine_at(MONDAY):
        cast = a_cast()
        matter = in_hand(cast)
    with machine_at(MONDAY + timedelta(hours=2)):
        asked = ask_extension(actor=cast.clerk, matter=fresh(matter), days=5, reason="rain")
    with machine_at(MONDAY + timedelta(hours=1)):
        granted = grant_extension(actor=cast.office, request=asked)
    assert (granted.state, granted.decided_at) == ("granted", asked.asked_at)


def test_a_session_begun_by_the_wrong_clock_lasts_no_longer_than_others() -> None:
    user = User.objects.create_user("wang", "a long enough password")
    User.objects.update(password_changed_at=MONDAY)
    client = Client()
    with machine_at(MONDAY + MONTH):
        signed_in = client.post("/accounts/login/", {"login": "wang", "password": "a long enough password"})
        assert signed_in.status_code == 302, signed_in.content
        assert client.get("/").status_code == 200
    with machine_at(MONDAY):
        assert client.get("/").status_code == 200, "nobody is thrown out"
    with machine_at(MONDAY + timedelta(minutes=29)):
        assert client.get("/").status_code == 200
    with machine_at(MONDAY + timedelta(minutes=61)):
        assert client.get("/").status_code == 302, "half an hour without use"
    assert user.is_active


def test_a_session_from_before_is_not_lost() -> None:
    User.objects.create_user("wang", "a long enough password")
    User.objects.update(password_changed_at=MONDAY)
    client = Client()
    with machine_at(MONDAY):
        client.post("/accounts/login/", {"login": "wang", "password": "a long enough password"})
    with machine_at(MONDAY + MONTH):
        assert Client().get("/").status_code == 302
    with machine_at(MONDAY + timedelta(minutes=5)):
        assert client.get("/").status_code == 200


def test_mail_put_off_by_the_wrong_clock_goes_out(settings: Any) -> None:
    settings.EMAIL_HOST, settings.GUATU_PUBLIC_URL = "mail.example.com", "https://guatu.example.com"
    zone = a_zone()
    _, person_id = somebody(zone)
    with machine_at(NOON + MONTH):
        tell(zone, person_id)
        Delivery.objects.update(state="failed", attempts=1, next_attempt_at=now() + timedelta(minutes=5))
    with machine_at(NOON):
        messages.deliver_due(0)
        messages.deliver_due(0)
    assert [m.to for m in mail.outbox] == [["somebody@example.com"]]


def test_a_webhook_put_off_by_the_wrong_clock_goes_out(
    cast: Cast, webhook: Webhook, receiver: Receiver
) -> None:
    today = datetime.now(UTC)
    with machine_at(today + MONTH):
        receiver.status = 500
        a_matter(cast)
        webhooks.deliver_due_messages(0)
    assert [(d.state, d.attempts) for d in WebhookDelivery.objects.all()] == [("failed", 1)]
    receiver.status = 204
    with machine_at(today):
        webhooks.deliver_due_messages(0)
        webhooks.deliver_due_messages(0)
    assert [(d.state, d.attempts) for d in WebhookDelivery.objects.all()] == [("delivered", 2)]
    assert len({message for message, _right, _body in receiver.heard}) == 1


def test_lights_are_those_of_the_day_again() -> None:
    with machine_at(MONDAY):
        zone = with_calendars(a_zone())
        choose_light_rules(actor=console(zone), preset="yinchuan", in_force_from=date(2018, 1, 1))
        a_year(a_project(zone))
        advance_clocks([zone])
        before = list(ProjectLight.objects.order_by("project_id").values_list("project_id", "colour"))
    with machine_at(MONDAY + MONTH):
        advance_clocks([zone])
    with machine_at(MONDAY):
        advance_clocks([zone])
    assert list(ProjectLight.objects.order_by("project_id").values_list("project_id", "colour")) == before
    assert before
