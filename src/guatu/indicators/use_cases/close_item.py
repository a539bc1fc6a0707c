"""Close an item of the targets: nobody reports on it any more."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.targets import ItemClosed
from guatu.indicators.inspecting import require_open_item, take_item
from guatu.indicators.models.target import TargetItem
from guatu.indicators.policies.targets import may_change_item
from guatu.indicators.taking import reason_of


@use_case(may=may_change_item)
def close_item(*, actor: Actor, item: TargetItem, reason: str) -> TargetItem:
    """With a reason. Its targets, values and verdicts stay; later inspections leave it out, and an open one no longer
    waits for it. Raises `InvalidInput` and `Refused` (`item_closed`)."""
    reason = reason_of(reason)
    item = take_item(item, actor=actor)
    require_open_item(item)
    changes = change(item, closed_on=today(item.zone), closed_why=reason)
    record(
        ItemClosed(zone_id=actor.zone_id, campaign_id=item.goal.campaign_id, item_id=item.id),
        subject=item,
        changes={"closed_on": changes["closed_on"]},
        reason=reason,
        about=(item.goal_id, item.goal.campaign_id),
    )
    return item
