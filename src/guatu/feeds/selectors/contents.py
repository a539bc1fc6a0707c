"""What stands in somebody's calendar: milestones and meetings that they may see, put into words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import CHINA, today
from guatu.feeds.choices import FeedContent
from guatu.feeds.models import CalendarFeed
from guatu.feeds.rules import CalendarEvent
from guatu.feeds.selectors.feeds import Subscriber
from guatu.meetings.choices import MeetingStatus
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.selectors.meetings import visible_meetings
from guatu.organization.models import Unit
from guatu.organization.rules import subtree
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import ProjectDuty
from guatu.projects.selectors.plan import visible_milestones

# Half a year back, two years ahead; more than that no calendar program wants to draw.
BACK, AHEAD, MOST = timedelta(days=183), timedelta(days=731), 5000
# When a meeting ends is not written down beforehand.
_USUAL_LENGTH = timedelta(hours=1)
_STATUS = {MeetingStatus.DRAFT: "TENTATIVE", MeetingStatus.CANCELLED: "CANCELLED"}


def events_of(subscriber: Subscriber, absolute: Callable[[str], str]) -> list[CalendarEvent]:
    """What the calendar holds, earliest first (two or three queries); `absolute` makes an address of a path."""
    feed, actor, code = subscriber.feed, subscriber.actor, subscriber.zone.code
    day = today(subscriber.zone)
    if feed.content == FeedContent.MEETINGS:
        return [
            meeting_event(meeting, absolute(reverse("meetings:meeting", args=[code, meeting.id])))
            for meeting in _meetings(actor, day)
        ]
    return [
        milestone_event(milestone, absolute(reverse("projects:milestone", args=[code, milestone.id])))
        for milestone in _milestones(feed, actor, day)
    ]


def _meetings(actor: Actor, day: date) -> QuerySet[Meeting]:
    found = visible_meetings(actor=actor).filter(day__range=(day - BACK, day + AHEAD))
    return found.select_related("series__unit").order_by("day", "starts_at", "id")[:MOST]


def _milestones(feed: CalendarFeed, actor: Actor, day: date) -> QuerySet[Milestone]:
    """Those of approved plans, which alone are committed."""
    found = visible_milestones(actor=actor).filter(
        project__withdrawn_on__isnull=True,
        dropped_on__isnull=True,
        committed_finish__range=(day - BACK, day + AHEAD),
    )
    match feed.content:
        case FeedContent.PROJECT:
            found = found.filter(project=feed.project)
        case FeedContent.UNIT:
            parents = dict(Unit.objects.filter(zone_id=actor.zone_id).values_list("id", "parent_id"))
            units = subtree(parents, feed.unit_id) if feed.unit_id is not None else ()
            found = found.filter(
                Q(unit_id__in=units) | (Q(unit__isnull=True) & Q(project__unit_id__in=units))
            )
        case FeedContent.MINE:
            duties = ProjectDuty.objects.filter(
                zone_id=actor.zone_id, person_id=feed.person_id, valid_to__isnull=True
            )
            found = found.filter(project_id__in=duties.values("project_id"))
    return found.select_related("project__unit", "unit").order_by("committed_finish", "id")[:MOST]


def milestone_event(milestone: Milestone, url: str) -> CalendarEvent:
    """On the day it happened, or on the committed one while it has not. Its three dates stand in the description."""
    committed, forecast = milestone.committed_finish, milestone.forecast_finish
    actual = milestone.actual_finish
    name = f"{milestone.project.name} – {milestone.name}"
    unit = milestone.unit or milestone.project.unit
    lines = [_("Responsible: %s") % unit.name]
    for label, day in (
        (_("Committed: %s"), committed),
        (_("Forecast: %s"), None if actual else forecast),
        (_("Actual: %s"), actual),
    ):
        if day is not None:
            lines.append(label % date_format(day, "DATE_FORMAT"))
    if actual is None and committed is not None and forecast is not None and forecast > committed:
        lines.append(_("Expected %d days late.") % (forecast - committed).days)
    return CalendarEvent(
        uid=f"milestone-{milestone.id}@guatu",
        summary=f"✓ {name}" if actual else name,
        day=actual or committed,
        description="\n".join(lines),
        url=url,
        is_over=actual is not None,
    )


def meeting_event(meeting: Meeting, url: str) -> CalendarEvent:
    """One that is not called yet is tentative; one that was cancelled says so, so that calendars take it away."""
    starts = datetime.combine(meeting.day, meeting.starts_at, CHINA)
    lines = [_("Convened by: %s") % meeting.series.unit.name]
    if meeting.branch_venues:
        lines.append(_("Branch venues: %s") % "、".join(meeting.branch_venues))
    if meeting.cancelled_because:
        lines.append(_("Cancelled: %s") % meeting.cancelled_because)
    return CalendarEvent(
        uid=f"meeting-{meeting.id}@guatu",
        summary=meeting.title,
        starts=starts,
        ends=starts + _USUAL_LENGTH,
        location=meeting.venue,
        description="\n".join(lines),
        url=url,
        status=_STATUS.get(MeetingStatus(meeting.status), "CONFIRMED"),
        is_over=meeting.is_over,
    )
