"""Put an item on an agenda by hand, or into the backlog of the series."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.core.zoned import ZonedModel
from guatu.meetings.choices import ItemKind, MeetingMove
from guatu.meetings.events import ItemAdded
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.policies import may_convene
from guatu.meetings.taking import next_order, take_meeting, take_series, words

MAX_TITLE = 120


@use_case(may=may_convene)
def add_item(
    *,
    actor: Actor,
    series: MeetingSeries,
    title: str,
    meeting: Meeting | None = None,
    subject: ZonedModel | None = None,
    text: str = "",
) -> AgendaItem:
    """`subject`: a project or a matter that the caller may see. Without a meeting it waits in the backlog.

    Raises `Refused` (`there`) where the subject stands on that agenda already.
    """
    if meeting is not None:
        meeting = take_meeting(meeting, MeetingMove.EDIT_AGENDA, actor=actor)
        if meeting.series_id != series.id:
            raise InvalidInput({"meeting": _("Not a meeting of this series.")})
    else:
        take_series(series, actor=actor)
    title = words(
        title or (str(subject) if subject else ""), "title", needed=_("Say in a line what it is about.")
    )
    if len(title) > MAX_TITLE:
        title = f"{title[: MAX_TITLE - 1]}…"
    if subject is not None and meeting is not None:
        there = AgendaItem.objects.filter(zone_id=actor.zone_id, meeting=meeting, subject_id=subject.id)
        if there.exists():
            raise Refused(_("It stands on this agenda already, or was taken off it."), code="there")
    item = AgendaItem.objects.create(
        zone_id=actor.zone_id,
        series=series,
        meeting=meeting,
        order=next_order(meeting) if meeting else 0,
        kind=ItemKind.FREE if meeting else ItemKind.BACKLOG,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=subject.id if subject else None,
        title=title,
        discussion=words(text, "text"),
        added_by=actor.name,
    )
    record(
        ItemAdded(
            zone_id=actor.zone_id,
            series_id=series.id,
            item_id=item.id,
            meeting_id=meeting.id if meeting else None,
        ),
        subject=item,
        about=(meeting.id if meeting else series.id,),
    )
    return item
