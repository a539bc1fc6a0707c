"""The tables do not give away where groups are and how messages to them are signed."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from guatu.notifications.models import Channel
from tests.builders import a_zone
from tests.notifications.builders import a_channel
from tests.notifications.stand_ins import KEY, SECRET, StandIn

pytestmark = pytest.mark.django_db
migration = import_module("guatu.notifications.migrations.0002_seal_webhooks")


def stored() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT webhook, secret FROM notifications_channel")
        webhook, secret = cursor.fetchone()
    return webhook, secret


def test_neither_address_nor_secret_lies_in_the_table(robots: StandIn) -> None:
    channel = a_channel(a_zone(), robots.origin)
    told = " ".join(stored())
    assert KEY not in told
    assert SECRET not in told
    again = Channel.objects.get(id=channel.id)
    assert again.secret == SECRET
    assert KEY in again.webhook


def test_what_lay_there_in_plain_text_is_sealed_by_the_migration(robots: StandIn) -> None:
    channel = a_channel(a_zone(), robots.origin)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notifications_channel SET webhook = %s, secret = %s", [channel.webhook, channel.secret]
        )
    assert stored() == (channel.webhook, channel.secret)
    with connection.schema_editor() as editor:
        migration.seal_what_is_there(apps, editor)
        assert KEY not in stored()[0]
        assert Channel.objects.get().webhook == channel.webhook
        migration.open_again(apps, editor)
    assert stored() == (channel.webhook, channel.secret)
