"""Begin a meeting."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import MeetingMove
from guatu.meetings.events import MeetingStarted
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.policies import may_conduct
from guatu.meetings.rules.moves import status_after
from guatu.meetings.taking import take_meeting


@use_case(may=may_conduct)
def start_meeting(*, actor: Actor, meeting: Meeting, chaired_by: str = "") -> Meeting:
    """`chaired_by`: who is in the chair, where that is not the one who was named."""
    meeting = take_meeting(meeting, MeetingMove.START, actor=actor)
    changes = change(
        meeting,
        status=status_after(MeetingMove.START, meeting.status).value,
        started_at=local_now(meeting.series.zone),
        chaired_by=chaired_by.strip()[:60] or meeting.chaired_by,
    )
    record(
        MeetingStarted(zone_id=actor.zone_id, meeting_id=meeting.id, series_id=meeting.series_id),
        subject=meeting,
        changes=changes,
        about=(meeting.series_id,),
    )
    return meeting
