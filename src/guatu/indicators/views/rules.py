"""Pages of entry sets and checks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.core.errors import NotFound
from guatu.indicators.forms.entries import RuleForm, SetForm
from guatu.indicators.models.entry import ValidationRule
from guatu.indicators.policies.entries import MANAGE, may_manage_entry
from guatu.indicators.policies.readings import VIEW
from guatu.indicators.selectors.checks import rules_in_force
from guatu.indicators.selectors.submissions import get_set, indicators_of
from guatu.indicators.use_cases.define_entry_set import define_entry_set
from guatu.indicators.use_cases.define_rule import define_rule
from guatu.indicators.views.pages import address, form_page, require
from guatu.organization.requests import ZoneRequest


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """The checks in force, in plain words, with their versions."""
    require(request.actor.may(VIEW), VIEW)
    context = {
        "rules": rules_in_force(request.zone.id),
        "may_manage": may_manage_entry(request.actor),
    }
    return render(request, "indicators/entry/rules.html", context)


@require_http_methods(["GET", "POST"])
def define(request: ZoneRequest) -> HttpResponse:
    """A new check."""
    require(may_manage_entry(request.actor), MANAGE)
    form = RuleForm(request.POST or None)

    def act() -> str:
        define_rule(actor=request.actor, code=form.cleaned_data["code"], terms=form.terms())
        return address(request, "rules")

    return form_page(request, form, act, title=_("New check"), back=address(request, "rules"))


@require_http_methods(["GET", "POST"])
def edit(request: ZoneRequest, code: str) -> HttpResponse:
    """The next version of a check."""
    rules = ValidationRule.objects.filter(zone_id=request.zone.id, code=code).order_by("-number")
    rule = rules.first() if request.actor.may(VIEW) else None
    if rule is None:
        raise NotFound("check")
    require(may_manage_entry(request.actor), MANAGE)
    form = RuleForm(request.POST or None, rule=rule)

    def act() -> str:
        made = define_rule(actor=request.actor, code=code, terms=form.terms())
        messages.success(request, _("Version %s is in force; earlier ones are kept.") % made.number)
        return address(request, "rules")

    return form_page(
        request, form, act, title=_("Change the check"), lead=rule.words, back=address(request, "rules")
    )


@require_http_methods(["GET", "POST"])
def define_set(request: ZoneRequest) -> HttpResponse:
    """A new entry set."""
    require(may_manage_entry(request.actor), MANAGE)
    form = SetForm(
        request.POST or None,
        zone_id=request.zone.id,
        initial={"starts_on": today(request.zone).replace(month=1, day=1)},
    )

    def act() -> str:
        made = define_entry_set(actor=request.actor, code=form.cleaned_data["code"], terms=form.terms())
        messages.success(request, _("The entry set “%s” is defined.") % made.name)
        return address(request, "entry") + f"?set={made.id}"

    return form_page(request, form, act, title=_("New entry set"), back=address(request, "entry"))


@require_http_methods(["GET", "POST"])
def edit_set(request: ZoneRequest, set_id: UUID) -> HttpResponse:
    """The terms of a set."""
    entry_set = get_set(set_id, actor=request.actor)
    require(may_manage_entry(request.actor), MANAGE)
    chosen = [i.id for i in indicators_of(entry_set)]
    form = SetForm(request.POST or None, zone_id=request.zone.id, entry_set=entry_set, chosen=chosen)

    def act() -> str:
        define_entry_set(actor=request.actor, code=entry_set.code, terms=form.terms())
        return address(request, "entry") + f"?set={entry_set.id}"

    back = address(request, "entry") + f"?set={entry_set.id}"
    return form_page(request, form, act, title=_("Terms of the entry set"), lead=entry_set.name, back=back)
