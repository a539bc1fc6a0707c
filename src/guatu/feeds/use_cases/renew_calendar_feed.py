"""Give a calendar a new link; the old one opens nothing any more."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.models import Zone
from guatu.core.tokens import new_token, token_hash
from guatu.core.use_case import change, record, use_case
from guatu.feeds.events import CalendarFeedRenewed
from guatu.feeds.models import CalendarFeed
from guatu.feeds.policies import may_keep_feed
from guatu.feeds.use_cases.subscribe_calendar import IssuedFeed


@use_case(may=may_keep_feed)
def renew_calendar_feed(*, actor: Actor, feed: CalendarFeed) -> IssuedFeed:
    """Raises `Refused` (`withdrawn`)."""
    if feed.withdrawn_at is not None:
        raise Refused(_("This calendar has been withdrawn already."), code="withdrawn")
    token = new_token(Zone.objects.get(id=feed.zone_id).code)
    change(feed, token_hash=token_hash(token), issued_at=now(), last_read_at=None)
    record(CalendarFeedRenewed(zone_id=feed.zone_id, feed_id=feed.id), subject=feed)
    return IssuedFeed(feed, token)
