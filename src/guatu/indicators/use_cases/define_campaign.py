"""Begin a year's campaign of targets."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.indicators.events.targets import CampaignDefined
from guatu.indicators.models.target import Campaign
from guatu.indicators.policies.targets import may_define_campaigns


@use_case(may=may_define_campaigns)
def define_campaign(*, actor: Actor, name: str, year: int, text: str = "") -> Campaign:
    """Raises `InvalidInput` naming every fault, also where the year has a campaign of that name."""
    name = name.strip()
    faults: dict[str, str] = {}
    if not 0 < len(name) <= 60:
        faults["name"] = _("A name of up to 60 characters, please.")
    elif Campaign.objects.filter(zone_id=actor.zone_id, name=name, year=year).exists():
        faults["name"] = _("The year has a campaign of that name already.")
    if not 2000 <= year <= 2100:
        faults["year"] = _("A year such as 2018.")
    if faults:
        raise InvalidInput(faults)
    campaign = Campaign.objects.create(zone_id=actor.zone_id, name=name, year=year, text=text.strip())
    record(CampaignDefined(zone_id=actor.zone_id, campaign_id=campaign.id), subject=campaign)
    return campaign
