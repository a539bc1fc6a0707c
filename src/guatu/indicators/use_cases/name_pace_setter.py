"""Name a unit pace-setter 标兵 for a goal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.indicators.events.targets import PaceSetterNamed
from guatu.indicators.inspecting import require_open_goal
from guatu.indicators.models.target import Goal, PaceSetter
from guatu.indicators.policies.targets import may_name_pace_setter
from guatu.organization.models import Unit


@use_case(may=may_name_pace_setter)
def name_pace_setter(*, actor: Actor, goal: Goal, unit: Unit, quarter: int, reason: str) -> PaceSetter:
    """Once for each goal, unit and quarter. Raises `InvalidInput` naming every fault, and `Refused` (`goal_closed`,
    `campaign_closed`)."""
    require_open_goal(goal)
    reason = reason.strip()
    faults: dict[str, str] = {}
    if not 1 <= quarter <= 4:
        faults["quarter"] = _("A quarter from 1 to 4.")
    if not reason or len(reason) > 300:
        faults["reason"] = _("What it is named for, in up to 300 characters.")
    if PaceSetter.objects.filter(zone_id=actor.zone_id, goal=goal, unit=unit, quarter=quarter).exists():
        faults["unit"] = _("It was named for this quarter already.")
    if faults:
        raise InvalidInput(faults)
    award = PaceSetter.objects.create(
        zone_id=actor.zone_id, goal=goal, unit=unit, quarter=quarter, reason=reason, awarded_by=actor.name
    )
    record(
        PaceSetterNamed(
            zone_id=actor.zone_id, campaign_id=goal.campaign_id, unit_id=unit.id, quarter=quarter
        ),
        subject=award,
        reason=reason,
        about=(goal.id, goal.campaign_id),
    )
    return award
