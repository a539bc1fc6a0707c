"""Take an item off an agenda, or out of the backlog; it does not come back by itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import MeetingMove
from guatu.meetings.events import ItemDropped
from guatu.meetings.models.meeting import AgendaItem, Resolution
from guatu.meetings.policies import may_edit_item
from guatu.meetings.taking import take_item


@use_case(may=may_edit_item)
def drop_item(*, actor: Actor, item: AgendaItem) -> AgendaItem:
    """Raises `Refused` (`resolved`) where something was resolved on it."""
    item = take_item(item, MeetingMove.EDIT_AGENDA, actor=actor)
    if Resolution.objects.filter(zone_id=actor.zone_id, item=item).exists():
        raise Refused(_("Something was resolved on it: it stays on the agenda."), code="resolved")
    changes = change(item, dropped=True)
    record(
        ItemDropped(
            zone_id=actor.zone_id, series_id=item.series_id, item_id=item.id, meeting_id=item.meeting_id
        ),
        subject=item,
        changes=changes,
        about=(item.meeting_id or item.series_id,),
    )
    return item
