"""A zone with its people, a receiver, and whoever keeps the webhooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from guatu.core.actor import Actor
from guatu.webhooks.models import Webhook
from guatu.webhooks.use_cases.add_webhook import add_webhook
from tests.builders import an_actor
from tests.matters.matter_builders import Cast, a_cast
from tests.webhooks.receiver import Receiver, listening


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


@pytest.fixture
def keeper(cast: Cast) -> Actor:
    return an_actor(cast.zone, "system_administrator", username="keeper")


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with listening() as found:
        settings.GUATU_WEBHOOK_HOSTS = [found.origin]
        yield found


@pytest.fixture
def webhook(keeper: Actor, receiver: Receiver) -> Webhook:
    """Hears of everything about matters."""
    issued = add_webhook(actor=keeper, name="数据平台", url=receiver.url, events=["matters"])
    receiver.secret = issued.secret
    return issued.webhook
