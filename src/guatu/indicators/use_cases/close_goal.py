"""Close a goal of a campaign: nobody reports on its items any more."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.targets import GoalClosed
from guatu.indicators.inspecting import require_open_goal, take_goal
from guatu.indicators.models.target import Goal
from guatu.indicators.policies.targets import may_change_goal
from guatu.indicators.taking import reason_of


@use_case(may=may_change_goal)
def close_goal(*, actor: Actor, goal: Goal, reason: str) -> Goal:
    """With a reason. Its items with their targets, values and verdicts stay; none of them is set, reported,
    inspected or judged any more, and an open inspection no longer waits for them. Raises `InvalidInput` and `Refused`
    (`goal_closed`, `campaign_closed`)."""
    reason = reason_of(reason)
    goal = take_goal(goal, actor=actor)
    require_open_goal(goal)
    changes = change(goal, closed_on=today(goal.zone), closed_why=reason)
    record(
        GoalClosed(zone_id=actor.zone_id, campaign_id=goal.campaign_id, goal_id=goal.id),
        subject=goal,
        changes={"closed_on": changes["closed_on"]},
        reason=reason,
        about=(goal.campaign_id,),
    )
    return goal
