"""End the lights set by hand whose last day has passed."""

from datetime import date

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.projects.events.lights import LightOverrideExpired
from guatu.projects.models.lights import LightOverride
from guatu.projects.policies.lights import may_expire_light_overrides
from guatu.projects.use_cases.override_light import end_override


@use_case(may=may_expire_light_overrides)
def expire_light_overrides(*, actor: Actor, today: date) -> int:
    """End each one that expired before `today`; returns how many. The lights follow by subscription."""
    expired = LightOverride.objects.filter(
        zone_id=actor.zone_id, withdrawn_at__isnull=True, expires_on__lt=today
    ).select_related("project")
    ended = 0
    for override in expired:
        event = LightOverrideExpired(zone_id=actor.zone_id, project_id=override.project_id)
        end_override(override, event, override.project)
        ended += 1
    return ended
