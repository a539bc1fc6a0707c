"""Close a campaign: nobody reports on anything in it any more."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.targets import CampaignClosed
from guatu.indicators.inspecting import require_open_campaign, take_campaign
from guatu.indicators.models.target import Campaign
from guatu.indicators.policies.targets import may_change_campaign
from guatu.indicators.taking import reason_of


@use_case(may=may_change_campaign)
def close_campaign(*, actor: Actor, campaign: Campaign, reason: str) -> Campaign:
    """With a reason. Its goals and items with their targets, values and verdicts stay; none of them is set, reported,
    inspected or judged any more, and an open inspection no longer waits for them. Raises `InvalidInput` and `Refused`
    (`campaign_closed`)."""
    reason = reason_of(reason)
    campaign = take_campaign(campaign, actor=actor)
    require_open_campaign(campaign)
    changes = change(campaign, closed_on=today(campaign.zone), closed_why=reason)
    record(
        CampaignClosed(zone_id=actor.zone_id, campaign_id=campaign.id),
        subject=campaign,
        changes={"closed_on": changes["closed_on"]},
        reason=reason,
    )
    return campaign
