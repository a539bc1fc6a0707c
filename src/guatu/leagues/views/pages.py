"""What the pages of league tables share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.organization.requests import ZoneRequest
from guatu.ui.forms import Form


def address(request: ZoneRequest, name: str, *args: Any) -> str:
    """The address of the page `name` of league tables in the request's zone."""
    return reverse(f"leagues:{name}", args=[request.zone.code, *args])


def require(allowed: bool, permission: str) -> None:
    """The use case checks as well; here so that nobody fills in a form for nothing."""
    if not allowed:
        raise NotAllowed(permission)


def form_page(request: ZoneRequest, form: Form, act: Callable[[], str], **context: Any) -> HttpResponse:
    """Show the form; when it is sent and valid, `act` and go to the address that `act` returns. What the use case finds
    wrong stands at the fields, what it refuses above them."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(act())
            except InvalidInput as error:
                form.add_faults(error)
            except Refused as error:
                status = 409
                form.add_error(None, str(error))
    return render(request, "leagues/form.html", {"form": form, **context}, status=status)


def do(request: ZoneRequest, act: Callable[[], Any], said: str, then: str) -> HttpResponse:
    """One press of a button: say what was done, or why it was not, and go back to the page."""
    try:
        act()
    except (Refused, InvalidInput) as error:
        messages.error(
            request, str(error.faults[0].message) if isinstance(error, InvalidInput) else str(error)
        )
    else:
        messages.success(request, said)
    return redirect(then)
