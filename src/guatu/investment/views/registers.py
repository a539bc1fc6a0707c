"""The registers of PPP projects, funds and parks, and who refers prospects."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.core.clock import today
from guatu.core.errors import NotFound
from guatu.investment.forms.registers import REGISTER_FORMS
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.policies import REGISTERS, VIEW, may_manage_registers
from guatu.investment.selectors.registers import get_entry, referrers, register_lines
from guatu.investment.use_cases.define_register_entry import define_register_entry
from guatu.investment.views.pages import FormPage, address, form_page, require
from guatu.organization.requests import ZoneRequest

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def index(request: ZoneRequest) -> HttpResponse:
    """The three combinations 三个结合 with what hangs on each entry, and the referral table."""
    require(request.actor.may(VIEW), VIEW)
    day = today(request.zone)
    return render(
        request,
        "investment/registers.html",
        {
            "tab": "registers",
            "registers": [
                ("ppp", _("PPP projects"), register_lines(PppProject, "ppp", day, actor=request.actor)),
                ("funds", _("Industrial funds"), register_lines(Fund, "fund", day, actor=request.actor)),
                ("parks", _("Theme parks"), register_lines(Park, "park", day, actor=request.actor)),
            ],
            "referrers": referrers(day, actor=request.actor),
            "may_manage": may_manage_registers(request.actor),
        },
    )


@form_methods
def define(request: ZoneRequest, register: str, entry_id: UUID | None = None) -> HttpResponse:
    """A new entry, or a change of one."""
    if register not in REGISTER_FORMS:
        raise NotFound("register")
    model, form_class = REGISTER_FORMS[register]
    entry: Any = None if entry_id is None else get_entry(model, entry_id, actor=request.actor)  # type: ignore[type-var]
    require(may_manage_registers(request.actor), REGISTERS)
    form = form_class(request.POST or None, actor=request.actor, entry=entry)
    back = address(request, "registers")

    def act() -> str:
        defined = define_register_entry(actor=request.actor, register=model, entry=entry, **form.values())
        messages.success(request, _("“%s” stands in the register.") % defined.name)
        return back

    kind = model._meta.verbose_name
    title = _("Enter: %s") % kind if entry is None else _("Edit %s") % entry.name
    return form_page(request, form, FormPage(title, _("Save"), back), act)
