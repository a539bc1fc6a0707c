"""What the pages of grids share: the page of a form, the filters, the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput, NotAllowed
from guatu.grids.choices import GridType
from guatu.grids.policies import VIEW
from guatu.grids.selectors.grids import GridFilters, visible_grids
from guatu.organization.models import Unit
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


def require_view(request: ZoneRequest) -> None:
    """Lists and maps are for those who read grids by their post; a grid worker has the own page."""
    require(request.actor.may(VIEW), VIEW)


def posted(request: ZoneRequest) -> QueryDict | None:
    """What was sent, for a form's first argument; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: ZoneRequest,
    form: Form,
    page: FormPage,
    act: Callable[[dict[str, Any]], str],
    *,
    template: str = "grids/form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and valid, `act` on its values and go to the address that `act` returns.

    What the use case finds wrong (`InvalidInput`) is shown at the fields.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(act(form.cleaned_data))
        except InvalidInput as error:
            form.add_faults(error)
    return render(
        request, template, {"form": form, "page": page, **context}, status=422 if form.errors else 200
    )


def address(request: ZoneRequest, name: str, *args: Any) -> str:
    """The address of the page `name` of grids in the request's zone."""
    return reverse(f"grids:{name}", args=[request.zone.code, *args])


def filters_in(request: ZoneRequest) -> GridFilters:
    """`?type=`, `?unit=` and `?q=`. Raises `InvalidInput` for a unit that is no id; an unknown type narrows nothing."""
    text = request.GET.get("unit", "")
    try:
        unit_id = UUID(text) if text else None
    except ValueError as error:
        raise InvalidInput({"unit": _("“%s” is not the id of a unit.") % text}) from error
    type_ = request.GET.get("type", "")
    return GridFilters(type_ if type_ in GridType else "", unit_id, request.GET.get("q", "").strip())


def units_with_grids(request: ZoneRequest) -> list[Unit]:
    """The units that have grids which the reader may see."""
    shown = visible_grids(actor=request.actor).values("unit_id")
    return list(Unit.objects.filter(zone_id=request.zone.id, id__in=shown).order_by("order", "name"))
