"""Send out the agenda: from now on the members see the meeting that is called."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import MeetingMove
from guatu.meetings.events import AgendaSentOut
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.policies import may_run_meeting
from guatu.meetings.rules.moves import status_after
from guatu.meetings.taking import take_meeting


@use_case(may=may_run_meeting)
def open_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    meeting = take_meeting(meeting, MeetingMove.OPEN, actor=actor)
    changes = change(meeting, status=status_after(MeetingMove.OPEN, meeting.status).value)
    record(
        AgendaSentOut(zone_id=actor.zone_id, meeting_id=meeting.id, series_id=meeting.series_id),
        subject=meeting,
        changes=changes,
        about=(meeting.series_id,),
    )
    return meeting
