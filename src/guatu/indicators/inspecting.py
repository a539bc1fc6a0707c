"""How lines of an inspection and items are changed: one change at a time, while inspection and item are open."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, Refused
from guatu.core.locks import one_at_a_time
from guatu.indicators.choices import Verdict
from guatu.indicators.models.target import Campaign, Goal, InspectionLine, TargetItem


def take_line(line: InspectionLine, *, actor: Actor) -> InspectionLine:
    """The line as it is now, held until the transaction ends. `Refused` (`closed`) once the inspection is closed, and
    as `require_open_item` does."""
    one_at_a_time("indicators.inspection", line.inspection_id)
    fresh = InspectionLine.objects.select_related("inspection__campaign", "item__goal__campaign").get(
        zone_id=actor.zone_id, id=line.id
    )
    if fresh.inspection.closed_at is not None:
        raise Refused(_("The inspection is closed."), code="closed")
    require_open_item(fresh.item)
    return fresh


def take_item(item: TargetItem, *, actor: Actor) -> TargetItem:
    """The item as it is now, held until the transaction ends."""
    one_at_a_time("indicators.targets", item.id)
    return TargetItem.objects.select_related("goal__campaign").get(zone_id=actor.zone_id, id=item.id)


def take_goal(goal: Goal, *, actor: Actor) -> Goal:
    """The goal as it is now, held until the transaction ends."""
    one_at_a_time("indicators.targets", goal.id)
    return Goal.objects.select_related("campaign").get(zone_id=actor.zone_id, id=goal.id)


def take_campaign(campaign: Campaign, *, actor: Actor) -> Campaign:
    """The campaign as it is now, held until the transaction ends."""
    one_at_a_time("indicators.targets", campaign.id)
    return Campaign.objects.get(zone_id=actor.zone_id, id=campaign.id)


def require_open_campaign(campaign: Campaign) -> None:
    """`Refused` (`campaign_closed`) where the campaign is closed."""
    if campaign.closed_on is not None:
        raise Refused(_("This campaign is closed. Reopen it first."), code="campaign_closed")


def require_open_goal(goal: Goal) -> None:
    """`Refused` (`goal_closed`, `campaign_closed`) where the goal or its campaign is closed."""
    require_open_campaign(goal.campaign)
    if goal.closed_on is not None:
        raise Refused(_("This goal is closed. Reopen it first."), code="goal_closed")


def require_open_item(item: TargetItem) -> None:
    """`Refused` (`item_closed`, `goal_closed`, `campaign_closed`) where the item or what it belongs to is closed."""
    require_open_goal(item.goal)
    if item.closed_on is not None:
        raise Refused(_("This item is closed. Reopen it first."), code="item_closed")


def open_items(campaign: Campaign) -> QuerySet[TargetItem]:
    """Those of a campaign that are reported on and judged."""
    return TargetItem.objects.filter(
        zone_id=campaign.zone_id,
        goal__campaign=campaign,
        goal__campaign__closed_on=None,
        goal__closed_on=None,
        closed_on=None,
    )


def is_reported(goals: Iterable[Goal]) -> bool:
    """Whether something has been reported or judged of an item of these goals."""
    return _reported().filter(item__goal__in=list(goals)).exists()


def is_item_reported(item: TargetItem) -> bool:
    return _reported().filter(zone_id=item.zone_id, item=item).exists()


def is_judged(item: TargetItem) -> bool:
    lines = InspectionLine.objects.filter(zone_id=item.zone_id, item=item)
    return lines.exclude(verdict=Verdict.OPEN).exists()


def _reported() -> QuerySet[InspectionLine]:
    return InspectionLine.objects.filter(~Q(verdict=Verdict.OPEN) | Q(reported_at__isnull=False))


def faults_of_reason(reason: str, *, needed: bool) -> list[Fault]:
    """A reason of up to 300 characters, where values have been reported by what is changed."""
    if needed and not reason.strip():
        return [Fault("reason", _("Values have been reported already: say why it is changed."))]
    if len(reason.strip()) > 300:
        return [Fault("reason", _("Up to %s characters.") % 300)]
    return []
