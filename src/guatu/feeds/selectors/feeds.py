"""From a token to the calendar that opens by it; and the calendars that somebody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import NotFound
from guatu.core.models import Zone
from guatu.core.tokens import token_hash, zone_code_of
from guatu.core.walls import open_zone_here, zone_open
from guatu.feeds.models import CalendarFeed
from guatu.organization.powers import actor_for

# How stale the last reading may be: not every one is worth a write.
_NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Whose calendar it is, acting with the posts held today."""

    zone: Zone
    feed: CalendarFeed
    actor: Actor


def own_feeds(*, actor: Actor) -> QuerySet[CalendarFeed]:
    """The actor's calendars that are in use, oldest first."""
    if actor.person_id is None:
        return CalendarFeed.objects.none()
    return CalendarFeed.objects.filter(
        zone_id=actor.zone_id, person_id=actor.person_id, withdrawn_at__isnull=True
    ).select_related("unit", "project")


def get_feed(feed_id: UUID, *, actor: Actor) -> CalendarFeed:
    """Raises `NotFound` for everything that is not the actor's own, or is withdrawn."""
    feed = own_feeds(actor=actor).filter(id=feed_id).first()
    if feed is None:
        raise NotFound("calendar feed")
    return feed


def subscriber_by_token(token: str) -> Subscriber:
    """Whose calendar opens by this token (four queries); for them the zone is then open. Raises `NotFound`: unknown,
    withdrawn, of somebody locked out or without a post look the same."""
    code = zone_code_of(token)
    zone = Zone.objects.filter(code=code).first() if code is not None else None
    if zone is None:
        raise NotFound("calendar feed")
    with zone_open(zone.id):
        feed = (
            CalendarFeed.objects.filter(zone=zone, token_hash=token_hash(token), withdrawn_at__isnull=True)
            .select_related("person__user", "unit", "project")
            .first()
        )
        user = feed.person.user if feed is not None else None
        actor = actor_for(user, zone) if user is not None and user.is_active else None
    if feed is None or actor is None:
        raise NotFound("calendar feed")
    open_zone_here(zone.id)
    return Subscriber(zone, feed, actor)


def note_reading(feed: CalendarFeed, content: str) -> datetime:
    """Keep that it was read, and since when it says `content` (its hash), which is returned. Like the last sign-in of
    an account this is kept beside the record, not in it."""
    moment = now()
    changed_at = feed.changed_at
    if changed_at is None or feed.content_hash != content:
        changed_at = moment.replace(microsecond=0)
    elif feed.last_read_at is not None and moment - feed.last_read_at <= _NOTED_EVERY:
        return changed_at
    CalendarFeed.objects.filter(zone_id=feed.zone_id, id=feed.id).update(
        last_read_at=moment, content_hash=content, changed_at=changed_at
    )
    return changed_at
