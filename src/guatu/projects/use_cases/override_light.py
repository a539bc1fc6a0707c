"""Set a project's light by hand, with a reason and a last day."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guatu.core.actor import Actor
from guatu.core.clock import now, today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import LightColour
from guatu.projects.events.lights import LightOverridden, LightOverrideExpired
from guatu.projects.models.lights import LightOverride
from guatu.projects.models.project import Project
from guatu.projects.policies.lights import may_override_light
from guatu.projects.rules.light_rules import read_rules
from guatu.projects.selectors.light_rules import rules_in_force

BY_HAND = (LightColour.RED, LightColour.YELLOW, LightColour.GREEN)


@use_case(may=may_override_light)
def override_light(
    *, actor: Actor, project: Project, colour: str, reason: str, expires_on: date
) -> LightOverride:
    """Show `colour` up to and including `expires_on`, whatever the rules say; they go on being evaluated.

    The last day lies at most the rule set's `override_days` ahead. Raises `InvalidInput` naming each
    field at fault, `Refused` where the light is set by hand already (`overridden`), the project was withdrawn
    (`withdrawn`), or the zone has no rules (`no_rules`).
    """
    one_at_a_time("override_light", project.id)
    if project.withdrawn_on is not None:
        raise Refused(_("This project was withdrawn; it has no light."), code="withdrawn")
    day = today(project.zone)
    rule_set = rules_in_force(actor.zone_id, day)
    if rule_set is None:
        raise Refused(_("This zone has not chosen rules for its lights yet."), code="no_rules")
    most = read_rules(rule_set.parameters).override_days
    faults = _faults(colour, reason, expires_on, day, most)
    if faults:
        raise InvalidInput(faults)
    known = LightOverride.objects.filter(
        zone_id=actor.zone_id, project=project, withdrawn_at__isnull=True
    ).first()
    if known is not None and known.expires_on >= day:
        raise Refused(
            _("This light is set by hand already. Give it back to the rules first."), code="overridden"
        )
    if known is not None:
        end_override(known, LightOverrideExpired(zone_id=actor.zone_id, project_id=project.id), project)
    override = LightOverride.objects.create(
        zone_id=actor.zone_id,
        project=project,
        colour=colour,
        reason=reason.strip(),
        expires_on=expires_on,
        set_by=actor.name,
    )
    record(
        LightOverridden(zone_id=actor.zone_id, project_id=project.id, colour=colour, expires_on=expires_on),
        subject=project,
        changes={
            "light_overrides__colour": (None, colour),
            "light_overrides__expires_on": (None, expires_on),
        },
        reason=override.reason,
        about=(override.id,),
    )
    return override


def end_override(override: LightOverride, event: LightOverrideExpired, project: Project) -> None:
    """End an override whose last day has passed, from within a use case."""
    change(override, withdrawn_at=now())
    record(
        event,
        subject=project,
        changes={"light_overrides__colour": (override.colour, None)},
        about=(override.id,),
    )


def _faults(colour: str, reason: str, expires_on: date, day: date, most: int) -> dict[str, str]:
    faults = {}
    if colour not in BY_HAND:
        faults["colour"] = _("Expected red, yellow or green.")
    if not reason.strip():
        faults["reason"] = _("Say why the rules do not do this project justice.")
    if not day <= expires_on <= day + timedelta(days=most):
        faults["expires_on"] = ngettext(
            "Expected a day from today on, at most %(days)d day ahead.",
            "Expected a day from today on, at most %(days)d days ahead.",
            most,
        ) % {"days": most}
    return faults
