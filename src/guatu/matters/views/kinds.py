"""Kinds of matters and their categories, for the office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.matters.choices import Evidence
from guatu.matters.forms.rules import CategoryForm, KindForm
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.policies import MANAGE, VIEW, may_manage_matter_rules
from guatu.matters.selectors.rules import kind_coded, matter_kinds
from guatu.matters.use_cases.define_matter_category import define_matter_category
from guatu.matters.use_cases.define_matter_kind import define_matter_kind
from guatu.matters.views.pages import FormPage, address, form_page, require
from guatu.organization.requests import ZoneRequest


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """What kinds there are, and how they differ."""
    require(request.actor.may(VIEW), VIEW)
    kinds = [
        (kind, [Evidence(e).label for e in kind.evidence if e in Evidence.values])
        for kind in matter_kinds(actor=request.actor)
    ]
    context = {"kinds": kinds, "may_manage": may_manage_matter_rules(request.actor)}
    return render(request, "matters/kinds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def define(request: ZoneRequest, code: str = "") -> HttpResponse:
    """A new kind, or one that exists."""
    require(may_manage_matter_rules(request.actor), MANAGE)
    kind = kind_coded(code, request.zone.id) if code else None
    form = KindForm(request.POST or None, kind=kind)
    here = address(request, "kinds")

    def do() -> str:
        define_matter_kind(actor=request.actor, code=form.cleaned_data["code"], terms=form.terms())
        messages.success(request, _("Saved."))
        return here

    title = _("Kind of matter: %(name)s") % {"name": kind.name} if kind else _("New kind of matter")
    return form_page(request, form, FormPage(title, _("Save"), here), do)


@require_http_methods(["GET", "HEAD", "POST"])
def category(request: ZoneRequest, code: str, category_code: str = "") -> HttpResponse:
    """A new category of a kind, or another name or place for one that exists."""
    require(may_manage_matter_rules(request.actor), MANAGE)
    kind = kind_coded(code, request.zone.id)
    known = _known(kind, category_code)
    initial = {"code": known.code, "name": known.name, "order": known.order} if known else {}
    form = CategoryForm(request.POST or None, initial=initial)
    form.fields["code"].disabled = known is not None
    here = address(request, "kinds")

    def do() -> str:
        define_matter_category(actor=request.actor, kind=kind, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return here

    title = _("Category of %(kind)s") % {"kind": kind.name}
    return form_page(request, form, FormPage(title, _("Save"), here), do)


def _known(kind: MatterKind, code: str) -> MatterCategory | None:
    return MatterCategory.objects.filter(zone_id=kind.zone_id, kind=kind, code=code).first() if code else None
