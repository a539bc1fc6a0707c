"""Who sets targets, reports on them, inspects, and names pace-setters."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.indicators.models.target import Campaign, Goal, Inspection, InspectionLine, TargetItem
from guatu.organization.models import Unit

SET = "indicators.set_targets"
REPORT = "indicators.report_item"
JUDGE = "indicators.judge_item"
NAME = "indicators.name_pace_setter"


def may_define_campaigns(actor: Actor) -> bool:
    """Campaigns, goals, items and targets are the zone's own."""
    return actor.reach(SET).whole_zone


def may_change_campaign(actor: Actor, campaign: Campaign) -> bool:
    return actor.zone_id == campaign.zone_id and may_define_campaigns(actor)


def may_change_goal(actor: Actor, goal: Goal) -> bool:
    return actor.zone_id == goal.zone_id and may_define_campaigns(actor)


def may_change_item(actor: Actor, item: TargetItem) -> bool:
    return actor.zone_id == item.zone_id and may_define_campaigns(actor)


def may_set_targets(actor: Actor, item: TargetItem) -> bool:
    return actor.zone_id == item.zone_id and may_define_campaigns(actor)


def may_close_inspection(actor: Actor, inspection: Inspection) -> bool:
    return actor.zone_id == inspection.zone_id and may_define_campaigns(actor)


def may_report_item(actor: Actor, line: InspectionLine) -> bool:
    """Whoever reports for the goal's lead unit."""
    return actor.zone_id == line.zone_id and actor.may(REPORT, line.item.goal.lead_unit_id)


def may_judge_item(actor: Actor, line: InspectionLine) -> bool:
    return actor.zone_id == line.zone_id and actor.may(JUDGE, line.item.goal.lead_unit_id)


def may_file_highlight(actor: Actor, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and actor.may(REPORT, unit.id)


def may_name_pace_setter(actor: Actor, goal: Goal) -> bool:
    return actor.zone_id == goal.zone_id and actor.reach(NAME).whole_zone
