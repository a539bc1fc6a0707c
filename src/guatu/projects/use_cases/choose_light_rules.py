"""Choose the rules by which the zone's lights are set: a preset, with its parameters as the zone wants them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.projects.events.lights import LightRulesChosen
from guatu.projects.models.lights import LightRuleSet
from guatu.projects.policies.lights import may_choose_light_rules
from guatu.projects.rules.lights import PRESETS


@use_case(may=may_choose_light_rules)
def choose_light_rules(
    *, actor: Actor, name: str, preset: str, in_force_from: date, parameters: Mapping[str, Any] | None = None
) -> LightRuleSet:
    """A new version of the zone's rules; the versions before it stay. Lights follow when they are refreshed."""
    if preset not in PRESETS:
        raise InvalidInput({"preset": _("unknown preset: %s") % preset})
    values = {**PRESETS[preset], **(parameters or {})}
    unknown = sorted(set(values) - set(PRESETS[preset]))
    if unknown:
        raise InvalidInput({name: _("unknown parameter") for name in unknown})
    number = 1 + (
        LightRuleSet.objects.filter(zone_id=actor.zone_id)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
        or 0
    )
    rules = LightRuleSet.objects.create(
        zone_id=actor.zone_id,
        name=name,
        preset=preset,
        number=number,
        parameters=values,
        in_force_from=in_force_from,
        chosen_by=actor.name,
    )
    record(LightRulesChosen(zone_id=actor.zone_id, preset=preset, number=number), subject=rules)
    return rules
