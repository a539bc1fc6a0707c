"""Reading a question to figures from a page's query string: `period`, `unit`, `where`, `as_of`."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.clock import CHINA, today
from guatu.core.errors import InvalidInput, NotFound
from guatu.core.periods import Period, PeriodType
from guatu.figures.asking import Wanted, Where, where_of
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest
from guatu.reports.rules.periods_around import period_of


def wanted_in(request: ZoneRequest, name: str) -> Wanted:
    """The question of the address. Raises `InvalidInput`, and `NotFound` for a unit of another zone."""
    return Wanted(name, period_in(request), unit_in(request), where_in(request))


def period_in(request: ZoneRequest) -> Period:
    """`?period=`; this year where it names none."""
    text = request.GET.get("period", "").strip()
    return Period.parse(text) if text else period_of(PeriodType.YEAR, today(request.zone))


def unit_in(request: ZoneRequest) -> UUID | None:
    """`?unit=`; None is the whole zone."""
    text = request.GET.get("unit", "").strip()
    if not text:
        return None
    try:
        unit_id = UUID(text)
    except ValueError as error:
        raise InvalidInput({"unit": _("The id of a unit.")}) from error
    if not Unit.objects.filter(zone=request.zone, id=unit_id).exists():
        raise NotFound("unit")
    return unit_id


def where_in(request: ZoneRequest) -> Where:
    """`?where=class:new_start`, once for each value."""
    given: dict[str, list[str]] = defaultdict(list)
    for text in request.GET.getlist("where"):
        dimension, colon, value = text.partition(":")
        if not text:
            continue
        if not (dimension and colon):
            raise InvalidInput({"where": _("expected a dimension and a value such as class:new_start")})
        given[dimension].append(value)
    return where_of(given)


def moment_in(request: ZoneRequest) -> datetime | None:
    """`?as_of=`, in China's time where it names no other; None is now."""
    text = request.GET.get("as_of", "").strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput({"as_of": _("expected a moment such as 2018-07-01T12:00")}) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def history_in(request: ZoneRequest) -> PeriodType | None:
    """`?by=month`: how long the periods of the history are; None where it does not say."""
    text = request.GET.get("by", "")
    return PeriodType(text) if text in PeriodType.values else None
