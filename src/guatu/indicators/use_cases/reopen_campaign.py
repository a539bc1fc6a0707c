"""Reopen a campaign that was closed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.targets import CampaignReopened
from guatu.indicators.inspecting import take_campaign
from guatu.indicators.models.target import Campaign
from guatu.indicators.policies.targets import may_change_campaign
from guatu.indicators.taking import reason_of


@use_case(may=may_change_campaign)
def reopen_campaign(*, actor: Actor, campaign: Campaign, reason: str) -> Campaign:
    """With a reason. What was closed by itself below it stays closed. Raises `InvalidInput`, and `Refused`: where it is
    not closed (`campaign_open`)."""
    reason = reason_of(reason)
    campaign = take_campaign(campaign, actor=actor)
    if campaign.closed_on is None:
        raise Refused(_("This campaign is open."), code="campaign_open")
    changes = change(campaign, closed_on=None, closed_why="")
    record(
        CampaignReopened(zone_id=actor.zone_id, campaign_id=campaign.id),
        subject=campaign,
        changes={"closed_on": changes["closed_on"]},
        reason=reason,
    )
    return campaign
