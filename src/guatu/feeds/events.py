"""What can happen to calendar feeds."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CalendarFeedEvent(Event):
    """Base of what happens to a calendar feed."""

    feed_id: UUID


class CalendarSubscribed(CalendarFeedEvent):
    name = "feeds.calendar.subscribed"
    sentence = _("subscribed to the calendar")


class CalendarFeedRenewed(CalendarFeedEvent):
    name = "feeds.calendar_feed.renewed"
    sentence = _("renewed the link of the calendar")


class CalendarFeedWithdrawn(CalendarFeedEvent):
    name = "feeds.calendar_feed.withdrawn"
    sentence = _("withdrew the link of the calendar")
