"""Sending mail and messages to groups, and what happens when that fails."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils.translation import gettext_noop

from guatu.core.actor import Actor
from guatu.core.clock import frozen_at
from guatu.core.errors import NotAllowed
from guatu.notifications import tasks
from guatu.notifications.choices import ChannelKind, DeliveryState, SendFault
from guatu.notifications.messages import Message
from guatu.notifications.models import Delivery, Notification, Preference
from guatu.notifications.rules import PAUSES
from guatu.notifications.use_cases.broadcast_message import broadcast_message
from guatu.notifications.use_cases.deliver_message import deliver_message
from guatu.organization.models import Appointment, Person
from tests.builders import a_unit, a_zone, console, the_root
from tests.notifications.builders import (
    AT_ONCE,
    DUE,
    NIGHT,
    NOON,
    a_channel,
    deliver,
    somebody,
    tell,
    told_to,
)
from tests.notifications.stand_ins import KEY, SECRET, StandIn

pytestmark = pytest.mark.django_db
WORDS = "Up to 5 characters, please; there are 7."


def mailed(zone: Any, **more: Any) -> Delivery:
    """Somebody is told; their mail waits."""
    _, person_id = somebody(zone, **{k: more.pop(k) for k in list(more) if k == "unit"})
    with frozen_at(NOON):
        tell(zone, person_id, **more)
    return Delivery.objects.get()


@pytest.mark.usefixtures("mail_server")
def test_mails_in_the_language_of_the_receiver() -> None:
    zone = a_zone(name="丹阳经开区")
    delivery = mailed(zone, url="/z/TZ/projects/")
    Preference.objects.create(zone=zone, person_id=delivery.person_id, language="zh-hans")
    with frozen_at(NOON):
        sent = deliver(zone, delivery)
    assert (sent.state, sent.sent_at, sent.attempts, sent.next_attempt_at) == (
        DeliveryState.SENT,
        NOON,
        1,
        None,
    )
    [message] = mail.outbox
    assert message.subject == "[丹阳经开区] 不超过5个字，现有7个字。"
    assert message.to == ["somebody@example.com"]
    assert "https://guatu.example.com/z/TZ/projects/" in message.body
    assert "<" not in message.body
    assert Notification.objects.get().mailed_at == NOON


@pytest.mark.usefixtures("mail_server")
def test_a_name_cannot_write_headers() -> None:
    zone = a_zone()
    delivery = mailed(zone, text=Message("%(name)s", {"name": "x\nBcc: all@example.com"}))
    with frozen_at(NOON):
        assert deliver(zone, delivery).state == DeliveryState.SENT
    assert mail.outbox[0].recipients() == ["somebody@example.com"]
    assert mail.outbox[0].subject == "[测试新区] x Bcc: all@example.com"


def test_without_a_mail_server_it_says_so_and_waits() -> None:
    zone = a_zone()
    delivery = mailed(zone)
    with frozen_at(NOON):
        tried = deliver(zone, delivery)
    assert (tried.state, tried.fault, tried.attempts) == (DeliveryState.FAILED, SendFault.NO_SERVER, 1)
    assert tried.next_attempt_at == NOON + PAUSES[0]
    assert tried.get_fault_display() == "No mail server is set up."
    assert Notification.objects.get().mailed_at is None


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize(
    ("error", "fault", "detail"),
    [
        (ConnectionRefusedError(111, "refused"), SendFault.UNREACHABLE, "ConnectionRefusedError"),
        (smtplib.SMTPServerDisconnected("gone"), SendFault.UNREACHABLE, "SMTPServerDisconnected"),
        (smtplib.SMTPAuthenticationError(535, b"no"), SendFault.REFUSED, "535 no"),
        (smtplib.SMTPRecipientsRefused({"x": (550, b"unknown")}), SendFault.REFUSED, "550 unknown"),
    ],
)
def test_a_mail_server_that_fails(
    monkeypatch: pytest.MonkeyPatch, error: Exception, fault: SendFault, detail: str
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise error

    zone = a_zone()
    delivery = mailed(zone)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    with frozen_at(NOON):
        tried = deliver(zone, delivery)
    assert (tried.fault, tried.fault_detail) == (fault, detail)


def test_pauses_grow_and_it_is_given_up_in_the_end() -> None:
    zone = a_zone()
    delivery = mailed(zone, urgent=True)
    moment, pauses = NOON, []
    for _ in PAUSES:
        with frozen_at(moment):
            delivery = deliver(zone, delivery)
            again = deliver(zone, delivery)
        assert again.attempts == delivery.attempts, "not before its time"
        assert delivery.next_attempt_at is not None
        pauses.append(delivery.next_attempt_at - moment)
        moment = delivery.next_attempt_at
    assert tuple(pauses) == PAUSES
    with frozen_at(moment):
        delivery = deliver(zone, delivery)
    assert (delivery.state, delivery.next_attempt_at) == (DeliveryState.GIVEN_UP, None)
    with frozen_at(moment + timedelta(days=9)):
        assert deliver(zone, delivery).attempts == len(PAUSES) + 1


def test_a_pause_does_not_end_within_quiet_hours() -> None:
    zone = a_zone()
    delivery = mailed(zone)
    Preference.objects.create(
        zone=zone, person_id=delivery.person_id, quiet_from=NOON.time(), quiet_to=NIGHT.time()
    )
    with frozen_at(NOON):
        assert deliver(zone, delivery).next_attempt_at == NIGHT


@pytest.mark.usefixtures("mail_server")
def test_who_lost_sight_of_it_meanwhile_is_not_mailed() -> None:
    zone = a_zone()
    park = a_unit(zone)
    delivery = mailed(zone, unit=park, about=park)
    Appointment.objects.update(valid_to=NOON.date() - timedelta(days=1))
    with frozen_at(NOON):
        tried = deliver(zone, delivery)
    assert (tried.state, tried.fault) == (DeliveryState.GIVEN_UP, SendFault.NOT_VISIBLE)
    assert not mail.outbox


@pytest.mark.usefixtures("mail_server")
def test_a_text_that_does_not_fit_is_given_up_and_holds_nobody_up() -> None:
    zone = a_zone()
    (_, one), (_, two) = somebody(zone, username="one"), somebody(zone, username="two")
    with frozen_at(NOON):
        tell(zone, one, text=Message("%(name)s %(missing)s", {"name": "x"}))
        tell(zone, two)
        tasks.deliver_due(timestamp=0)
    states = {d.person_id: (d.state, d.fault) for d in Delivery.objects.all()}
    assert states == {one: (DeliveryState.GIVEN_UP, SendFault.BROKEN), two: (DeliveryState.SENT, "")}


@pytest.mark.usefixtures("mail_server")
def test_twice_is_once() -> None:
    zone = a_zone()
    delivery = mailed(zone)
    with frozen_at(NOON):
        for _ in range(2):
            tasks.deliver(str(zone.id), [str(delivery.id)])
            tasks.deliver_due(timestamp=0)
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("mail_server")
def test_what_a_dead_worker_left_is_sent_by_the_clock() -> None:
    zone = a_zone()
    delivery = mailed(zone)
    with frozen_at(NIGHT):
        tasks.deliver_due(timestamp=0)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert len(mail.outbox) == 1


def test_only_the_messenger_delivers() -> None:
    zone = a_zone()
    actor, person_id = somebody(zone, "office")
    tell(zone, person_id)
    with pytest.raises(NotAllowed):
        deliver_message(actor=actor, delivery=Delivery.objects.get())


@pytest.mark.parametrize("kind", list(ChannelKind))
def test_a_group_is_told_through_its_robot(robots: StandIn, settings: Any, kind: ChannelKind) -> None:
    settings.GUATU_PUBLIC_URL = "https://guatu.example.com"
    zone = a_zone()
    channel = a_channel(zone, robots.origin, kind)
    actor, person_id = somebody(zone)
    Person.objects.filter(id=person_id).update(mobile="13800000000")
    with frozen_at(NOON):
        delivery = broadcast(zone, channel, confidential=False, mention=[person_id])
        sent = deliver(zone, delivery)
    assert (sent.state, sent.fault_detail) == (DeliveryState.SENT, "")
    [body] = robots.received
    text = body["content"]["text"] if kind == ChannelKind.FEISHU else body["text"]["content"]
    mention = {"wecom": "", "dingtalk": "@13800000000\n", "feishu": f"@{actor.name}\n"}[kind]
    assert text == f"{WORDS}\n{mention}https://guatu.example.com/z/TZ/x/"
    if kind == ChannelKind.WECOM:
        assert body["text"]["mentioned_mobile_list"] == ["13800000000"]
    if kind == ChannelKind.DINGTALK:
        assert body["at"] == {"atMobiles": ["13800000000"], "isAtAll": False}


def broadcast(zone: Any, channel: Any, actor: Actor | None = None, **more: Any) -> Delivery | None:
    values = {"text": DUE, "about": None, "url": "/z/TZ/x/", **more}
    return broadcast_message(actor=actor or console(zone), channel=channel, kind=AT_ONCE, **values)


def test_of_what_is_confidential_a_group_learns_only_that_there_is_news(robots: StandIn) -> None:
    zone = a_zone()
    _, person_id = somebody(zone)
    channel = a_channel(zone, robots.origin, ChannelKind.FEISHU)
    secret = Message(gettext_noop("%(who)s"), {"who": "张三举报李四"})
    with frozen_at(NOON):
        delivery = deliver(zone, broadcast(zone, channel, text=secret, mention=[person_id]))
    [body] = robots.received
    assert body["content"]["text"] == "News for this group: Told at once. Open Guatu to read it."
    assert (delivery.text, delivery.mention) == ({}, [])


def test_a_group_is_told_once_and_not_at_night(robots: StandIn) -> None:
    zone = a_zone()
    channel = a_channel(zone, robots.origin)
    with frozen_at(NIGHT):
        delivery = broadcast(zone, channel, dedup_key="x")
        assert broadcast(zone, channel, dedup_key="x") is None
        assert delivery is not None
        assert delivery.next_attempt_at == NIGHT + timedelta(hours=7, minutes=30)
        assert broadcast(zone, channel, urgent=True).next_attempt_at == NIGHT  # type: ignore[union-attr]


def test_who_may_tell_a_group(robots: StandIn) -> None:
    zone = a_zone()
    park = a_unit(zone)
    whole, own = a_channel(zone, robots.origin), a_channel(zone, robots.origin, name="park", unit=park)
    office, _ = somebody(zone, "office", unit=park, username="office")
    clerk, _ = somebody(zone, "clerk", username="clerk")
    with frozen_at(NOON):
        assert broadcast(zone, own, office)
        for channel, actor in ((whole, office), (own, clerk)):
            with pytest.raises(NotAllowed):
                broadcast(zone, channel, actor)


@pytest.mark.parametrize("kind", [ChannelKind.DINGTALK, ChannelKind.FEISHU])
def test_a_wrong_secret_or_clock_is_named(robots: StandIn, kind: ChannelKind) -> None:
    zone = a_zone()
    wrong = a_channel(zone, robots.origin, kind, name="wrong", secret="SECwrong")
    right = a_channel(zone, robots.origin, kind)
    with frozen_at(NOON):
        tried = deliver(zone, broadcast(zone, wrong))
    assert (tried.state, tried.fault) == (DeliveryState.FAILED, SendFault.SIGNATURE)
    with frozen_at(NOON + timedelta(hours=2)):
        assert deliver(zone, broadcast(zone, right)).fault == SendFault.SIGNATURE
    assert not robots.received


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ((200, {}, b'{"errcode": 45009, "errmsg": "api freq out of limit"}'), SendFault.RATE_LIMIT),
        ((429, {}, b"slow down"), SendFault.RATE_LIMIT),
        ((500, {}, b"{}"), SendFault.REFUSED),
        ((200, {}, b"<html>"), SendFault.REFUSED),
        ((200, {}, b"[]"), SendFault.REFUSED),
        ((302, {"Location": "/elsewhere"}, b""), SendFault.REFUSED),
    ],
)
def test_an_answer_that_is_no_success_is_tried_again(
    robots: StandIn, told: tuple[int, dict[str, str], bytes], fault: SendFault
) -> None:
    zone = a_zone()
    channel = a_channel(zone, robots.origin, ChannelKind.WECOM)
    robots.told = told
    with frozen_at(NOON):
        tried = deliver(zone, broadcast(zone, channel))
        assert (tried.state, tried.fault) == (DeliveryState.FAILED, fault)
        assert not robots.received, "a redirect is not followed"
    robots.told = None
    with frozen_at(NOON + PAUSES[0]):
        tasks.deliver_due(timestamp=0)
    tried.refresh_from_db()
    assert (tried.state, tried.attempts, tried.fault) == (DeliveryState.SENT, 2, "")


def test_what_the_other_side_says_is_kept_without_keys(robots: StandIn) -> None:
    zone = a_zone()
    channel = a_channel(zone, robots.origin)
    robots.told = (200, {}, f'{{"errcode": 1, "errmsg": "bad {KEY} and {SECRET}"}}'.encode())
    with frozen_at(NOON):
        tried = deliver(zone, broadcast(zone, channel))
    assert tried.fault_detail == "1 bad ···· and ····"


def test_a_host_that_is_not_there_or_not_known_any_more(robots: StandIn, settings: Any) -> None:
    zone = a_zone()
    settings.GUATU_ROBOT_HOSTS = ["http://127.0.0.1:9", robots.origin]
    silent = a_channel(zone, "http://127.0.0.1:9", name="silent")
    channel = a_channel(zone, robots.origin)
    with frozen_at(NOON):
        assert deliver(zone, broadcast(zone, silent)).fault == SendFault.UNREACHABLE
        settings.GUATU_ROBOT_HOSTS = []
        tried = deliver(zone, broadcast(zone, channel))
    assert (tried.state, tried.fault) == (DeliveryState.GIVEN_UP, SendFault.BAD_ADDRESS)
    assert not robots.received


@pytest.mark.usefixtures("mail_server")
def test_one_receiver_that_fails_holds_up_no_other(robots: StandIn) -> None:
    zone = a_zone()
    bad, good = a_channel(zone, robots.origin, secret="x", name="bad"), a_channel(zone, robots.origin)
    _, person_id = somebody(zone)
    with frozen_at(NOON):
        broadcast(zone, bad)
        tell(zone, person_id)
        broadcast(zone, good)
        tasks.deliver_due(timestamp=0)
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["failed", "sent", "sent"]
    assert told_to(person_id)[0].mailed_at == NOON
    assert the_root(zone).id == good.unit_id
