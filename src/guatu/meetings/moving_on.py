"""How an item goes on: to the next meeting of its series, or into the backlog where there is none to come."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import change, record
from guatu.meetings.choices import Cadence, ItemKind
from guatu.meetings.events import ItemMoved
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.selectors.meetings import meeting_after
from guatu.meetings.taking import next_order
from guatu.meetings.use_cases.call_meeting import call_meeting


def next_meeting(meeting: Meeting, *, actor: Actor) -> Meeting | None:
    """The next meeting of the series, called where the rhythm has one and nobody has called it yet."""
    found = meeting_after(meeting)
    if found is not None or meeting.series.cadence == Cadence.NONE:
        return found
    if meeting.series.ends_on is not None and meeting.series.ends_on <= meeting.day:
        return None
    return call_meeting(actor=actor, series=meeting.series, with_agenda=False)


def move_on(item: AgendaItem, to: Meeting | None, *, actor: Actor) -> AgendaItem:
    """The item on the agenda of `to`, or in the backlog; what was said stays with the old one."""
    standing = None
    if to is not None and item.subject_id is not None:
        standing = AgendaItem.objects.filter(
            zone_id=item.zone_id, meeting=to, subject_id=item.subject_id
        ).first()
    target = standing or AgendaItem.objects.create(
        zone_id=item.zone_id,
        series_id=item.series_id,
        meeting=to,
        order=next_order(to) if to else 0,
        kind=item.kind if to else ItemKind.BACKLOG,
        subject_type=item.subject_type,
        subject_id=item.subject_id,
        title=item.title,
        why=item.why,
        added_by=actor.name,
    )
    if target.dropped:
        change(target, dropped=False)
    changes = change(item, moved_to=target)
    record(
        ItemMoved(
            zone_id=item.zone_id,
            series_id=item.series_id,
            item_id=item.id,
            meeting_id=item.meeting_id,
            to_id=target.id,
        ),
        subject=item,
        changes=changes,
        about=tuple(m for m in (item.meeting_id, to.id if to else None) if m is not None),
    )
    return target
