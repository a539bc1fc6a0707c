"""What the tests of notifications tell, whom, and about what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.clock import CHINA
from guatu.core.models import Zone
from guatu.notifications.choices import ChannelKind, MailTime
from guatu.notifications.kinds import NotificationKind, SubjectKind, add_kind, add_subject
from guatu.notifications.messages import Message
from guatu.notifications.models import Channel, Delivery, Notification
from guatu.notifications.use_cases.add_channel import add_channel
from guatu.notifications.use_cases.deliver_message import deliver_message
from guatu.notifications.use_cases.notify_people import Told, notify_people
from guatu.organization.models import Unit
from guatu.organization.powers import system_actor
from tests.builders import an_actor, console, the_root
from tests.notifications.stand_ins import KEY, SECRET

AT_ONCE, IN_DIGEST, HERE_ONLY = "tests.at_once", "tests.in_digest", "tests.here_only"
# A Monday, within the working day and outside quiet hours.
NOON = datetime(2018, 7, 2, 12, 0, tzinfo=CHINA)
NIGHT = datetime(2018, 7, 2, 23, 30, tzinfo=CHINA)

# A text that the Chinese catalogue has.
DUE = Message(
    gettext_noop("Up to %(limit)s characters, please; there are %(count)s."), {"limit": 5, "count": 7}
)


def _may_see_unit(actor: Actor, unit_id: UUID) -> bool:
    """In these tests a unit is seen by whoever may report at it."""
    return actor.may("projects.file_progress_report", unit_id)


add_kind(
    NotificationKind(AT_ONCE, "Told at once", MailTime.NOW),
    NotificationKind(IN_DIGEST, "Told in the digest", MailTime.DIGEST),
    NotificationKind(HERE_ONLY, "Told here", MailTime.NEVER),
)
add_subject(SubjectKind(Unit, _may_see_unit))


def somebody(
    zone: Zone, *roles: str, unit: Unit | None = None, username: str = "somebody", **fields: Any
) -> tuple[Actor, UUID]:
    """Somebody in a post, and their person's id."""
    actor = an_actor(zone, *(roles or ("clerk",)), unit=unit, username=username)
    assert actor.person_id is not None
    User.objects.filter(id=actor.user_id).update(**{"email": f"{username}@example.com", **fields})
    return actor, actor.person_id


def tell(zone: Zone, *receivers: UUID, kind: str = AT_ONCE, **more: Any) -> Told:
    values: dict[str, Any] = {"text": DUE, "about": None, "url": f"/z/{zone.code}/projects/", **more}
    return notify_people(actor=console(zone), receivers=receivers, kind=kind, **values)


def told_to(person_id: UUID) -> list[Notification]:
    return list(Notification.objects.filter(receiver_id=person_id))


def a_channel(zone: Zone, origin: str, kind: ChannelKind = ChannelKind.DINGTALK, **values: Any) -> Channel:
    """A robot of the whole zone's group at a stand-in."""
    given: dict[str, Any] = {
        "unit": the_root(zone),
        "name": f"{kind.value} group",
        "webhook": webhook_at(origin, kind),
        "secret": "" if kind == ChannelKind.WECOM else SECRET,
        **values,
    }
    return add_channel(actor=console(zone), kind=kind, **given)


def a_group(zone: Zone, **values: Any) -> Channel:
    """A robot of the whole zone's group, unless a unit is given, where nothing is sent."""
    return a_channel(zone, "https://open.feishu.cn", ChannelKind.FEISHU, **values)


def webhook_at(origin: str, kind: ChannelKind, key: str = KEY) -> str:
    match kind:
        case ChannelKind.WECOM:
            return f"{origin}/cgi-bin/webhook/send?key={key}"
        case ChannelKind.DINGTALK:
            return f"{origin}/robot/send?access_token={key}"
        case ChannelKind.FEISHU:
            return f"{origin}/open-apis/bot/v2/hook/{key}"


def deliver(zone: Zone, delivery: Delivery | None) -> Delivery:
    """One attempt by the messenger."""
    assert delivery is not None
    tried = deliver_message(actor=system_actor("messenger", zone), delivery=delivery)
    assert tried is not None
    return tried
