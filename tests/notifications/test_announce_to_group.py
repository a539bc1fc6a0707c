"""Writing to a group by hand: word for word, in the writer's name, and recorded."""

import pytest
from django.test import Client

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.notifications.composing import line_for_group
from guatu.notifications.kinds import kinds
from guatu.notifications.models import Delivery
from guatu.notifications.use_cases.announce_to_group import MOST, announce_to_group
from tests.builders import a_unit, a_zone, an_actor
from tests.notifications.builders import NIGHT, NOON, a_group

pytestmark = pytest.mark.django_db


def test_the_group_reads_the_words_in_the_writers_name_and_the_record_keeps_them() -> None:
    zone = a_zone()
    office, channel = an_actor(zone, "office"), a_group(zone)
    with frozen_at(NOON):
        delivery = announce_to_group(actor=office, channel=channel, text=" 明日观摩，9:00集合 100% ")
    said = line_for_group(delivery, []).text
    assert said.startswith(office.name)
    assert said.endswith("明日观摩，9:00集合 100%")
    entry = Entry.objects.get(zone=zone, event="notifications.announcement.made")
    assert (entry.subject_id, entry.data["text"]) == (channel.id, "明日观摩，9:00集合 100%")


def test_at_night_it_waits_unless_it_is_urgent() -> None:
    zone = a_zone()
    office, channel = an_actor(zone, "office"), a_group(zone)
    with frozen_at(NIGHT):
        waits = announce_to_group(actor=office, channel=channel, text="甲")
        rings = announce_to_group(actor=office, channel=channel, text="乙", urgent=True)
    assert waits.next_attempt_at is not None
    assert rings.next_attempt_at == NIGHT
    assert waits.next_attempt_at > NIGHT


@pytest.mark.parametrize("text", ["  ", "字" * (MOST + 1)])
def test_refuses_nothing_and_too_much(text: str) -> None:
    zone = a_zone()
    with pytest.raises(InvalidInput):
        announce_to_group(actor=an_actor(zone, "office"), channel=a_group(zone), text=text)
    assert not Delivery.objects.filter(zone=zone).exists()


def test_only_to_groups_within_reach_and_whose_robot_is_on() -> None:
    zone = a_zone()
    office = an_actor(zone, "office", unit=a_unit(zone, "东园"))
    with pytest.raises(NotAllowed):
        announce_to_group(actor=office, channel=a_group(zone, unit=a_unit(zone, "西园")), text="甲")
    off = a_group(zone, enabled=False, name="关")
    with pytest.raises(Refused):
        announce_to_group(actor=an_actor(zone, "office", username="two"), channel=off, text="甲")


def test_the_page_offers_groups_and_sends() -> None:
    zone = a_zone()
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(id=an_actor(zone, "leader").user_id))
    page = f"/z/{zone.code}/notifications/announce/"
    assert "No group to write to" in client.get(page).content.decode()
    channel = a_group(zone)
    with frozen_at(NOON):
        sent = client.post(page, {"channel": str(channel.id), "text": "明日观摩"}, follow=True)
    assert "is being told" in sent.content.decode()
    assert client.post(page, {"channel": str(channel.id), "text": ""}).status_code == 422
    client.force_login(User.objects.get(id=an_actor(zone, "clerk", username="clerk").user_id))
    assert client.get(page).status_code == 403


def test_what_only_groups_are_told_is_no_choice_of_people() -> None:
    assert "notifications.announcement" not in {kind.name for kind in kinds()}
