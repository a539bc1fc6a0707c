"""Pages of posts and appointments."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.organization.forms.people import (
    AppointForm,
    AppointmentEndForm,
    HolderReplaceForm,
    PostAbolishForm,
    PostEditForm,
    PostForm,
    ReasonForm,
)
from guatu.organization.models import Appointment, Person, Post
from guatu.organization.policies import POSTS, may_create_some_post, may_manage_appointment, may_manage_post
from guatu.organization.requests import ZoneRequest
from guatu.organization.roles import ROLE_TEXTS
from guatu.organization.selectors import get_appointment, get_person, get_post, get_unit
from guatu.organization.use_cases.abolish_post import abolish_post
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.edit_post import edit_post
from guatu.organization.use_cases.end_appointment import end_appointment
from guatu.organization.use_cases.replace_holder import replace_holder
from guatu.organization.use_cases.withdraw_appointment import withdraw_appointment
from guatu.organization.views.pages import FormPage, address, form_page, posted, require

form_methods = require_http_methods(["GET", "POST"])


@require_GET
def show_post(request: ZoneRequest, post_id: UUID) -> HttpResponse:
    """One post: its roles, everybody who held it, history."""
    post = get_post(post_id, actor=request.actor)
    return render(
        request,
        "organization/post.html",
        {
            "post": post,
            "today": today(request.zone),
            "roles": [ROLE_TEXTS.get(role, (role, "")) for role in post.roles],
            "appointments": post.appointments.select_related("person").order_by("-valid_from"),
            "history": history_of(post.id, zone_id=post.zone_id)[:30],
            "may_manage": may_manage_post(request.actor, post),
            "own_id": request.actor.person_id,
        },
    )


def _page_of(request: ZoneRequest, post: Post) -> str:
    return address(request, "post", post.id)


@form_methods
def create(request: ZoneRequest, unit_id: UUID) -> HttpResponse:
    """A new post in a unit."""
    unit = get_unit(unit_id, actor=request.actor)
    require(may_create_some_post(request.actor, unit), POSTS)

    def act(values: dict[str, Any]) -> str:
        return _page_of(request, create_post(actor=request.actor, unit=unit, **values))

    page = FormPage(
        _("New post in %s") % unit.name, _("Create the post"), back=address(request, "unit", unit.id)
    )
    return form_page(request, PostForm(posted(request), actor=request.actor, unit=unit), page, act)


@form_methods
def edit(request: ZoneRequest, post_id: UUID) -> HttpResponse:
    """Title, roles, place in the roster."""
    post = get_post(post_id, actor=request.actor)
    require(may_manage_post(request.actor, post), POSTS)

    def act(values: dict[str, Any]) -> str:
        post.version = values.pop("version")
        edit_post(actor=request.actor, post=post, **values)
        return _page_of(request, post)

    page = FormPage(
        _("Edit the post %s") % post.title,
        _("Save"),
        back=_page_of(request, post),
        lead=_(
            "A post with another task is a new post: abolish this one and create the other, and the past stays true."
        ),
    )
    return form_page(request, PostEditForm(posted(request), actor=request.actor, post=post), page, act)


@form_methods
def abolish(request: ZoneRequest, post_id: UUID) -> HttpResponse:
    """The post is no more."""
    post = get_post(post_id, actor=request.actor)
    require(may_manage_post(request.actor, post), POSTS)

    def act(values: dict[str, Any]) -> str:
        post.version = values.pop("version")
        abolish_post(actor=request.actor, post=post, **values)
        messages.success(request, _("The post “%s” is abolished.") % post.title)
        return address(request, "unit", post.unit_id)

    page = FormPage(
        _("Abolish the post %s") % post.title,
        _("Abolish the post"),
        back=_page_of(request, post),
        lead=_("Who held it stays on file."),
        danger=True,
    )
    form = PostAbolishForm(posted(request), post=post, day=today(request.zone))
    return form_page(request, form, page, act)


@form_methods
def appoint_to_post(request: ZoneRequest, post_id: UUID) -> HttpResponse:
    """Somebody into this post."""
    post = get_post(post_id, actor=request.actor)
    require(may_manage_post(request.actor, post), POSTS)
    page = FormPage(
        _("Appoint somebody as %(unit)s %(post)s") % {"unit": post.unit.name, "post": post.title},
        _("Appoint"),
        back=_page_of(request, post),
    )
    return _appoint(request, page, post=post)


@form_methods
def appoint_person_to(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """This person into a post."""
    person = get_person(person_id, actor=request.actor)
    require(request.actor.may(POSTS), POSTS)
    page = FormPage(
        _("Appoint %s to a post") % person.name, _("Appoint"), back=address(request, "person", person.id)
    )
    return _appoint(request, page, person=person)


def _appoint(
    request: ZoneRequest, page: FormPage, post: Post | None = None, person: Person | None = None
) -> HttpResponse:
    form = AppointForm(
        posted(request), actor=request.actor, day=today(request.zone), post=post, person=person
    )

    def act(values: dict[str, Any]) -> str:
        values |= {"post": post or values["post"], "person": person or values["person"]}
        appointment = appoint_person(actor=request.actor, **values)
        messages.success(
            request,
            _("%(person)s is appointed as %(post)s.")
            % {"person": appointment.person.name, "post": appointment.post.title},
        )
        return page.back

    return form_page(request, form, page, act, template="organization/appoint.html")


def _managed_appointment(request: ZoneRequest, appointment_id: UUID) -> Appointment:
    appointment = get_appointment(appointment_id, actor=request.actor)
    require(may_manage_appointment(request.actor, appointment), POSTS)
    return appointment


@form_methods
def end(request: ZoneRequest, appointment_id: UUID) -> HttpResponse:
    """The appointment ends; what the person still answers for comes up for hand-over."""
    appointment = _managed_appointment(request, appointment_id)

    def act(values: dict[str, Any]) -> str:
        appointment.version = values.pop("version")
        left = end_appointment(actor=request.actor, appointment=appointment, **values)
        if left:
            messages.warning(
                request, _("%s still answers for what stands here. Hand it over.") % appointment.person.name
            )
            return address(request, "duties-hand-over", appointment.person_id)
        return _page_of(request, appointment.post)

    page = FormPage(
        _("End the appointment of %(person)s as %(post)s")
        % {"person": appointment.person.name, "post": appointment.post.title},
        _("End the appointment"),
        back=_page_of(request, appointment.post),
        danger=True,
    )
    form = AppointmentEndForm(posted(request), appointment=appointment, day=today(request.zone))
    return form_page(request, form, page, act)


@form_methods
def replace(request: ZoneRequest, appointment_id: UUID) -> HttpResponse:
    """Somebody else into the post, from a day on; then the duties."""
    appointment = _managed_appointment(request, appointment_id)

    def act(values: dict[str, Any]) -> str:
        appointment.version = values.pop("version")
        hand_over = replace_holder(actor=request.actor, appointment=appointment, **values)
        successor = hand_over.appointment.person
        messages.success(
            request,
            _("%(person)s follows as %(post)s.") % {"person": successor.name, "post": appointment.post.title},
        )
        if hand_over.open_duties:
            return address(request, "duties-hand-over", appointment.person_id) + f"?to={successor.id}"
        return _page_of(request, appointment.post)

    page = FormPage(
        _("Who follows %(person)s as %(post)s?")
        % {"person": appointment.person.name, "post": appointment.post.title},
        _("Change the holder"),
        back=_page_of(request, appointment.post),
        lead=_(
            "One appointment ends and the other begins, together. Then you hand over what the one before answers for."
        ),
    )
    form = HolderReplaceForm(
        posted(request), actor=request.actor, appointment=appointment, day=today(request.zone)
    )
    return form_page(request, form, page, act, template="organization/appoint.html")


@form_methods
def withdraw(request: ZoneRequest, appointment_id: UUID) -> HttpResponse:
    """An appointment that has not begun."""
    appointment = _managed_appointment(request, appointment_id)
    post = appointment.post

    def act(values: dict[str, Any]) -> str:
        withdraw_appointment(actor=request.actor, appointment=appointment, **values)
        return _page_of(request, post)

    page = FormPage(
        _("Withdraw the appointment of %(person)s as %(post)s")
        % {"person": appointment.person.name, "post": post.title},
        _("Withdraw the appointment"),
        back=_page_of(request, post),
        lead=_("It has not begun, so nobody ever held the post by it."),
        danger=True,
    )
    return form_page(request, ReasonForm(posted(request)), page, act)
