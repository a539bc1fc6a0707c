"""Subscribe to a calendar: a secret link for calendar programs, told once."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.models import Zone
from guatu.core.tokens import new_token, token_hash
from guatu.core.use_case import record, use_case
from guatu.feeds.choices import FeedContent
from guatu.feeds.events import CalendarSubscribed
from guatu.feeds.models import CalendarFeed
from guatu.feeds.policies import may_subscribe_calendar
from guatu.organization.models import Person, Unit
from guatu.projects.models.project import Project

MOST = 20


@dataclass(frozen=True, slots=True)
class IssuedFeed:
    """The feed with its token, which is told here and never again."""

    feed: CalendarFeed
    token: str


@use_case(may=may_subscribe_calendar)
def subscribe_calendar(
    *,
    actor: Actor,
    content: str,
    unit: Unit | None = None,
    project: Project | None = None,
    reminds: bool = False,
    language: str = "",
) -> IssuedFeed:
    """`unit` and `project` only for the content that needs them; the caller has found both among what the actor may
    see. Raises `InvalidInput`, and `Refused` (`too_many`) at twenty calendars in use."""
    faults = {}
    if content not in FeedContent.values:
        faults["content"] = _("There is no such choice.")
    if content == FeedContent.UNIT and unit is None:
        faults["unit"] = _("Of which unit?")
    if content == FeedContent.PROJECT and project is None:
        faults["project"] = _("Of which project?")
    if faults:
        raise InvalidInput(faults)
    person = Person.objects.get(zone_id=actor.zone_id, id=actor.person_id)  # type: ignore[misc]
    in_use = CalendarFeed.objects.filter(zone_id=actor.zone_id, person=person, withdrawn_at__isnull=True)
    if in_use.count() >= MOST:
        raise Refused(_("You have %d calendars already. Withdraw one first.") % MOST, code="too_many")
    token = new_token(Zone.objects.get(id=actor.zone_id).code)
    feed = CalendarFeed.objects.create(
        zone_id=actor.zone_id,
        person=person,
        content=content,
        unit=unit if content == FeedContent.UNIT else None,
        project=project if content == FeedContent.PROJECT else None,
        reminds=reminds,
        language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        token_hash=token_hash(token),
    )
    record(
        CalendarSubscribed(zone_id=feed.zone_id, feed_id=feed.id),
        subject=feed,
        changes={"content": (None, content), "reminds": (None, reminds)},
    )
    return IssuedFeed(feed, token)
