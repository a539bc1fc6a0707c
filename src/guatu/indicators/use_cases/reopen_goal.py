"""Reopen a goal that was closed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.targets import GoalReopened
from guatu.indicators.inspecting import require_open_campaign, take_goal
from guatu.indicators.models.target import Goal
from guatu.indicators.policies.targets import may_change_goal
from guatu.indicators.taking import reason_of


@use_case(may=may_change_goal)
def reopen_goal(*, actor: Actor, goal: Goal, reason: str) -> Goal:
    """With a reason. What was closed by itself below it stays closed. Raises `InvalidInput`, and `Refused`: where it is
    not closed (`goal_open`), or its campaign is (`campaign_closed`)."""
    reason = reason_of(reason)
    goal = take_goal(goal, actor=actor)
    require_open_campaign(goal.campaign)
    if goal.closed_on is None:
        raise Refused(_("This goal is open."), code="goal_open")
    changes = change(goal, closed_on=None, closed_why="")
    record(
        GoalReopened(zone_id=actor.zone_id, campaign_id=goal.campaign_id, goal_id=goal.id),
        subject=goal,
        changes={"closed_on": changes["closed_on"]},
        reason=reason,
        about=(goal.campaign_id,),
    )
    return goal
