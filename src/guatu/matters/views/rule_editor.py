"""A new version of the rules of clocks: in rows, or as text; first what it would move, then choosing exactly that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from guatu.calendars.models import Calendar
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.matters.forms.rule_rows import Offered, RuleForms
from guatu.matters.forms.rules import RulesForm, VersionForm, digest
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.policies import MANAGE, may_manage_matter_rules
from guatu.matters.raising_rules import raising_rules
from guatu.matters.rules.rule_rows import from_parameters, from_typed, to_parameters
from guatu.matters.selectors.rule_preview import RulePreview, rule_preview
from guatu.matters.selectors.rules import every_kind, rules_in_force
from guatu.matters.use_cases.choose_matter_rules import check_rules, choose_matter_rules
from guatu.matters.views.pages import address, require
from guatu.organization.requests import ZoneRequest


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: ZoneRequest) -> HttpResponse:
    """In rows. Buttons that move, add or take out a row (`do`) send the whole form and get it back, so that nothing
    typed is lost; “preview” and “choose” judge it."""
    require(may_manage_matter_rules(request.actor), MANAGE)
    day = today(request.zone)
    stored = rules_in_force(request.zone.id, day).parameters
    posted = request.method == "POST"
    rows = from_typed(dict(request.POST.lists())) if posted else from_parameters(stored)
    act = request.POST.get("do", "")
    judged = posted and act in ("preview", "choose")
    if posted and not judged:
        rows.rearrange(act, request.POST.get("new_ladder", ""))
    # What the form does not show stays as it is.
    parameters = {**stored, **to_parameters(rows)}
    forms = RuleForms(rows, _offered(request))
    form = VersionForm(request.POST or None, initial={"in_force_from": day})
    preview: RulePreview | None = None
    if posted and not judged:
        form.errors.clear()
    elif judged and form.is_valid():
        try:
            done, preview = _judge(request, form, parameters)
            if done is not None:
                return done
        except InvalidInput as error:
            forms.add_faults(error)
    context = {
        "forms": forms,
        "form": form,
        "preview": preview,
        "digest": digest(parameters) if preview is not None else "",
        "tab": "rows",
    }
    faulty = judged and (forms.is_faulty or form.errors)
    return render(request, "matters/rules_rows.html", context, status=422 if faulty else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_by_text(request: ZoneRequest) -> HttpResponse:
    """As text, judged in the same way."""
    require(may_manage_matter_rules(request.actor), MANAGE)
    day = today(request.zone)
    text = json.dumps(rules_in_force(request.zone.id, day).parameters, ensure_ascii=False, indent=1)
    form = RulesForm(request.POST or None, initial={"parameters": text, "in_force_from": day})
    preview: RulePreview | None = None
    if request.method == "POST" and form.is_valid():
        try:
            done, preview = _judge(request, form, form.cleaned_data["parameters"])
            if done is not None:
                return done
        except InvalidInput as error:
            form.add_faults(error)
    context = {
        "form": form,
        "preview": preview,
        "digest": digest(form.cleaned_data["parameters"]) if preview is not None else "",
        "tab": "text",
    }
    return render(request, "matters/rules_form.html", context, status=422 if form.errors else 200)


def _judge(
    request: ZoneRequest, form: VersionForm, parameters: Mapping[str, Any]
) -> tuple[HttpResponse | None, RulePreview | None]:
    """Choose what was previewed, or preview it. Raises `InvalidInput`."""
    check_rules(parameters, request.zone.id)
    data = form.cleaned_data
    if request.POST.get("do") == "choose" and data["previewed"] == digest(parameters):
        chosen = choose_matter_rules(
            actor=request.actor,
            parameters=parameters,
            **{name: data[name] for name in ("reason", "apply_to_open", "in_force_from")},
        )
        messages.success(request, _("Version %(number)s is chosen.") % {"number": chosen.number})
        return redirect(address(request, "rules")), None
    return None, rule_preview(request.zone, parameters)


def _offered(request: ZoneRequest) -> Offered:
    """Kinds, categories (one code may stand under several kinds), calendars, and rules that raise by themselves."""
    kinds = [(kind.code, kind.name) for kind in every_kind(actor=request.actor)]
    names: dict[str, dict[str, None]] = {}
    categories = MatterCategory.objects.filter(zone_id=request.zone.id).order_by(
        "kind__order", "order", "code"
    )
    for code, name in categories.values_list("code", "name"):
        names.setdefault(code, {})[name] = None
    between = pgettext("between items of a list", ", ")
    calendars = Calendar.objects.filter(zone_id=request.zone.id).order_by("-is_default", "name")
    return Offered(
        kinds=kinds,
        categories=[(code, between.join(said)) for code, said in names.items()],
        calendars=[("", _("the usual one")), *calendars.values_list("code", "name")],
        rules=raising_rules(),
    )
