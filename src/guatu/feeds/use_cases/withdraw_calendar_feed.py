"""Withdraw a calendar: from now on its link opens nothing."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.feeds.events import CalendarFeedWithdrawn
from guatu.feeds.models import CalendarFeed
from guatu.feeds.policies import may_keep_feed


@use_case(may=may_keep_feed)
def withdraw_calendar_feed(*, actor: Actor, feed: CalendarFeed) -> CalendarFeed:
    """Raises `Refused` (`withdrawn`) where it was withdrawn before."""
    if feed.withdrawn_at is not None:
        raise Refused(_("This calendar has been withdrawn already."), code="withdrawn")
    change(feed, withdrawn_at=now())
    record(CalendarFeedWithdrawn(zone_id=feed.zone_id, feed_id=feed.id), subject=feed)
    return feed
