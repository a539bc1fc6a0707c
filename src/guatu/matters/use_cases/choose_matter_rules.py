"""Choose the rules of clocks and of the ladder: a new version, for what is raised from now on or also what is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guatu.core.actor import Actor
from guatu.core.clock import local_now, today
from guatu.core.errors import InvalidInput
from guatu.core.json import to_json
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.matters.choices import ENDED
from guatu.matters.events import MatterRulesChosen
from guatu.matters.models.kinds import MatterRuleSet
from guatu.matters.models.matter import Matter
from guatu.matters.policies import may_manage_matter_rules
from guatu.matters.rules.clock_rules import FaultyRules, read_rules
from guatu.matters.standing import refresh_standing

# The codes of `FaultyRules`, for people.
EXPECTED: Mapping[str, Promise | str] = {
    "list": gettext_lazy("Expected a list."),
    "mapping": gettext_lazy("Expected names with values."),
    "amount": gettext_lazy(
        "Expected a number from 0 to 10,000; working days in halves, calendar days whole."
    ),
    "unit": gettext_lazy("Expected working_day, calendar_day, hour or working_hour."),
    "share": gettext_lazy("Expected a share above 0 and up to 1."),
    "whole": gettext_lazy("Expected a whole number."),
    "clock": gettext_lazy("There is no such clock."),
    "receiver": gettext_lazy("Name at least one receiver that exists."),
    "colour": gettext_lazy("Expected blue, yellow, red or nothing."),
    "urgency": gettext_lazy("There is no such urgency."),
    "catch_all": gettext_lazy("The last line has to match every matter."),
}
BATCH = 500


@use_case(may=may_manage_matter_rules)
def choose_matter_rules(
    *,
    actor: Actor,
    parameters: Mapping[str, Any],
    reason: str = "",
    apply_to_open: bool = False,
    in_force_from: date | None = None,
) -> MatterRuleSet:
    """`parameters` has the form told in `rules.clock_rules`. With `apply_to_open` the clocks of all open matters are
    reckoned by the new version in the same transaction (see `selectors.rule_preview` for what moves); otherwise each
    keeps the version it was raised under. Raises `InvalidInput` naming each parameter at fault."""
    one_at_a_time("choose_matter_rules", actor.zone_id)
    zone = Zone.objects.get(id=actor.zone_id)
    check_rules(parameters)
    last = MatterRuleSet.objects.filter(zone_id=zone.id).order_by("-number").first()
    rules = MatterRuleSet.objects.create(
        zone=zone,
        number=last.number + 1 if last else 1,
        parameters=to_json(dict(parameters)),
        in_force_from=in_force_from or today(zone),
        reason=reason.strip()[:300],
        chosen_by=actor.name,
    )
    moved = _apply(zone, rules) if apply_to_open else 0
    record(
        MatterRulesChosen(zone_id=zone.id, number=rules.number, applied_to=moved),
        subject=rules,
        changes={"parameters": (last.parameters if last else None, rules.parameters)},
        reason=rules.reason,
    )
    return rules


def check_rules(parameters: Mapping[str, Any]) -> None:
    """Raises `InvalidInput` naming each parameter at fault."""
    try:
        read_rules(parameters)
    except FaultyRules as error:
        faults = {
            place: _("%(place)s: %(expected)s") % {"place": place, "expected": EXPECTED[code]}
            for place, code in error.faults.items()
        }
        raise InvalidInput(faults) from error


def _apply(zone: Zone, rules: MatterRuleSet) -> int:
    open_ones = Matter.objects.filter(zone_id=zone.id).exclude(status__in=ENDED)
    ids = list(open_ones.values_list("id", flat=True))
    open_ones.update(rule_set=rules)
    now = local_now(zone)
    for start in range(0, len(ids), BATCH):
        refresh_standing(zone.id, ids[start : start + BATCH], now)
    return len(ids)
