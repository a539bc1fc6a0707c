"""Move a meeting that has not begun to another day, hour or place; its number stays."""

from __future__ import annotations

from datetime import date, time

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import MeetingMove, MeetingStatus
from guatu.meetings.events import MeetingMoved
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.policies import may_run_meeting
from guatu.meetings.selectors.series import chair_on, name_on
from guatu.meetings.taking import take_meeting, words


@use_case(may=may_run_meeting)
def move_meeting(
    *, actor: Actor, meeting: Meeting, day: date, starts_at: time, venue: str, reason: str
) -> Meeting:
    """The order of the numbers stays that of the days. Name and chair are those of the new day.

    Raises `InvalidInput` for a day that has passed or lies beyond the meeting before or after it, where the reason is
    missing, and where nothing is different.
    """
    meeting = take_meeting(meeting, MeetingMove.MOVE, actor=actor)
    reason = words(reason, "reason", needed=_("Say why the meeting is moved."), most=300)
    venue = words(venue, "venue", needed=_("Say where it takes place."), most=80)
    if day != meeting.day:
        _check_day(meeting, day)
    old_day = meeting.day
    values = {"day": day, "starts_at": starts_at, "venue": venue}
    if all(getattr(meeting, name) == value for name, value in values.items()):
        raise InvalidInput({"day": _("This is when and where it takes place already.")})
    if day != old_day:
        chair = chair_on(meeting.series, day)
        values |= {
            "name": name_on(meeting.series, day),
            "chair": chair,
            "chaired_by": chair.name if chair else "",
        }
    changes = change(meeting, **values)
    record(
        MeetingMoved(
            zone_id=actor.zone_id,
            meeting_id=meeting.id,
            series_id=meeting.series_id,
            old_day=old_day,
            day=day,
        ),
        subject=meeting,
        changes=changes,
        reason=reason,
        about=(meeting.series_id,),
    )
    return meeting


def _check_day(meeting: Meeting, day: date) -> None:
    if day < today(meeting.series.zone):
        raise InvalidInput({"day": _("A meeting is held today or on a day to come.")})
    others = Meeting.objects.filter(zone_id=meeting.zone_id, series_id=meeting.series_id)
    others = others.exclude(status=MeetingStatus.CANCELLED)
    if others.filter(number__lt=meeting.number, day__gte=day).exists():
        raise InvalidInput({"day": _("After the meeting before it.")})
    if others.filter(number__gt=meeting.number, day__lte=day).exists():
        raise InvalidInput({"day": _("Before the meeting after it.")})
