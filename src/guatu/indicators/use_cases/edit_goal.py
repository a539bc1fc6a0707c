"""Change a goal's name or who leads it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.targets import GoalEdited
from guatu.indicators.inspecting import faults_of_reason, is_reported, require_open_goal
from guatu.indicators.models.target import Goal
from guatu.indicators.policies.targets import may_change_goal
from guatu.organization.models import Unit


@use_case(may=may_change_goal)
def edit_goal(*, actor: Actor, goal: Goal, name: str, lead_unit: Unit, reason: str = "") -> Goal:
    """With a `reason` once something has been reported of its items; what the former lead unit reported stays.

    Raises `InvalidInput` naming every fault, and `Refused` (`goal_closed`, `campaign_closed`). The same again changes
    nothing.
    """
    require_open_goal(goal)
    name = name.strip()
    others = Goal.objects.filter(zone_id=actor.zone_id, campaign=goal.campaign_id).exclude(id=goal.id)
    differs = name != goal.name or lead_unit.id != goal.lead_unit_id
    faults = faults_of_reason(reason, needed=differs and is_reported([goal]))
    if not 0 < len(name) <= 80:
        faults.append(Fault("name", _("A name of up to 80 characters, please.")))
    elif others.filter(name=name).exists():
        faults.append(Fault("name", _("The campaign has a goal of that name already.")))
    if faults:
        raise InvalidInput(faults)
    changes = change(goal, name=name, lead_unit=lead_unit)
    if changes:
        record(
            GoalEdited(zone_id=actor.zone_id, campaign_id=goal.campaign_id, goal_id=goal.id),
            subject=goal,
            changes=changes,
            reason=reason.strip(),
            about=(goal.campaign_id,),
        )
    return goal
