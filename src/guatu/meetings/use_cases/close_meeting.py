"""Close a meeting: the minutes are fixed, and what was not finished goes on to the next one."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import MeetingMove
from guatu.meetings.events import MeetingClosed
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.moving_on import move_on, next_meeting
from guatu.meetings.policies import may_run_meeting
from guatu.meetings.rules.moves import status_after
from guatu.meetings.taking import take_meeting, words


@use_case(may=may_run_meeting)
def close_meeting(*, actor: Actor, meeting: Meeting, notes: str = "") -> Meeting:
    """Items without an outcome move to the next meeting, which is called where nobody has yet. `notes` stand at the
    end of the minutes."""
    meeting = take_meeting(meeting, MeetingMove.CLOSE, actor=actor)
    items = AgendaItem.objects.filter(zone_id=actor.zone_id, meeting=meeting).order_by("order", "id")
    unfinished = [item for item in items if not item.is_settled]
    if unfinished:
        target = next_meeting(meeting, actor=actor)
        for item in unfinished:
            move_on(item, target, actor=actor)
    changes = change(
        meeting,
        status=status_after(MeetingMove.CLOSE, meeting.status).value,
        closed_at=local_now(meeting.series.zone),
        notes=words(notes, "notes") or meeting.notes,
    )
    record(
        MeetingClosed(
            zone_id=actor.zone_id,
            meeting_id=meeting.id,
            series_id=meeting.series_id,
            moved=len(unfinished),
        ),
        subject=meeting,
        changes=changes,
        about=(meeting.series_id,),
    )
    return meeting
