"""What meetings do when something has happened: their members hear when and where, and when not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_noop

from guatu.core.clock import today
from guatu.core.use_case import acting_person
from guatu.meetings import notification_kinds as news
from guatu.meetings.events import MeetingCalled, MeetingCancelled, MeetingEvent, MeetingMoved
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.policies import VIEW, VISIT
from guatu.meetings.selectors.series import members_of
from guatu.notifications.messages import Message
from guatu.notifications.use_cases.notify_people import notify_people
from guatu.organization.holders import holders_of
from guatu.organization.powers import system_actor


def tell_of_called(event: MeetingCalled) -> None:
    text = gettext_noop("%(meeting)s is called for %(day)s, %(time)s, %(venue)s")
    _tell(_meeting(event), news.CALLED, text)


def tell_of_moved(event: MeetingMoved) -> None:
    meeting = _meeting(event)
    # The day it was to be on is what people have in their diaries.
    text = gettext_noop("%(meeting)s of %(old_day)s is moved to %(day)s, %(time)s, %(venue)s")
    _tell(meeting, news.MOVED, text, urgent=_is_near(meeting, event.old_day), old_day=event.old_day)


def tell_of_cancelled(event: MeetingCancelled) -> None:
    meeting = _meeting(event)
    text = gettext_noop("%(meeting)s on %(day)s does not take place: %(reason)s")
    _tell(
        meeting,
        news.CANCELLED,
        text,
        urgent=_is_near(meeting, meeting.day),
        reason=meeting.cancelled_because,
    )


def _meeting(event: MeetingEvent) -> Meeting:
    return Meeting.objects.select_related("zone", "series").get(zone_id=event.zone_id, id=event.meeting_id)


def _is_near(meeting: Meeting, day: date) -> bool:
    """Today or tomorrow: such news does not wait for the morning."""
    return (day - today(meeting.zone)).days <= 1


def _tell(meeting: Meeting, kind: str, text: str, *, urgent: bool = False, **params: str | date) -> None:
    """The members and the chair, each once, except whoever did it."""
    doer = acting_person()
    chair = [meeting.chair_id] if meeting.chair_id else []
    wanted = [person for person in dict.fromkeys([*chair, *_members(meeting)]) if person != doer]
    if not wanted:
        return
    given = {
        "meeting": _title(meeting),
        "day": meeting.day,
        "time": f"{meeting.starts_at:%H:%M}",
        "venue": meeting.venue,
    }
    notify_people(
        actor=system_actor("messenger", meeting.zone),
        receivers=wanted,
        kind=kind,
        text=Message(text, given | params),
        about=meeting,
        url=reverse("meetings:meeting", args=[meeting.zone.code, meeting.id]),
        urgent=urgent,
        dedup_key=f"{kind}:{meeting.id}:{meeting.version}",
    )


def _members(meeting: Meeting) -> list[UUID]:
    """Of each unit that attends or sits in: its leaders, office and clerks; where it has none, whoever it has. Nobody
    of a unit above: it is not their seat."""
    day, units = today(meeting.zone), [member.unit_id for member in members_of(meeting.series)]
    leading = holders_of(meeting.zone_id, VISIT, units, day)
    others = holders_of(meeting.zone_id, VIEW, [unit for unit in units if unit not in leading], day)
    return [person_id for unit in units for person_id in (leading | others).get(unit, ())]


def _title(meeting: Meeting) -> str | Message:
    if meeting.number is None:
        return meeting.name
    return Message(gettext_noop("%(name)s, no. %(number)s"), {"name": meeting.name, "number": meeting.number})
