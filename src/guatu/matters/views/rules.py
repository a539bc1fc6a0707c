"""The rules of clocks and of the ladder in words, and their versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guatu.calendars.deadlines import Deadline
from guatu.core.clock import today
from guatu.matters.choices import ClockKind, Urgency
from guatu.matters.models.kinds import MatterKind, MatterRuleSet
from guatu.matters.policies import VIEW, may_manage_matter_rules
from guatu.matters.rules.clock_rules import ANY_KIND, ClockLine, MatterRules, Rung, read_rules
from guatu.matters.selectors.rules import rules_in_force
from guatu.matters.views.pages import require
from guatu.organization.requests import ZoneRequest


@dataclass(frozen=True, slots=True)
class LineWords:
    """One line of the clocks in words; `limits` by clock, None where there is none."""

    line: ClockLine
    kinds: list[str]
    urgencies: list[Any]
    limits: list[tuple[Any, Deadline | None]]


@dataclass(frozen=True, slots=True)
class LadderWords:
    """The ladder of a kind; `kind` is empty for the one that holds where no other does."""

    kind: str
    rungs: tuple[Rung, ...]


@require_safe
def show(request: ZoneRequest) -> HttpResponse:
    """The version in force, in words, and all versions."""
    require(request.actor.may(VIEW), VIEW)
    rule_set = rules_in_force(request.zone.id, today(request.zone))
    names = dict(MatterKind.objects.filter(zone_id=request.zone.id).values_list("code", "name"))
    context = {
        "rule_set": rule_set,
        "rules": read_rules(rule_set.parameters),
        "clock_kinds": [kind.label for kind in ClockKind],
        "versions": MatterRuleSet.objects.filter(zone_id=request.zone.id),
        "may_manage": may_manage_matter_rules(request.actor),
        **_in_words(read_rules(rule_set.parameters), names),
    }
    return render(request, "matters/rules.html", context)


def _in_words(rules: MatterRules, names: dict[str, str]) -> dict[str, Any]:
    lines = [
        LineWords(
            line,
            sorted(names.get(code, code) for code in line.kinds),
            [Urgency(urgency).label for urgency in sorted(line.urgencies) if urgency in Urgency.values],
            [(kind.label, line.limits.get(kind)) for kind in ClockKind],
        )
        for line in rules.clocks
    ]
    ladders = [
        LadderWords("" if kind == ANY_KIND else names.get(kind, kind), rungs)
        for kind, rungs in rules.ladders.items()
    ]
    starts = [(Urgency(urgency).label, rung) for urgency, rung in rules.start_rung.items()]
    return {"lines": lines, "ladders": ladders, "starts": starts}
