"""Change a campaign's name, year or description."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.targets import CampaignEdited
from guatu.indicators.inspecting import faults_of_reason, is_reported, require_open_campaign
from guatu.indicators.models.target import Campaign, Goal, Inspection
from guatu.indicators.policies.targets import may_change_campaign
from guatu.indicators.use_cases.define_campaign import faults_of_campaign


@use_case(may=may_change_campaign)
def edit_campaign(
    *, actor: Actor, campaign: Campaign, name: str, year: int, text: str = "", reason: str = ""
) -> Campaign:
    """With a `reason` once something has been reported. The year stays once it was inspected: values belong to it.

    Raises `InvalidInput` naming every fault, and `Refused` (`campaign_closed`). The same again changes nothing.
    """
    require_open_campaign(campaign)
    values = {"name": name.strip(), "year": year, "text": text.strip()}
    others = Campaign.objects.filter(zone_id=actor.zone_id).exclude(id=campaign.id)
    faults = faults_of_campaign(name.strip(), year, others)
    inspections = Inspection.objects.filter(zone_id=actor.zone_id, campaign=campaign)
    if year != campaign.year and inspections.exists():
        faults.append(Fault("year", _("The year has been inspected already.")))
    differs = any(getattr(campaign, name) != value for name, value in values.items())
    goals = Goal.objects.filter(zone_id=actor.zone_id, campaign=campaign)
    faults += faults_of_reason(reason, needed=differs and is_reported(goals))
    if faults:
        raise InvalidInput(faults)
    changes = change(campaign, **values)
    if changes:
        record(
            CampaignEdited(zone_id=actor.zone_id, campaign_id=campaign.id),
            subject=campaign,
            changes=changes,
            reason=reason.strip(),
        )
    return campaign
