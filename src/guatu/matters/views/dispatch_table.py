"""The table of dispatch: read, tried out, and set."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.errors import InvalidInput
from guatu.matters.forms.raising import RaiseForm
from guatu.matters.forms.rules import LineForm, TableForm, line_initial
from guatu.matters.policies import DISPATCH, MANAGE, VERIFY, may_manage_matter_rules
from guatu.matters.selectors.rules import dispatch_rules, every_kind, kinds_to_raise, routes
from guatu.matters.subjects import kind_by_label
from guatu.matters.use_cases.set_dispatch_table import set_dispatch_table
from guatu.matters.views.pages import address, require
from guatu.matters.views.raising import hints_for
from guatu.organization.forms.fields import unit_choices
from guatu.organization.requests import ZoneRequest

_SPARE = 2


@require_safe
def show(request: ZoneRequest) -> HttpResponse:
    """The lines in order, and where something would go (`?kind=`, `?title=`, …)."""
    actor = request.actor
    require(any(actor.may(p) for p in (DISPATCH, VERIFY, MANAGE)), DISPATCH)
    form = RaiseForm(request.GET or None, actor=actor, kinds=kinds_to_raise(actor=actor))
    form.errors.clear()
    lines = [(line, kind_by_label(line.subject_type)) for line in dispatch_rules(request.zone.id)]
    context = {
        "lines": lines,
        "form": form,
        "hints": hints_for(request) if request.GET.get("kind") else None,
        "may_manage": may_manage_matter_rules(actor),
    }
    return render(request, "matters/dispatch_table.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ZoneRequest) -> HttpResponse:
    """The whole table in one form; lines go by their numbers, two spare ones stand at the end."""
    require(may_manage_matter_rules(request.actor), MANAGE)
    make: Any = formset_factory(LineForm, extra=_SPARE, max_num=500)
    given: dict[str, Any] = {
        "kinds": list(every_kind(actor=request.actor)),
        "units": unit_choices(actor=request.actor),
    }
    lines: BaseFormSet[LineForm] = make(
        request.POST or None,
        initial=[line_initial(line) for line in routes(request.zone.id)],
        prefix="lines",
        form_kwargs=given,
    )
    form = TableForm(request.POST or None)
    if request.method == "POST" and lines.is_valid() and form.is_valid():
        chosen = [one for one in lines.forms if one.has_changed() or one.initial]
        kept = [one for one in chosen if one.is_line]
        wanted = sorted(((one.route(9999), one) for one in kept), key=lambda pair: pair[0].order)
        try:
            set_dispatch_table(
                actor=request.actor,
                lines=[route for route, _form in wanted],
                reason=form.cleaned_data["reason"],
            )
        except InvalidInput as error:
            for fault in error.faults:
                place = fault.place.split(".")
                wanted[int(place[1])][1].add_error(None, fault.message)
        else:
            messages.success(request, _("The table of dispatch is set."))
            return redirect(address(request, "dispatch-table"))
    faulty = request.method == "POST"
    context = {"lines": lines, "form": form}
    return render(request, "matters/dispatch_form.html", context, status=422 if faulty else 200)
