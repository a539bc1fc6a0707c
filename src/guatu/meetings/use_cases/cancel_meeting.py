"""Cancel a meeting that has not begun: it gives up its number, so that the numbers of those held have no gap."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import ItemKind, MeetingMove, MeetingStatus
from guatu.meetings.events import MeetingCancelled
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.policies import may_run_meeting
from guatu.meetings.rules.moves import BEFORE, status_after
from guatu.meetings.taking import take_meeting, words


@use_case(may=may_run_meeting)
def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Meetings called after it move up by one number. What somebody put on its agenda by hand, or had moved there,
    goes back to the backlog; what came by itself comes again by itself. Raises `Refused` (`later`) where a later
    meeting has begun."""
    meeting = take_meeting(meeting, MeetingMove.CANCEL, actor=actor)
    reason = words(reason, "reason", needed=_("Say why the meeting does not take place."), most=300)
    later = list(
        Meeting.objects.filter(
            zone_id=actor.zone_id, series_id=meeting.series_id, number__gt=meeting.number
        ).order_by("number")
    )
    if any(MeetingStatus(m.status) not in BEFORE for m in later):
        raise Refused(_("A later meeting has begun already."), code="later")
    changes = change(
        meeting,
        status=status_after(MeetingMove.CANCEL, meeting.status).value,
        number=None,
        cancelled_because=reason,
    )
    for other in later:
        change(other, number=(other.number or 1) - 1)
    by_hand = (ItemKind.FREE, ItemKind.BACKLOG)
    items = AgendaItem.objects.filter(zone_id=actor.zone_id, meeting=meeting, moved_to=None, dropped=False)
    for item in items:
        if item.kind in by_hand or item.discussion or item.moved_from.exists():
            change(item, meeting=None, kind=ItemKind.BACKLOG.value, order=0)
    record(
        MeetingCancelled(zone_id=actor.zone_id, meeting_id=meeting.id, series_id=meeting.series_id),
        subject=meeting,
        changes=changes,
        reason=reason,
        about=(meeting.series_id,),
    )
    return meeting
