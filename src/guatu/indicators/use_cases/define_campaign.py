"""Begin a year's campaign of targets."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.core.use_case import record, use_case
from guatu.indicators.events.targets import CampaignDefined
from guatu.indicators.models.target import Campaign
from guatu.indicators.policies.targets import may_define_campaigns


@use_case(may=may_define_campaigns)
def define_campaign(*, actor: Actor, name: str, year: int, text: str = "") -> Campaign:
    """Raises `InvalidInput` naming every fault, also where the year has a campaign of that name."""
    name = name.strip()
    faults = faults_of_campaign(name, year, Campaign.objects.filter(zone_id=actor.zone_id))
    if faults:
        raise InvalidInput(faults)
    campaign = Campaign.objects.create(zone_id=actor.zone_id, name=name, year=year, text=text.strip())
    record(CampaignDefined(zone_id=actor.zone_id, campaign_id=campaign.id), subject=campaign)
    return campaign


def faults_of_campaign(name: str, year: int, others: QuerySet[Campaign]) -> list[Fault]:
    """What is wrong with a name and a year beside the zone's `others`."""
    faults = []
    if not 0 < len(name) <= 60:
        faults.append(Fault("name", _("A name of up to 60 characters, please.")))
    elif others.filter(name=name, year=year).exists():
        faults.append(Fault("name", _("The year has a campaign of that name already.")))
    if not 2000 <= year <= 2100:
        faults.append(Fault("year", _("A year such as 2018.")))
    return faults
