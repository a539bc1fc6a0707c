"""Who may have calendars: everybody for themselves. What stands in them is asked of what they may see."""

from guatu.core.actor import Actor
from guatu.feeds.models import CalendarFeed


def may_subscribe_calendar(actor: Actor) -> bool:
    return actor.person_id is not None


def may_keep_feed(actor: Actor, feed: CalendarFeed) -> bool:
    """A link is its owner's alone to renew and to withdraw."""
    return actor.person_id is not None and (actor.zone_id, actor.person_id) == (feed.zone_id, feed.person_id)
