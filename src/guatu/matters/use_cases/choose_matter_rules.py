"""Choose the rules of clocks and of the ladder: a new version, for what is raised from now on or also what is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from guatu.calendars.models import Calendar
from guatu.core.actor import Actor
from guatu.core.clock import local_now, today
from guatu.core.errors import Fault, InvalidInput
from guatu.core.json import to_json
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.matters.choices import ENDED
from guatu.matters.events import MatterRulesChosen
from guatu.matters.models.kinds import MatterCategory, MatterKind, MatterRuleSet
from guatu.matters.models.matter import Matter
from guatu.matters.policies import may_manage_matter_rules
from guatu.matters.rules.clock_rules import ANY_KIND, FaultyRules, MatterRules, read_rules
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
    "kind": gettext_lazy("There is no such kind of matter."),
    "category": gettext_lazy("No kind has such a category."),
    "calendar": gettext_lazy("There is no such calendar."),
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
    check_rules(parameters, zone.id)
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


def check_rules(parameters: Mapping[str, Any], zone_id: UUID) -> None:
    """Raises `InvalidInput` naming each parameter at fault: as rules, and for naming what the zone has not."""
    codes: Mapping[str, str] = {}
    try:
        codes = _unknown_names(read_rules(parameters), zone_id)
    except FaultyRules as error:
        codes = error.faults
    if codes:
        raise InvalidInput([Fault(place, str(EXPECTED[code]), code) for place, code in codes.items()])


def _unknown_names(rules: MatterRules, zone_id: UUID) -> dict[str, str]:
    kinds = set(MatterKind.objects.filter(zone_id=zone_id).values_list("code", flat=True))
    categories = set(MatterCategory.objects.filter(zone_id=zone_id).values_list("code", flat=True))
    calendars = {"", *Calendar.objects.filter(zone_id=zone_id).values_list("code", flat=True)}
    faults = {f"ladders.{kind}": "kind" for kind in rules.ladders if kind not in {ANY_KIND, *kinds}}
    for place, line in enumerate(rules.clocks):
        if line.kinds - kinds:
            faults[f"clocks.{place}.kinds"] = "kind"
        if line.categories - categories:
            faults[f"clocks.{place}.categories"] = "category"
        if line.calendar not in calendars:
            faults[f"clocks.{place}.calendar"] = "calendar"
    return faults


def _apply(zone: Zone, rules: MatterRuleSet) -> int:
    open_ones = Matter.objects.filter(zone_id=zone.id).exclude(status__in=ENDED)
    ids = list(open_ones.values_list("id", flat=True))
    open_ones.update(rule_set=rules)
    now = local_now(zone)
    for start in range(0, len(ids), BATCH):
        refresh_standing(zone.id, ids[start : start + BATCH], now)
    return len(ids)
