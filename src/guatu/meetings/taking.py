"""How a meeting is changed: one change at a time in each series, by the table of moves."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.meetings.choices import MeetingMove
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.rules.moves import is_allowed

MAX_TEXT = 4000


def take_series(series: MeetingSeries, *, actor: Actor) -> MeetingSeries:
    """The series as it is now, held until the transaction ends."""
    one_at_a_time("meetings.series", series.id)
    return MeetingSeries.objects.select_related("zone", "unit", "chair", "chair_post").get(
        zone_id=actor.zone_id, id=series.id
    )


def take_meeting(meeting: Meeting, move: MeetingMove, *, actor: Actor) -> Meeting:
    """The meeting as it is now, held with its whole series. `Refused` (`moved_on`) where the table does not have the
    move any more."""
    series = take_series(meeting.series, actor=actor)
    fresh = Meeting.objects.get(zone_id=actor.zone_id, id=meeting.id)
    fresh.series = series
    if not is_allowed(move, fresh.status):
        raise Refused(
            _("“%(move)s” is not possible: the meeting is “%(status)s”.")
            % {"move": move.label, "status": fresh.get_status_display()},
            code="moved_on",
        )
    return fresh


def take_item(item: AgendaItem, move: MeetingMove, *, actor: Actor) -> AgendaItem:
    """The item as it is now, held with its series; for one in the backlog no meeting is asked."""
    series = take_series(item.series, actor=actor)
    fresh = AgendaItem.objects.select_related("meeting").get(zone_id=actor.zone_id, id=item.id)
    fresh.series = series
    if fresh.meeting is not None:
        fresh.meeting = take_meeting(fresh.meeting, move, actor=actor)
    if fresh.dropped or fresh.moved_to_id is not None:
        raise Refused(_("This item is no longer on this agenda."), code="moved_on")
    return fresh


def next_order(meeting: Meeting) -> int:
    """The place behind everything on the agenda."""
    rows = AgendaItem.objects.filter(zone_id=meeting.zone_id, meeting=meeting)
    last: int | None = rows.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def words(text: str, place: str, *, needed: str = "", most: int = MAX_TEXT) -> str:
    """`text` without blanks at its ends. Raises `InvalidInput` at `place` where it is missing or too long."""
    text = text.strip()
    if needed and not text:
        raise InvalidInput({place: needed})
    if len(text) > most:
        message = _("Up to %(limit)s characters, please; there are %(count)s.")
        raise InvalidInput({place: message % {"limit": most, "count": len(text)}})
    return text
