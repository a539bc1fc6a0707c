"""Reading the query string of the progress pages."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.organization.requests import ZoneRequest
from guatu.projects.rules.progress import reporting_week


def number_in(request: ZoneRequest) -> int:
    """`?page=`; the first page where it says nothing that is a page."""
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def unit_in(request: ZoneRequest) -> UUID | None:
    """`?unit=`; raises `InvalidInput` for what is no unit's id."""
    text = request.GET.get("unit", "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput({"unit": _("The id of a unit.")}) from error


def id_in(request: ZoneRequest, name: str) -> UUID | None:
    """`?<name>=`, an object's id; raises `InvalidInput` for what is none."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput({name: _("expected an identifier")}) from error


def week_in(request: ZoneRequest, default: Period | None) -> Period | None:
    """`?week=2018W27`; raises `InvalidInput` for a period that is not one week."""
    text = request.GET.get("week", "")
    if not text:
        return default
    period = Period.parse(text)
    if "W" not in period.text:
        raise InvalidInput({"week": _("A week, such as 2018W27.")})
    return reporting_week(period.first)


def year_in(year: int | None, this_year: int) -> int:
    """The year of the address, this year where it names none; a year to come is not there."""
    if year is None:
        return this_year
    if not 2000 <= year <= this_year:
        raise Http404
    return year
