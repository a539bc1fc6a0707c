"""Reopen an item of the targets that was closed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.targets import ItemReopened
from guatu.indicators.inspecting import require_open_goal, take_item
from guatu.indicators.models.target import TargetItem
from guatu.indicators.policies.targets import may_change_item
from guatu.indicators.taking import reason_of


@use_case(may=may_change_item)
def reopen_item(*, actor: Actor, item: TargetItem, reason: str) -> TargetItem:
    """With a reason. Raises `InvalidInput`, and `Refused`: where it is not closed (`item_open`), or what it belongs to
    is (`goal_closed`, `campaign_closed`)."""
    reason = reason_of(reason)
    item = take_item(item, actor=actor)
    require_open_goal(item.goal)
    if item.closed_on is None:
        raise Refused(_("This item is open."), code="item_open")
    changes = change(item, closed_on=None, closed_why="")
    record(
        ItemReopened(zone_id=actor.zone_id, campaign_id=item.goal.campaign_id, item_id=item.id),
        subject=item,
        changes={"closed_on": changes["closed_on"]},
        reason=reason,
        about=(item.goal_id, item.goal.campaign_id),
    )
    return item
