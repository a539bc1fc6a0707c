"""Move an item to the next meeting of its series, or into the backlog."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import use_case
from guatu.meetings.choices import MeetingMove
from guatu.meetings.models.meeting import AgendaItem
from guatu.meetings.moving_on import move_on, next_meeting
from guatu.meetings.policies import may_edit_item
from guatu.meetings.taking import take_item


@use_case(may=may_edit_item)
def move_item(*, actor: Actor, item: AgendaItem, to_backlog: bool = False) -> AgendaItem:
    """Returns the item that it is now. The next meeting is called where nobody has called it yet; a series without a
    rhythm keeps it in the backlog."""
    item = take_item(item, MeetingMove.EDIT_AGENDA, actor=actor)
    if item.meeting is None:
        raise Refused(_("It waits in the backlog already."), code="backlog")
    target = None if to_backlog else next_meeting(item.meeting, actor=actor)
    return move_on(item, target, actor=actor)
