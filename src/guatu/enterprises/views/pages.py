"""What the pages of enterprises share: the page of a form, and keys that make sending twice one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.periods import Period
from guatu.organization.requests import ZoneRequest
from guatu.ui.forms import Form


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words around a form. `back` is where Cancel leads; `danger` marks an act that ends something."""

    title: str
    submit: str
    back: str
    lead: str = ""
    danger: bool = False


def require(allowed: bool, permission: str) -> None:
    """The use case checks as well; here so that nobody fills in a form for nothing."""
    if not allowed:
        raise NotAllowed(permission)


def form_page(
    request: ZoneRequest,
    form: Form,
    page: FormPage,
    act: Callable[[], str],
    *,
    template: str = "enterprises/form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and valid, `act` and go to the address that `act` returns."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(act())
        except InvalidInput as error:
            form.add_faults(error)
    return render(
        request, template, {"form": form, "page": page, **context}, status=422 if form.errors else 200
    )


def address(request: ZoneRequest, name: str, *args: Any) -> str:
    """The address of the page `name` of enterprises in the request's zone."""
    return reverse(f"enterprises:{name}", args=[request.zone.code, *args])


def page_of(request: ZoneRequest, rows: QuerySet[Any], size: int = 50) -> Page[Any]:
    return Paginator(rows, size).get_page(request.GET.get("page"))


def uuid_in(request: HttpRequest, name: str) -> UUID | None:
    """`?name=` as an id; None where there is none. Raises `InvalidInput` for what is no id."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput({name: _("Not an id.")}) from error


def period_in(request: HttpRequest, name: str) -> Period | None:
    """`?name=2018M07` as a period; None where there is none. Raises `InvalidInput` for what is no period."""
    text = request.GET.get(name, "")
    return Period.parse(text) if text else None


def sent_key(request: HttpRequest) -> UUID | None:
    """The key that makes sending twice one act: from the header, else from the form."""
    given = [request.headers.get("Idempotency-Key", ""), *request.POST.getlist("idempotency_key")]
    text = next((key.strip() for key in given if key.strip()), "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidInput({"idempotency_key": _("The key of a report is a UUID.")}) from error
