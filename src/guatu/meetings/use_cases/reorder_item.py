"""Move an item one place up or down on its agenda."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import MeetingMove
from guatu.meetings.events import ItemReordered
from guatu.meetings.models.meeting import AgendaItem
from guatu.meetings.policies import may_edit_item
from guatu.meetings.taking import take_item


@use_case(may=may_edit_item)
def reorder_item(*, actor: Actor, item: AgendaItem, up: bool) -> AgendaItem:
    """The first item stays the first; nothing is recorded where nothing moves."""
    item = take_item(item, MeetingMove.EDIT_AGENDA, actor=actor)
    if item.meeting is None:
        return item
    rows = list(
        AgendaItem.objects.filter(zone_id=actor.zone_id, meeting=item.meeting, dropped=False).order_by(
            "order", "id"
        )
    )
    at = next(place for place, row in enumerate(rows) if row.id == item.id)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return item
    rows[at], rows[to] = rows[to], rows[at]
    for place, row in enumerate(rows, start=1):
        change(row, order=place)
    record(
        ItemReordered(
            zone_id=actor.zone_id, series_id=item.series_id, item_id=item.id, meeting_id=item.meeting.id
        ),
        subject=item,
        changes={"order": (at + 1, to + 1)},
        about=(item.meeting.id,),
    )
    return rows[to]
