"""What the pages of projects share: the page of a form, the year and the page number that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput, NotAllowed, StaleVersion
from guatu.organization.requests import ZoneRequest
from guatu.projects.details import YEARS
from guatu.projects.selectors.years import current_year
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
    stored: Callable[[], Mapping[str, Any]] | None = None,
    template: str = "projects/form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and valid, `act` and go to the address that `act` returns.

    What the use case finds wrong stands at the fields. Where somebody else has changed the object meanwhile, the
    form comes back with what was typed, `stored` says what stands there now, and sending it again overwrites that.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(act())
            except InvalidInput as error:
                form.add_faults(error)
            except StaleVersion as error:
                if stored is None:
                    raise
                status = 409
                _show_stored(request, form, error, stored())
    return render(request, template, {"form": form, "page": page, **context}, status=status)


def _show_stored(request: ZoneRequest, form: Form, error: StaleVersion, stored: Mapping[str, Any]) -> None:
    """Say beside each field what stands there now, and take on the version that says so."""
    typed = dict(form.cleaned_data)
    form.add_error(
        None,
        _(
            "%(error)s Nothing has been saved. Compare what stands there now with what you typed, and save again."
        )
        % {"error": error.message},
    )
    data = request.POST.copy()
    data[form.add_prefix("version")] = str(stored["version"])
    form.data = data
    for name, now in stored.items():
        if name in typed and name != "version" and not _same(typed[name], now):
            form.add_error(name, _("Stands there now: %s") % (_in_words(form.fields[name], now) or "—"))


def _same(typed: Any, now: Any) -> bool:
    typed = getattr(typed, "id", typed)
    return typed == now or str(typed) == str(now) or (typed in (None, "") and now in (None, ""))


def _in_words(field: Any, value: Any) -> str:
    choices = dict(getattr(field, "choices", None) or ())
    if value in choices:
        return str(choices[value]).strip()
    shown = field.prepare_value(value)
    return "" if shown is None else str(shown)


def year_in(request: ZoneRequest) -> int:
    """`?year=`, the zone's newest year where it names none. Raises `InvalidInput` for what is no year."""
    text = request.GET.get("year", "")
    if not text:
        return current_year(request.zone)
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS):
        raise InvalidInput({"year": _("expected a year such as 2018")})
    return int(text)


def address(request: ZoneRequest, name: str, *args: Any) -> str:
    """The address of the page `name` of projects in the request's zone."""
    return reverse(f"projects:{name}", args=[request.zone.code, *args])
