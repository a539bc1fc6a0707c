"""The zone's rules for lights: which hold, which there were, and what others would change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.lights import LightRulesForm, rules_initial
from guatu.projects.policies.lights import CHOOSE, may_choose_light_rules
from guatu.projects.rules.light_rules import PRESETS, PUBLISHED
from guatu.projects.rules.rule_sentences import PRESET_LABELS, PRESET_SOURCES, RULE_LABELS
from guatu.projects.selectors.light_rules import (
    LightPreview,
    preset_views,
    preview_lights,
    rule_set_views,
    rules_in_force,
)
from guatu.projects.selectors.projects import VIEW
from guatu.projects.use_cases.choose_light_rules import checked_rules, choose_light_rules


@require_safe
def show(request: ZoneRequest) -> HttpResponse:
    """The rules in force, the presets with their sources, and all versions."""
    if not request.actor.may(VIEW):
        raise NotAllowed(VIEW)
    day = today(request.zone)
    versions = rule_set_views(request.zone.id)
    in_force = rules_in_force(request.zone.id, day)
    context = {
        "in_force": next((v for v in versions if in_force and v.rules.id == in_force.id), None),
        "to_come": [v for v in versions if v.rules.in_force_from > day],
        "versions": versions,
        "presets": preset_views(),
        "may_choose": may_choose_light_rules(request.actor),
    }
    return render(request, "projects/lights/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: ZoneRequest) -> HttpResponse:
    """A form for another rule set: first what it would change, then choosing exactly that."""
    if not may_choose_light_rules(request.actor):
        raise NotAllowed(CHOOSE)
    day = today(request.zone)
    in_force = rules_in_force(request.zone.id, day)
    preset = request.GET.get("preset", "")
    if preset not in PRESETS:
        preset = in_force.preset if in_force else next(iter(PRESETS))
        parameters = in_force.parameters if in_force else PRESETS[preset]
    else:
        parameters = PRESETS[preset]
    first = {**rules_initial(parameters), "in_force_from": day}
    form = LightRulesForm(request.POST if request.method == "POST" else None, initial=first)
    preview: LightPreview | None = None
    if request.method == "POST" and form.is_valid():
        try:
            rules = checked_rules(form.parameters())
            if request.POST.get("do") == "choose" and form.cleaned_data["previewed"] == form.digest():
                chosen = choose_light_rules(
                    actor=request.actor,
                    preset=preset,
                    parameters=form.parameters(),
                    **{name: form.cleaned_data[name] for name in ("name", "in_force_from", "reason")},
                )
                messages.success(request, _("%(rules)s is chosen.") % {"rules": chosen})
                return redirect("projects:light-rules", request.zone.code)
            preview = preview_lights(actor=request.actor, rules=rules, today=day)
        except InvalidInput as error:
            form.add_faults(error)
    context = {
        "form": form,
        "rows": _rows(form, preset),
        "preset": preset,
        "presets": [(name, PRESET_LABELS[name]) for name in PRESETS],
        "source": PRESET_SOURCES[preset],
        "preview": preview,
        "digest": form.digest() if preview is not None else "",
    }
    return render(request, "projects/lights/rules_form.html", context, status=422 if form.errors else 200)


def _rows(form: LightRulesForm, preset: str) -> list[dict[str, Any]]:
    """Each rule with its fields, and whether the city has published it."""
    return [
        {"rule": rule, "label": RULE_LABELS[rule], "fields": fields, "published": rule in PUBLISHED[preset]}
        for rule, fields in form.rows()
    ]
