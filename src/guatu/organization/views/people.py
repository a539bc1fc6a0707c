"""Pages of persons: the register, one person, and the forms that change an entry."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.accounts.second_factors import users_with_second_factors
from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.organization.duties import open_duties
from guatu.organization.forms.people import PersonEditForm, PersonForm
from guatu.organization.models import Appointment
from guatu.organization.policies import (
    POSTS,
    may_edit_person,
    may_hand_over_duties,
    may_manage_account,
    may_register_person,
)
from guatu.organization.powers import held_on
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import appointments_of, get_person, people_named, seats_of, with_posts_on
from guatu.organization.use_cases.edit_person import edit_person
from guatu.organization.use_cases.register_person import register_person
from guatu.organization.views.pages import FormPage, address, form_page, posted, require

_PAGE = 50


@require_GET
def list_people(request: ZoneRequest) -> HttpResponse:
    """The register by name; `?q=` searches, `?posts=none` shows those who hold no post today."""
    day = today(request.zone)
    words = request.GET.get("q", "").strip()
    found = people_named(words, actor=request.actor)
    without = request.GET.get("posts") == "none"
    if without:
        held = Appointment.objects.filter(
            held_on(day), zone_id=request.zone.id, zone=OuterRef("zone"), person=OuterRef("pk")
        )
        found = found.filter(~Exists(held))
    page = Paginator(with_posts_on(found.order_by("name", "id"), day), _PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "organization/people.html",
        {
            "page": page,
            "words": words,
            "without": without,
            "may_register": may_register_person(request.actor),
        },
    )


@require_GET
def show_person(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """One person: posts over time, what they answer for, task forces, account, history."""
    person = get_person(person_id, actor=request.actor)
    may_account = may_manage_account(request.actor, person)
    duties = open_duties(actor=request.actor, person_ids=[person.id])
    return render(
        request,
        "organization/person.html",
        {
            "person": person,
            "today": today(request.zone),
            "appointments": appointments_of(person),
            "seats": seats_of(person),
            "duties": duties,
            "history": history_of(person.id, zone_id=person.zone_id)[:30],
            "may_edit": may_edit_person(request.actor, person),
            "may_appoint": request.actor.may(POSTS) and request.actor.person_id != person.id,
            "may_hand_over": may_hand_over_duties(request.actor, person)
            and any(duty.may_hand_over for duty in duties),
            "may_account": may_account,
            "has_factors": bool(
                may_account and person.user_id and users_with_second_factors([person.user_id])
            ),
            "is_self": person.id == request.actor.person_id,
        },
    )


@require_http_methods(["GET", "POST"])
def register(request: ZoneRequest) -> HttpResponse:
    """Somebody new."""
    require(may_register_person(request.actor), POSTS)

    def act(values: dict[str, Any]) -> str:
        return address(request, "person", register_person(actor=request.actor, **values).id)

    page = FormPage(
        _("Register a person"),
        _("Register the person"),
        back=address(request, "people"),
        lead=_("Two people may bear one name. Search first whether the person is registered already."),
    )
    return form_page(request, PersonForm(posted(request)), page, act)


@require_http_methods(["GET", "POST"])
def edit(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """Name and telephone number."""
    person = get_person(person_id, actor=request.actor)
    require(may_edit_person(request.actor, person), POSTS)

    def act(values: dict[str, Any]) -> str:
        person.version = values.pop("version")
        edit_person(actor=request.actor, person=person, **values)
        return address(request, "person", person.id)

    page = FormPage(_("Edit %s") % person.name, _("Save"), back=address(request, "person", person.id))
    return form_page(request, PersonEditForm(posted(request), person=person), page, act)
