"""What the pages of the organisation share: the page of a form, and the day that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
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


def posted(request: ZoneRequest) -> QueryDict | None:
    """What was sent, for a form's first argument; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: ZoneRequest,
    form: Form,
    page: FormPage,
    act: Callable[[dict[str, Any]], str],
    *,
    template: str = "organization/form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and valid, `act` on its values and go to the address that `act` returns.

    What the use case finds wrong (`InvalidInput`) is shown at the fields.
    """
    if request.method == "POST" and form.is_valid():
        try:
            target = act(form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            return redirect(target)
    return render(
        request, template, {"form": form, "page": page, **context}, status=422 if form.errors else 200
    )


def address(request: ZoneRequest, name: str, *args: Any) -> str:
    """The address of the organization's page `name` in the request's zone."""
    return reverse(f"organization:{name}", args=[request.zone.code, *args])


class DayForm(forms.Form):
    """The day that a page shows."""

    on = forms.DateField(required=False)


def chosen_day(request: ZoneRequest) -> date:
    """`?on=` as a day, the zone's today where there is none. Raises `InvalidInput` for what is not a day."""
    form = DayForm(request.GET)
    if not form.is_valid():
        raise InvalidInput(
            {"on": _("“%s” is not a day; expected one such as 2018-06-30.") % request.GET.get("on")}
        )
    day: date | None = form.cleaned_data["on"]
    return day or today(request.zone)
