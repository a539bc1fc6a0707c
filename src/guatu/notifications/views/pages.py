"""The page of a form: shown, sent, and shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from guatu.core.errors import InvalidInput
from guatu.organization.requests import ZoneRequest
from guatu.ui.forms import Form


def form_page(
    request: ZoneRequest, form: Form, template: str, act: Callable[[dict[str, Any]], str], **context: Any
) -> HttpResponse:
    """Where the form is sent and valid, `act` on its values and go to the address that `act` returns."""
    if request.method == "POST" and form.is_valid():
        try:
            target = act(form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            return redirect(target)
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def address(request: ZoneRequest, name: str, *args: Any) -> str:
    """The address of this app's page `name` in the request's zone."""
    return reverse(f"notifications:{name}", args=[request.zone.code, *args])
