"""Open a quarter's inspection of a campaign."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.indicators.events.targets import InspectionOpened
from guatu.indicators.inspecting import open_items, require_open_campaign, take_campaign
from guatu.indicators.models.target import Campaign, Inspection, InspectionLine
from guatu.indicators.policies.targets import may_change_campaign


@use_case(may=may_change_campaign)
def open_inspection(*, actor: Actor, campaign: Campaign, quarter: int) -> Inspection:
    """With a line for every open item of the campaign. Raises `InvalidInput`, and `Refused`: the second time
    (`opened`), of a closed campaign (`campaign_closed`), of one without open items (`no_items`)."""
    campaign = take_campaign(campaign, actor=actor)
    require_open_campaign(campaign)
    if not 1 <= quarter <= 4:
        raise InvalidInput({"quarter": _("A quarter from 1 to 4.")})
    if Inspection.objects.filter(zone_id=actor.zone_id, campaign=campaign, quarter=quarter).exists():
        raise Refused(_("The inspection of this quarter was opened already."), code="opened")
    items = list(open_items(campaign))
    if not items:
        raise Refused(_("The campaign has no open items."), code="no_items")
    inspection = Inspection.objects.create(
        zone_id=actor.zone_id, campaign=campaign, quarter=quarter, opened_by=actor.name
    )
    InspectionLine.objects.bulk_create(
        InspectionLine(zone_id=actor.zone_id, inspection=inspection, item=item) for item in items
    )
    record(
        InspectionOpened(zone_id=actor.zone_id, campaign_id=campaign.id, quarter=quarter),
        subject=inspection,
        about=(campaign.id,),
    )
    return inspection
