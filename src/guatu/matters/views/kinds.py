"""Kinds of matters and their categories, for the office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.errors import NotFound
from guatu.matters.choices import Evidence
from guatu.matters.forms.rules import CategoryForm, CloseForm, KindForm
from guatu.matters.kept_kinds import what_raises
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.policies import MANAGE, VIEW, may_manage_matter_rules
from guatu.matters.selectors.rules import every_kind, kind_coded
from guatu.matters.use_cases.close_matter_category import close_matter_category
from guatu.matters.use_cases.close_matter_kind import close_matter_kind
from guatu.matters.use_cases.define_matter_category import define_matter_category
from guatu.matters.use_cases.define_matter_kind import define_matter_kind
from guatu.matters.use_cases.reopen_matter_category import reopen_matter_category
from guatu.matters.use_cases.reopen_matter_kind import reopen_matter_kind
from guatu.matters.views.pages import FormPage, address, form_page, require
from guatu.organization.requests import ZoneRequest


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """What kinds there are, how they differ, and which are no longer used."""
    require(request.actor.may(VIEW), VIEW)
    kinds = [
        (kind, [Evidence(e).label for e in kind.evidence if e in Evidence.values])
        for kind in every_kind(actor=request.actor)
    ]
    context = {
        "kinds": [pair for pair in kinds if pair[0].closed_on is None],
        "closed": [pair[0] for pair in kinds if pair[0].closed_on is not None],
        "may_manage": may_manage_matter_rules(request.actor),
    }
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
    closing = address(request, "kind-close", kind.code) if kind and _can_close(kind) else ""
    page = FormPage(title, _("Save"), here)
    return form_page(request, form, page, do, template="matters/kind_form.html", closing=closing)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ZoneRequest, code: str) -> HttpResponse:
    """No longer offered for raising, with a reason."""
    require(may_manage_matter_rules(request.actor), MANAGE)
    kind = kind_coded(code, request.zone.id)
    form = CloseForm(request.POST or None)
    here = address(request, "kinds")

    def do() -> str:
        close_matter_kind(actor=request.actor, kind=kind, reason=form.cleaned_data["reason"])
        messages.success(request, _("“%(name)s” is closed.") % {"name": kind.name})
        return here

    page = FormPage(
        _("Close the kind “%(name)s”") % {"name": kind.name},
        _("Close it"),
        here,
        _("It is no longer offered for raising. What is open goes on; numbers and lists stay as they are."),
        danger=True,
    )
    return form_page(request, form, page, do)


@require_POST
def reopen(request: ZoneRequest, code: str) -> HttpResponse:
    """Offered again."""
    kind = kind_coded(code, request.zone.id)
    reopen_matter_kind(actor=request.actor, kind=kind)
    messages.success(request, _("“%(name)s” is offered again.") % {"name": kind.name})
    return redirect(address(request, "kinds"))


@require_http_methods(["GET", "HEAD", "POST"])
def category(request: ZoneRequest, code: str, category_code: str = "") -> HttpResponse:
    """A new category of a kind, or another name or place for one that exists."""
    require(may_manage_matter_rules(request.actor), MANAGE)
    kind = kind_coded(code, request.zone.id)
    known = _category(kind, category_code) if category_code else None
    initial = {"code": known.code, "name": known.name, "order": known.order} if known else {}
    form = CategoryForm(request.POST or None, initial=initial)
    form.fields["code"].disabled = known is not None
    here = address(request, "kinds")

    def do() -> str:
        define_matter_category(actor=request.actor, kind=kind, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return here

    title = _("Category of %(kind)s") % {"kind": kind.name}
    open_one = known if known and known.closed_on is None else None
    closing = address(request, "category-close", kind.code, open_one.code) if open_one else ""
    page = FormPage(title, _("Save"), here)
    return form_page(request, form, page, do, template="matters/kind_form.html", closing=closing)


@require_http_methods(["GET", "HEAD", "POST"])
def close_category(request: ZoneRequest, code: str, category_code: str) -> HttpResponse:
    """No longer offered for raising, with a reason."""
    require(may_manage_matter_rules(request.actor), MANAGE)
    known = _category(kind_coded(code, request.zone.id), category_code)
    form = CloseForm(request.POST or None)
    here = address(request, "kinds")

    def do() -> str:
        close_matter_category(actor=request.actor, category=known, reason=form.cleaned_data["reason"])
        messages.success(request, _("“%(name)s” is closed.") % {"name": known.name})
        return here

    page = FormPage(
        _("Close the category “%(name)s”") % {"name": known.name},
        _("Close it"),
        here,
        _("It is no longer offered for raising; the matters that have it keep it."),
        danger=True,
    )
    return form_page(request, form, page, do)


@require_POST
def reopen_category(request: ZoneRequest, code: str, category_code: str) -> HttpResponse:
    """Offered again."""
    known = _category(kind_coded(code, request.zone.id), category_code)
    reopen_matter_category(actor=request.actor, category=known)
    messages.success(request, _("“%(name)s” is offered again.") % {"name": known.name})
    return redirect(address(request, "kinds"))


def _can_close(kind: MatterKind) -> bool:
    return kind.closed_on is None and not what_raises(kind.code)


def _category(kind: MatterKind, code: str) -> MatterCategory:
    found = MatterCategory.objects.filter(zone_id=kind.zone_id, kind=kind, code=code).first()
    if found is None:
        raise NotFound("category")
    return found
