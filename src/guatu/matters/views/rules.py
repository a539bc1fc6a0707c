"""The rules of clocks and of the ladder: in words, and a new version with what it would move."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.calendars.deadlines import Deadline
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.matters.choices import ClockKind, Urgency
from guatu.matters.forms.rules import RulesForm
from guatu.matters.models.kinds import MatterKind, MatterRuleSet
from guatu.matters.policies import MANAGE, VIEW, may_manage_matter_rules
from guatu.matters.rules.clock_rules import ANY_KIND, ClockLine, MatterRules, Rung, read_rules
from guatu.matters.selectors.rule_preview import RulePreview, rule_preview
from guatu.matters.selectors.rules import rules_in_force
from guatu.matters.use_cases.choose_matter_rules import check_rules, choose_matter_rules
from guatu.matters.views.pages import address, require
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


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: ZoneRequest) -> HttpResponse:
    """A new version: first what it would move, then choosing exactly that."""
    require(may_manage_matter_rules(request.actor), MANAGE)
    day = today(request.zone)
    text = json.dumps(rules_in_force(request.zone.id, day).parameters, ensure_ascii=False, indent=1)
    form = RulesForm(request.POST or None, initial={"parameters": text, "in_force_from": day})
    preview: RulePreview | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            check_rules(data["parameters"])
            if request.POST.get("do") == "choose" and data["previewed"] == form.digest():
                chosen = choose_matter_rules(
                    actor=request.actor,
                    **{
                        name: data[name]
                        for name in ("parameters", "reason", "apply_to_open", "in_force_from")
                    },
                )
                messages.success(request, _("Version %(number)s is chosen.") % {"number": chosen.number})
                return redirect(address(request, "rules"))
            preview = rule_preview(request.zone, data["parameters"])
        except InvalidInput as error:
            form.add_faults(error)
    context = {
        "form": form,
        "preview": preview,
        "digest": form.digest() if preview is not None else "",
    }
    return render(request, "matters/rules_form.html", context, status=422 if form.errors else 200)
