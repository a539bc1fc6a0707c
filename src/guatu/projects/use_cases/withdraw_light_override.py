"""Give a light that was set by hand back to the rules."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.lights import LightOverrideWithdrawn
from guatu.projects.models.lights import LightOverride
from guatu.projects.models.project import Project
from guatu.projects.policies.lights import may_withdraw_light_override


@use_case(may=may_withdraw_light_override)
def withdraw_light_override(*, actor: Actor, project: Project, reason: str = "") -> None:
    """End the override before its last day. Raises `Refused` (`not_overridden`) where there is none."""
    one_at_a_time("override_light", project.id)
    override = LightOverride.objects.filter(
        zone_id=actor.zone_id, project=project, withdrawn_at__isnull=True
    ).first()
    if override is None:
        raise Refused(_("This light is not set by hand."), code="not_overridden")
    change(override, withdrawn_at=now())
    record(
        LightOverrideWithdrawn(zone_id=actor.zone_id, project_id=project.id),
        subject=project,
        changes={"light_overrides__colour": (override.colour, None)},
        reason=reason.strip(),
        about=(override.id,),
    )
