"""A stand-in for the robots' hosts, and a mail server that is set up."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.notifications.builders import NOON
from tests.notifications.stand_ins import StandIn, a_stand_in


@pytest.fixture
def robots(settings: Any) -> Iterator[StandIn]:
    """The three robots on this machine; the settings admit them."""
    with a_stand_in(NOON.timestamp()) as stand_in:
        settings.GUATU_ROBOT_HOSTS = [stand_in.origin]
        yield stand_in


@pytest.fixture
def mail_server(settings: Any) -> None:
    """A mail server is named; Django's test runner keeps what is sent in `mailoutbox`."""
    settings.EMAIL_HOST = "mail.example.com"
    settings.GUATU_PUBLIC_URL = "https://guatu.example.com"
