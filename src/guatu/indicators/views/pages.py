"""What the pages of indicators share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from guatu.core.errors import InvalidInput, NotAllowed
from guatu.organization.requests import ZoneRequest
from guatu.ui.forms import Form


def address(request: ZoneRequest, name: str, *args: Any) -> str:
    """The address of the page `name` of indicators in the request's zone."""
    return reverse(f"indicators:{name}", args=[request.zone.code, *args])


def require(allowed: bool, permission: str) -> None:
    """The use case checks as well; here so that nobody fills in a form for nothing."""
    if not allowed:
        raise NotAllowed(permission)


def form_page(
    request: ZoneRequest,
    form: Form,
    act: Callable[[], str],
    *,
    template: str = "indicators/form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and valid, `act` and go to the address that `act` returns. Faults that the use
    case finds stand at the fields."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(act())
            except InvalidInput as error:
                form.add_faults(error)
    return render(request, template, {"form": form, **context}, status=status)
