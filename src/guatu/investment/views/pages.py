"""What the pages of investment promotion share: the page of a form, the day and year that are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed
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
    request: ZoneRequest, form: Form, page: FormPage, act: Callable[[], str], **context: Any
) -> HttpResponse:
    """Show the form; when it is sent and valid, `act` and go to the address that `act` returns."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(act())
        except InvalidInput as error:
            form.add_faults(error)
    return render(
        request,
        "investment/form.html",
        {"form": form, "page": page, **context},
        status=422 if form.errors else 200,
    )


def address(request: ZoneRequest, name: str, *args: Any) -> str:
    """The address of the page `name` of investment promotion in the request's zone."""
    return reverse(f"investment:{name}", args=[request.zone.code, *args])


def page_of(request: ZoneRequest, rows: QuerySet[Any], size: int = 50) -> Page[Any]:
    return Paginator(rows, size).get_page(request.GET.get("page"))


def uuid_in(request: HttpRequest, name: str) -> UUID | None:
    """`?name=` as an id; None where there is none. Raises `InvalidInput` for what is no id."""
    text = request.GET.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidInput({name: _("Not an id.")}) from error


def day_in(request: ZoneRequest, name: str = "as_of") -> date | None:
    """`?as_of=2018-06-30`, today at the latest; None where there is none. Raises `InvalidInput`."""
    text = request.GET.get(name, "")
    try:
        return min(date.fromisoformat(text), today(request.zone)) if text else None
    except ValueError as error:
        raise InvalidInput({name: _("Expected a day such as 2018-06-30.")}) from error


def year_in(request: ZoneRequest) -> int:
    """`?year=`, this year where it names none. Raises `InvalidInput`."""
    text = request.GET.get("year", "")
    if not text:
        return today(request.zone).year
    if not (text.isascii() and text.isdigit() and 1990 <= int(text) <= 2100):
        raise InvalidInput({"year": _("expected a year such as 2018")})
    return int(text)
