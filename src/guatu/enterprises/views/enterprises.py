"""The register: the list, one enterprise, and the forms that change it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.enterprises.choices import CreditCodeFault
from guatu.enterprises.demands import DEMAND
from guatu.enterprises.forms.enterprise import (
    ContactForm,
    EnterpriseCloseForm,
    EnterpriseEditForm,
    EnterpriseForm,
    RemoveForm,
)
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.policies import (
    CONTACTS,
    EDIT,
    REGISTER,
    VIEW,
    may_edit_enterprise,
    may_manage_access_links,
    may_manage_contacts,
    may_plan_visit,
    may_register_enterprise,
)
from guatu.enterprises.rules.credit_codes import read_credit_code
from guatu.enterprises.selectors.enterprises import (
    EnterpriseFilters,
    contacts_of,
    filtered_enterprises,
    former_names_of,
    get_contact,
    get_enterprise,
)
from guatu.enterprises.selectors.links import links_of
from guatu.enterprises.selectors.visits import last_visits, visible_visits
from guatu.enterprises.use_cases.add_contact import add_contact
from guatu.enterprises.use_cases.close_enterprise import close_enterprise
from guatu.enterprises.use_cases.edit_contact import edit_contact
from guatu.enterprises.use_cases.edit_enterprise import edit_enterprise
from guatu.enterprises.use_cases.register_enterprise import register_enterprise
from guatu.enterprises.use_cases.remove_contact import remove_contact
from guatu.enterprises.views.pages import FormPage, address, form_page, page_of, period_in, require, uuid_in
from guatu.matters.policies import RAISE
from guatu.matters.selectors.matters import matters_about
from guatu.matters.subjects import kind_of
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def index(request: ZoneRequest) -> HttpResponse:
    """The register, filtered by the address."""
    require(request.actor.may(VIEW), VIEW)
    filters = EnterpriseFilters(
        words=request.GET.get("q", "").strip(),
        unit_id=uuid_in(request, "unit"),
        industry=request.GET.get("industry", "").strip(),
        closed=request.GET.get("closed") == "yes",
        mine=request.GET.get("mine") == "yes",
        visited=period_in(request, "visited"),
        unvisited=period_in(request, "unvisited"),
    )
    page = page_of(request, filtered_enterprises(filters, actor=request.actor))
    visited = last_visits([row.id for row in page], request.zone.id)
    serving = Enterprise.objects.filter(zone_id=request.zone.id).values("unit_id")
    return render(
        request,
        "enterprises/enterprises.html",
        {
            "page": page,
            "rows": [(row, visited.get(row.id)) for row in page],
            "filters": filters,
            "units": Unit.objects.filter(zone_id=request.zone.id, id__in=serving).order_by("order", "name"),
            "is_filtered": filters != EnterpriseFilters(),
            "may_register": may_register_enterprise(request.actor),
        },
    )


@require_GET
def show(request: ZoneRequest, enterprise_id: UUID) -> HttpResponse:
    """One enterprise: its entry, demands and where they stand, visits, contacts, links, history."""
    enterprise = get_enterprise(enterprise_id, actor=request.actor)
    operating = not enterprise.is_closed
    may_link = may_manage_access_links(request.actor, enterprise)
    return render(
        request,
        "enterprises/enterprise.html",
        {
            "enterprise": enterprise,
            "code_warning": _odd_code(enterprise),
            "former_names": former_names_of(enterprise),
            "contacts": contacts_of(enterprise, actor=request.actor),
            "matters": matters_about(enterprise.id, actor=request.actor)[:20],
            "visits": visible_visits(actor=request.actor).filter(enterprise=enterprise)[:20],
            "links": links_of(enterprise) if may_link else [],
            "history": history_of(enterprise.id, zone_id=request.zone.id)[:20],
            "may_raise": operating and request.actor.may(RAISE),
            "raising": urlencode(
                {
                    "kind": DEMAND,
                    "subject": f"{kind_of(enterprise).label}:{enterprise.id}",
                    "raiser_name": enterprise.name,
                }
            ),
            "may_edit": operating and may_edit_enterprise(request.actor, enterprise),
            "may_contacts": operating and may_manage_contacts(request.actor, enterprise),
            "may_visit": operating and may_plan_visit(request.actor, enterprise),
            "may_link": may_link,
        },
    )


def _odd_code(enterprise: Enterprise) -> Any:
    """What is odd about the code, without being wrong."""
    if not enterprise.credit_code:
        return ""
    warning = read_credit_code(enterprise.credit_code).warning
    return CreditCodeFault(warning).label if warning else ""


@form_methods
def register(request: ZoneRequest) -> HttpResponse:
    require(may_register_enterprise(request.actor), REGISTER)
    form = EnterpriseForm(request.POST or None, actor=request.actor, day=today(request.zone))

    def act() -> str:
        enterprise = register_enterprise(actor=request.actor, details=form.details())
        messages.success(request, _("“%s” is registered.") % enterprise.name)
        return address(request, "enterprise", enterprise.id)

    page = FormPage(_("Register an enterprise"), _("Register"), address(request, "enterprises"))
    return form_page(request, form, page, act)


@form_methods
def edit(request: ZoneRequest, enterprise_id: UUID) -> HttpResponse:
    enterprise = get_enterprise(enterprise_id, actor=request.actor)
    require(may_edit_enterprise(request.actor, enterprise), EDIT)
    back = address(request, "enterprise", enterprise.id)
    form = EnterpriseEditForm(
        request.POST or None, actor=request.actor, day=today(request.zone), enterprise=enterprise
    )

    def act() -> str:
        enterprise.version = form.cleaned_data["version"]
        edit_enterprise(
            actor=request.actor,
            enterprise=enterprise,
            details=form.details(),
            renamed_on=form.cleaned_data["renamed_on"],
            was_misspelt=form.cleaned_data["was_misspelt"],
        )
        return back

    return form_page(request, form, FormPage(_("Edit %s") % enterprise.name, _("Save"), back), act)


@form_methods
def close(request: ZoneRequest, enterprise_id: UUID) -> HttpResponse:
    enterprise = get_enterprise(enterprise_id, actor=request.actor)
    require(may_edit_enterprise(request.actor, enterprise), EDIT)
    back = address(request, "enterprise", enterprise.id)
    form = EnterpriseCloseForm(request.POST or None, initial={"on": today(request.zone)})

    def act() -> str:
        close_enterprise(actor=request.actor, enterprise=enterprise, **form.cleaned_data)
        messages.success(request, _("“%s” is marked as closed.") % enterprise.name)
        return back

    page = FormPage(
        _("Mark %s as closed") % enterprise.name,
        _("Mark as closed"),
        back,
        _("Planned visits are cancelled and its links open nothing any more. Its past stays readable."),
        danger=True,
    )
    return form_page(request, form, page, act)


@form_methods
def add(request: ZoneRequest, enterprise_id: UUID) -> HttpResponse:
    """A new contact."""
    enterprise = get_enterprise(enterprise_id, actor=request.actor)
    require(may_manage_contacts(request.actor, enterprise), CONTACTS)
    back = address(request, "enterprise", enterprise.id)
    form = ContactForm(request.POST or None)

    def act() -> str:
        add_contact(actor=request.actor, enterprise=enterprise, **form.cleaned_data)
        return back

    return form_page(request, form, FormPage(_("Contact at %s") % enterprise.name, _("Add"), back), act)


@form_methods
def edit_one(request: ZoneRequest, contact_id: UUID) -> HttpResponse:
    """Change a contact."""
    contact = get_contact(contact_id, actor=request.actor)
    require(may_manage_contacts(request.actor, contact.enterprise), CONTACTS)
    back = address(request, "enterprise", contact.enterprise_id)
    form = ContactForm(request.POST or None, contact=contact)

    def act() -> str:
        edit_contact(actor=request.actor, contact=contact, **form.cleaned_data)
        return back

    page = FormPage(_("Contact at %s") % contact.enterprise.name, _("Save"), back)
    return form_page(request, form, page, act)


@form_methods
def remove_one(request: ZoneRequest, contact_id: UUID) -> HttpResponse:
    """Remove a contact, asked once."""
    contact = get_contact(contact_id, actor=request.actor)
    require(may_manage_contacts(request.actor, contact.enterprise), CONTACTS)
    back = address(request, "enterprise", contact.enterprise_id)
    form = RemoveForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        remove_contact(actor=request.actor, contact=contact)
        messages.success(request, _("The contact is removed."))
        return back

    page = FormPage(
        _("Remove %s?") % contact.name,
        _("Remove"),
        back,
        _("Name and number are deleted. The history says only that there was a contact."),
        danger=True,
    )
    return form_page(request, form, page, act)
