"""Choose the rules by which the zone's lights are set: a preset, with its parameters as the zone wants them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.json import to_json
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.projects.events.lights import LightRulesChosen
from guatu.projects.models.lights import LightRuleSet
from guatu.projects.policies.lights import may_choose_light_rules
from guatu.projects.rules.light_rules import PRESETS, FaultyRules, LightRules, read_rules

# The codes of `FaultyRules`, for people.
EXPECTED: Mapping[str, Promise | str] = {
    "measure": gettext_lazy("Expected points, shortfall or ratio."),
    "unit": gettext_lazy("Expected months or days."),
    "number": gettext_lazy("Expected a number."),
    "points": gettext_lazy("Expected percentage points from 0 to 100."),
    "share": gettext_lazy("Expected a share from 0 to 100%."),
    "whole": gettext_lazy("Expected a whole number, at most 60 months or five years of days."),
    "order": gettext_lazy("Red is the worse of the two bounds."),
    "days": gettext_lazy("Expected 1 to 366 days."),
    "unknown": gettext_lazy("There is no such parameter."),
    "none": gettext_lazy("At least one rule has to be used."),
}


@use_case(may=may_choose_light_rules)
def choose_light_rules(
    *,
    actor: Actor,
    preset: str,
    in_force_from: date,
    name: str = "",
    parameters: Mapping[str, Any] | None = None,
    reason: str = "",
) -> LightRuleSet:
    """A new version of the zone's rules; the versions before it stay. The lights follow in the same transaction.

    `parameters` (form in `rules.light_rules`) replace those of the preset, all of them; without them the preset
    holds as published. Where there are rules already, the new ones begin today or later and no earlier than the
    last: lights that were set are not set again. Raises `InvalidInput` naming each parameter at fault.
    """
    one_at_a_time("choose_light_rules", actor.zone_id)
    if preset not in PRESETS:
        raise InvalidInput({"preset": _("unknown preset: %s") % preset})
    values = dict(PRESETS[preset] if parameters is None else parameters)
    checked_rules(values)
    last = LightRuleSet.objects.filter(zone_id=actor.zone_id).order_by("-number").first()
    if last is not None:
        earliest = max(last.in_force_from, today(Zone.objects.get(id=actor.zone_id)))
        if in_force_from < earliest:
            message = _("Expected %(day)s or later: lights that have been set are not set again.")
            raise InvalidInput({"in_force_from": message % {"day": date_format(earliest)}})
    rules = LightRuleSet.objects.create(
        zone_id=actor.zone_id,
        name=name.strip()[:60],
        preset=preset,
        number=last.number + 1 if last else 1,
        parameters=to_json(values),
        in_force_from=in_force_from,
        chosen_by=actor.name,
    )
    record(
        LightRulesChosen(
            zone_id=actor.zone_id, preset=preset, number=rules.number, in_force_from=in_force_from
        ),
        subject=rules,
        changes={"parameters": (last.parameters if last else None, rules.parameters)},
        reason=reason.strip(),
    )
    return rules


def checked_rules(parameters: Mapping[str, Any]) -> LightRules:
    """The rules that parameters describe. Raises `InvalidInput` naming each that is at fault."""
    try:
        return read_rules(parameters)
    except FaultyRules as error:
        faults = {place: EXPECTED[code] for place, code in error.faults.items()}
        raise InvalidInput(faults) from error
