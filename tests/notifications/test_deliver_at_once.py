"""Two workers and one message: it leaves once, and a worker that dies leaves it to the next."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.notifications.choices import ChannelKind, DeliveryState
from guatu.notifications.models import Delivery
from guatu.notifications.tasks import deliver_each
from guatu.notifications.use_cases.broadcast_message import broadcast_message
from tests.builders import a_zone, console
from tests.notifications.builders import AT_ONCE, DUE, NOON, a_channel
from tests.notifications.stand_ins import StandIn

module: Any = import_module("guatu.notifications.use_cases.deliver_message")

pytestmark = pytest.mark.usefixtures("committed_db", "in_english")


def waiting(robots: StandIn) -> tuple[Zone, Delivery]:
    zone = a_zone()
    channel = a_channel(zone, robots.origin, ChannelKind.DINGTALK)
    with frozen_at(NOON):
        delivery = broadcast_message(
            actor=console(zone),
            channel=channel,
            kind=AT_ONCE,
            text=DUE,
            about=None,
            url="/",
            confidential=False,
        )
    assert delivery is not None
    return zone, delivery


def test_two_workers_send_it_once(robots: StandIn) -> None:
    zone, delivery = waiting(robots)

    def work(_number: int) -> None:
        try:
            with frozen_at(NOON):
                deliver_each(zone, [delivery.id])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, len(robots.received)) == (DeliveryState.SENT, 1, 1)


def test_a_worker_that_dies_in_between_leaves_it_waiting(
    robots: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone, delivery = waiting(robots)
    send = module.send_to_group

    def send_and_die(*args: Any) -> None:
        send(*args)
        raise SystemExit

    with frozen_at(NOON):
        monkeypatch.setattr(module, "send_to_group", send_and_die)
        with pytest.raises(SystemExit):
            deliver_each(zone, [delivery.id])
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)
        monkeypatch.setattr(module, "send_to_group", send)
        deliver_each(zone, [delivery.id])
        deliver_each(zone, [delivery.id])
    assert len(robots.received) == 2, "at most once more for a crash"
