"""What can happen to group robots and to how people want to be told. Being told is no event: it follows from one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ChannelEvent(Event):
    """Base of what happens to a group robot."""

    channel_id: UUID


class ChannelAdded(ChannelEvent):
    name = "notifications.channel.added"
    sentence = _("added the group robot")


class ChannelEdited(ChannelEvent):
    name = "notifications.channel.edited"
    sentence = _("edited the group robot")


class ChannelRemoved(ChannelEvent):
    name = "notifications.channel.removed"
    sentence = _("removed the group robot")


@dataclass(frozen=True, kw_only=True)
class PreferencesSaved(Event):
    name = "notifications.preferences.saved"
    sentence = _("changed how they want to be told")

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class AnnouncementMade(ChannelEvent):
    """`text`: the words, as the group reads them."""

    name = "notifications.announcement.made"
    sentence = _("wrote to the group")

    text: str
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class NotificationsPruned(Event):
    """Old notifications that were read, and old deliveries that are over, were taken away: how many, of before when."""

    name = "notifications.notification.pruned"
    sentence = _("took away old notifications that were read")

    before: date
    notifications: int
    deliveries: int
