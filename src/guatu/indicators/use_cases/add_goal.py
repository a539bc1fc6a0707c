"""Add a goal to a campaign."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.indicators.events.targets import GoalAdded
from guatu.indicators.inspecting import require_open_campaign
from guatu.indicators.models.target import Campaign, Goal
from guatu.indicators.policies.targets import may_change_campaign
from guatu.organization.models import Unit


@use_case(may=may_change_campaign)
def add_goal(*, actor: Actor, campaign: Campaign, name: str, lead_unit: Unit) -> Goal:
    """Behind those that the campaign has. Raises `InvalidInput`, and `Refused` (`campaign_closed`)."""
    require_open_campaign(campaign)
    name = name.strip()
    known = Goal.objects.filter(zone_id=actor.zone_id, campaign=campaign)
    if not 0 < len(name) <= 80:
        raise InvalidInput({"name": _("A name of up to 80 characters, please.")})
    if known.filter(name=name).exists():
        raise InvalidInput({"name": _("The campaign has a goal of that name already.")})
    goal = Goal.objects.create(
        zone_id=actor.zone_id, campaign=campaign, name=name, lead_unit=lead_unit, order=known.count() + 1
    )
    record(
        GoalAdded(zone_id=actor.zone_id, campaign_id=campaign.id, goal_id=goal.id),
        subject=goal,
        about=(campaign.id,),
    )
    return goal
