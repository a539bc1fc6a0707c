"""Pages of accounts: who can sign in, and the one-time passwords that are shown once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from guatu.accounts.second_factors import users_with_second_factors
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.organization.forms.people import AccountForm, OptionalReasonForm
from guatu.organization.models import Person
from guatu.organization.policies import ACCOUNTS, may_manage_account
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import get_person, people_named, people_within, with_posts_on
from guatu.organization.use_cases.lock_account import lock_account
from guatu.organization.use_cases.open_account import IssuedPassword, open_account
from guatu.organization.use_cases.remove_second_factors import remove_second_factors
from guatu.organization.use_cases.reset_password import reset_password
from guatu.organization.use_cases.unlock_account import unlock_account
from guatu.organization.views.pages import FormPage, address, form_page, posted, require
from guatu.ui.forms import Form

form_methods = require_http_methods(["GET", "POST"])
_PAGE = 50


@require_GET
def list_accounts(request: ZoneRequest) -> HttpResponse:
    """Everybody with their account; `?q=` searches, `?accounts=none` shows who has none, `locked` who is locked."""
    require(request.actor.may(ACCOUNTS), ACCOUNTS)
    words, which = request.GET.get("q", "").strip(), request.GET.get("accounts", "")
    day = today(request.zone)
    found = people_within(request.actor, ACCOUNTS, people_named(words, actor=request.actor), day)
    found = found.select_related("user")
    if which == "none":
        found = found.filter(user__isnull=True)
    elif which == "locked":
        found = found.filter(user__is_active=False)
    rows = with_posts_on(found.order_by("name", "id"), day)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    shown = [person.user_id for person in page if person.user_id]
    return render(
        request,
        "organization/accounts.html",
        {"page": page, "words": words, "which": which, "with_factors": users_with_second_factors(shown)},
    )


def _managed_person(request: ZoneRequest, person_id: UUID) -> Person:
    person = get_person(person_id, actor=request.actor)
    require(may_manage_account(request.actor, person), ACCOUNTS)
    return person


def _page_of(request: ZoneRequest, person: Person) -> str:
    return address(request, "person", person.id)


@never_cache
@sensitive_variables("issued")
def _issue(
    request: ZoneRequest,
    person: Person,
    form: Form,
    page: FormPage,
    act: Callable[[dict[str, Any]], IssuedPassword],
) -> HttpResponse:
    """The form, and in answer to it the password itself: it is nowhere kept, so no other page could show it."""
    if request.method == "POST" and form.is_valid():
        try:
            issued = act(form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            return render(request, "organization/password_issued.html", {"person": person, "issued": issued})
    return render(
        request, "organization/form.html", {"form": form, "page": page}, status=422 if form.errors else 200
    )


@form_methods
def open_for(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """Give somebody an account."""
    person = _managed_person(request, person_id)
    page = FormPage(
        _("An account for %s") % person.name,
        _("Open the account"),
        back=_page_of(request, person),
        lead=_("You are shown a one-time password to pass on. At the first sign-in it must be changed."),
    )
    form = AccountForm(posted(request), initial={"username": person.mobile})
    return _issue(
        request, person, form, page, lambda values: open_account(actor=request.actor, person=person, **values)
    )


@form_methods
def reset(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """A new one-time password."""
    person = _managed_person(request, person_id)
    page = FormPage(
        _("A new password for %s") % person.name,
        _("Set a one-time password"),
        back=_page_of(request, person),
        lead=_("The old password and all open sessions end at once."),
    )
    return _issue(
        request,
        person,
        OptionalReasonForm(posted(request)),
        page,
        lambda values: reset_password(actor=request.actor, person=person, **values),
    )


@form_methods
def lock(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """Nobody signs in with it any more."""
    person = _managed_person(request, person_id)

    def act(values: dict[str, Any]) -> str:
        lock_account(actor=request.actor, person=person, **values)
        messages.success(request, _("The account of %s is locked.") % person.name)
        return _page_of(request, person)

    page = FormPage(
        _("Lock the account of %s") % person.name,
        _("Lock the account"),
        back=_page_of(request, person),
        lead=_("Whoever is signed in with it is signed out at once. Posts and duties stay as they are."),
        danger=True,
    )
    return form_page(request, OptionalReasonForm(posted(request)), page, act)


@form_methods
def unlock(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """Signing in is possible again."""
    person = _managed_person(request, person_id)

    def act(values: dict[str, Any]) -> str:
        unlock_account(actor=request.actor, person=person, **values)
        messages.success(request, _("The account of %s is unlocked.") % person.name)
        return _page_of(request, person)

    page = FormPage(
        _("Unlock the account of %s") % person.name, _("Unlock the account"), back=_page_of(request, person)
    )
    return form_page(request, OptionalReasonForm(posted(request)), page, act)


@form_methods
def remove_factors(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """For somebody who has lost the telephone or the key."""
    person = _managed_person(request, person_id)

    def act(values: dict[str, Any]) -> str:
        remove_second_factors(actor=request.actor, person=person, **values)
        messages.success(request, _("%s signs in with the password alone now.") % person.name)
        return _page_of(request, person)

    page = FormPage(
        _("Remove the second factors of %s") % person.name,
        _("Remove them"),
        back=_page_of(request, person),
        lead=_("Do so only when you are sure who is asking: from then on the password alone is enough."),
        danger=True,
    )
    return form_page(request, OptionalReasonForm(posted(request)), page, act)
