"""Group robots: added, changed, tested and removed, their keys never told."""

import json
import logging
from typing import Any

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, NotFound
from guatu.notifications.choices import ChannelKind, DeliveryState, SendFault
from guatu.notifications.models import Channel, Delivery
from guatu.notifications.selectors import get_channel, visible_channels
from guatu.notifications.use_cases.add_channel import add_channel
from guatu.notifications.use_cases.broadcast_message import broadcast_message
from guatu.notifications.use_cases.edit_channel import edit_channel
from guatu.notifications.use_cases.remove_channel import remove_channel
from guatu.notifications.use_cases.send_test_message import send_test_message
from tests.builders import a_unit, a_zone, console, the_root
from tests.notifications.builders import AT_ONCE, DUE, NIGHT, NOON, a_channel, deliver, somebody, webhook_at
from tests.notifications.stand_ins import KEY, SECRET, StandIn

pytestmark = pytest.mark.django_db


def recorded() -> str:
    """All that the record says of robots."""
    entries = Entry.objects.filter(event__startswith="notifications.").values(
        "changes", "data", "subject_label"
    )
    return json.dumps(list(entries), default=str)


def test_adds_and_changes_one_and_records_no_key(robots: StandIn) -> None:
    zone = a_zone()
    park = a_unit(zone)
    channel = a_channel(zone, robots.origin, unit=park, name=" 园区群 ")
    assert (channel.name, channel.secret, channel.enabled) == ("园区群", SECRET, True)
    edit_channel(actor=console(zone), channel=channel, unit=park, name="园区群", secret="SECanother")
    edit_channel(
        actor=console(zone),
        channel=channel,
        unit=the_root(zone),
        name="全区群",
        webhook=webhook_at(robots.origin, ChannelKind.DINGTALK, "another-key-that-is-long-enough"),
        enabled=False,
    )
    assert (channel.secret, channel.enabled, channel.unit_id) == ("SECanother", False, the_root(zone).id)
    remove_channel(actor=console(zone), channel=channel)
    told = recorded()
    for secret in (KEY, SECRET, "SECanother", "another-key"):
        assert secret not in told
    events = list(Entry.objects.filter(event__startswith="notifications.").values_list("event", flat=True))
    assert [e.rpartition(".")[2] for e in events] == ["added", "edited", "edited", "removed"]


def test_nothing_changed_is_nothing_recorded(robots: StandIn) -> None:
    zone = a_zone()
    channel = a_channel(zone, robots.origin)
    edit_channel(actor=console(zone), channel=channel, unit=channel.unit, name=channel.name)
    assert Entry.objects.filter(event="notifications.channel.edited").count() == 0


def test_names_every_field_at_fault(robots: StandIn) -> None:
    zone = a_zone()
    a_channel(zone, robots.origin, ChannelKind.WECOM, name="taken")

    def faults(**values: Any) -> set[str]:
        given = {
            "unit": the_root(zone),
            "kind": "wecom",
            "name": "new",
            "webhook": webhook_at(robots.origin, ChannelKind.WECOM),
            **values,
        }
        with pytest.raises(InvalidInput) as caught:
            add_channel(actor=console(zone), **given)
        return {fault.place for fault in caught.value.faults}

    assert faults(name=" ", webhook="http://127.0.0.1:5432/") == {"name", "webhook"}
    assert faults(name="taken") == {"name"}
    assert faults(kind="telegram") == {"kind"}
    assert faults(kind="feishu") == {"webhook"}
    assert faults(secret="x") == {"secret"}
    assert Channel.objects.count() == 1


def test_its_keys_go_and_its_name_is_free_again(robots: StandIn) -> None:
    zone = a_zone()
    channel = a_channel(zone, robots.origin)
    with frozen_at(NIGHT):
        delivery = broadcast_message(
            actor=console(zone), channel=channel, kind=AT_ONCE, text=DUE, about=None, url="/"
        )
    assert delivery is not None
    remove_channel(actor=console(zone), channel=channel)
    remove_channel(actor=console(zone), channel=channel)
    channel.refresh_from_db()
    delivery.refresh_from_db()
    assert (channel.webhook, channel.secret, channel.enabled) == ("", "", False)
    assert (delivery.state, delivery.fault) == (DeliveryState.GIVEN_UP, SendFault.CHANNEL_GONE)
    assert not visible_channels(actor=console(zone)).exists()
    assert a_channel(zone, robots.origin).id != channel.id
    again = broadcast_message(
        actor=console(zone), channel=channel, kind=AT_ONCE, text=DUE, about=None, url="/"
    )
    assert again is None


def test_one_that_is_switched_off_meanwhile_is_not_asked(robots: StandIn) -> None:
    zone = a_zone()
    channel = a_channel(zone, robots.origin)
    with frozen_at(NOON):
        delivery = broadcast_message(
            actor=console(zone), channel=channel, kind=AT_ONCE, text=DUE, about=None, url="/"
        )
        edit_channel(actor=console(zone), channel=channel, unit=channel.unit, name="x", enabled=False)
        assert deliver(zone, delivery).fault == SendFault.CHANNEL_GONE
    assert not robots.received


def test_a_test_message_goes_out_at_once_whatever_the_hour(
    robots: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    zone = a_zone()
    robots.clock = NIGHT.timestamp()
    good, bad = a_channel(zone, robots.origin), a_channel(zone, robots.origin, name="bad", secret="wrong")
    with frozen_at(NIGHT), caplog.at_level(logging.DEBUG):
        sent = send_test_message(actor=console(zone), channel=good)
        failed = send_test_message(actor=console(zone), channel=bad)
    assert sent.state == DeliveryState.SENT
    assert robots.received[0]["text"]["content"] == "A test message from Guatu, 测试新区. It works."
    assert (failed.state, failed.fault, failed.next_attempt_at) == (
        DeliveryState.GIVEN_UP,
        SendFault.SIGNATURE,
        None,
    )
    assert KEY not in caplog.text
    assert SECRET not in caplog.text
    assert Delivery.objects.count() == 2


def test_a_park_keeps_its_own_robots_alone(robots: StandIn) -> None:
    zone, other = a_zone(), a_zone("OZ")
    park = a_unit(zone)
    whole, own = a_channel(zone, robots.origin), a_channel(zone, robots.origin, name="park", unit=park)
    office, _ = somebody(zone, "office", unit=park, username="office")
    stranger, _ = somebody(other, "office", username="stranger")
    clerk, _ = somebody(zone, "clerk", username="clerk")
    assert list(visible_channels(actor=office)) == [own]
    with pytest.raises(NotFound):
        get_channel(whole.id, actor=office)
    with pytest.raises(NotFound):
        get_channel(own.id, actor=stranger)
    with pytest.raises(NotAllowed):
        visible_channels(actor=clerk)
    for act in (
        lambda: edit_channel(actor=office, channel=own, unit=the_root(zone), name="x"),
        lambda: edit_channel(actor=office, channel=whole, unit=park, name="x"),
        lambda: remove_channel(actor=office, channel=whole),
        lambda: send_test_message(actor=stranger, channel=own),
        lambda: add_channel(actor=clerk, unit=park, kind="wecom", name="x", webhook="x"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert edit_channel(actor=office, channel=own, unit=park, name="x").name == "x"
