"""What the pages of matters share: the page of a form, addresses, the key of what was kept on a device."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.organization.requests import ZoneRequest
from guatu.ui.forms import Form


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words around a form. `back` is where Cancel leads; `danger` marks an act that ends something."""

    title: str
    submit: str
    back: str
    lead: Any = ""
    danger: bool = False


def form_page(
    request: ZoneRequest,
    form: Form,
    page: FormPage,
    do: Callable[[], str],
    *,
    template: str = "matters/act.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and valid, `do` it and go to the address that `do` returns.

    What the use case finds wrong stands at the fields; what it refuses stands above the form, in its own words.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(do())
            except InvalidInput as error:
                form.add_faults(error)
            except Refused as error:
                form.add_error(None, str(error))
                status = 409
    return render(request, template, {"form": form, "page": page, **context}, status=status)


def require(allowed: bool, permission: str) -> None:
    """The use case checks as well; here so that nobody fills in a form for nothing."""
    if not allowed:
        raise NotAllowed(permission)


def key_in(request: ZoneRequest) -> UUID | None:
    """The key that makes sending twice doing once: from the header, else from the form."""
    given = [request.headers.get("Idempotency-Key", ""), *request.POST.getlist("idempotency_key")]
    text = next((key.strip() for key in given if key.strip()), "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidInput({"idempotency_key": _("The key of a report is a UUID.")}) from error


def address(request: ZoneRequest, name: str, *args: Any) -> str:
    """The address of the page `name` of matters in the request's zone."""
    return reverse(f"matters:{name}", args=[request.zone.code, *args])
