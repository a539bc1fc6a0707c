"""Write something to a group by hand."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.notifications.events import AnnouncementMade
from guatu.notifications.messages import Message
from guatu.notifications.models import Channel, Delivery
from guatu.notifications.notification_kinds import ANNOUNCEMENT
from guatu.notifications.policies import may_announce
from guatu.notifications.use_cases.broadcast_message import broadcast_message

# What is left of a robot's 2,048 bytes for Chinese, beside a name.
MOST = 600


@use_case(may=may_announce)
def announce_to_group(*, actor: Actor, channel: Channel, text: str, urgent: bool = False) -> Delivery:
    """The robot says it in the writer's name, word for word: it is the writer who answers for what a group reads. The
    record keeps the words. `urgent` does not wait for the end of the quiet hours. Raises `InvalidInput` for no words or
    too many, `Refused` (`off`) where the robot is switched off."""
    text = text.strip()
    if not text:
        raise InvalidInput({"text": _("Write what the group is to read.")})
    if len(text) > MOST:
        message = _("Up to %(limit)s characters, please; there are %(count)s.")
        raise InvalidInput({"text": message % {"limit": MOST, "count": len(text)}})
    delivery = broadcast_message(
        actor=actor,
        channel=channel,
        kind=ANNOUNCEMENT,
        text=Message(gettext_noop("%(who)s: %(text)s"), {"who": actor.name, "text": text}),
        about=None,
        url="",
        confidential=False,
        urgent=urgent,
    )
    if delivery is None:
        raise Refused(_("This group robot is switched off."), code="off")
    record(
        AnnouncementMade(zone_id=actor.zone_id, channel_id=channel.id, text=text, urgent=urgent),
        subject=channel,
    )
    return delivery
