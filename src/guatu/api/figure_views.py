"""Figures by the API: which there are, and what one of them says – the same document as `guatu figures show --json`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from guatu.api.callers import caller, require
from guatu.api.endpoints import endpoint, json_answer
from guatu.api.paging import (
    bad_cursor,
    check_parameters,
    page_size,
    read_cursor,
    read_flag,
    read_moment,
    write_cursor,
)
from guatu.api.selectors import Caller
from guatu.core.errors import InvalidInput, NotFound
from guatu.core.json import to_json
from guatu.core.periods import Period
from guatu.figures.asking import Wanted, Where, where_of
from guatu.figures.documents import definition_document, reading_document
from guatu.figures.registry import figures_of
from guatu.organization.models import Unit
from guatu.reports.selectors.asking import VIEW, read_figures, read_rows

# How many rows behind a figure are told at most.
ROWS = 2000


@endpoint("GET", "HEAD")
def list_figures(request: HttpRequest) -> HttpResponse:
    """By name; `q` narrows to those whose name or label holds it."""
    who = caller(request)
    require(who, VIEW)
    query = request.GET
    check_parameters(query, ("limit", "cursor", "q"))
    size, after, words = page_size(query), read_cursor(query) or "", query.get("q", "").casefold()
    figures = sorted(figures_of(who.zone.id), key=lambda one: one.name)
    if after and after not in {one.name for one in figures}:
        raise bad_cursor()
    found = [one for one in figures if one.name > after and words in f"{one.name} {one.label}".casefold()]
    items = [to_json(definition_document(one)) for one in found[:size]]
    return json_answer(
        {"items": items, "next": write_cursor(found[size - 1].name) if len(found) > size else None}
    )


@endpoint("GET", "HEAD")
def show_figure(request: HttpRequest, name: str) -> HttpResponse:
    """`period`, and perhaps `unit`, `where` (repeatable: `dimension=value,value`), `as_of` and `rows`."""
    who = caller(request)
    require(who, VIEW)
    query = request.GET
    check_parameters(query, ("period", "unit", "where", "as_of", "rows"), many=("where",))
    if name not in {one.name for one in figures_of(who.zone.id)}:
        raise NotFound("figure")
    wanted, scope = _wanted(name, query, who)
    moment, with_rows = read_moment(query), read_flag(query, "rows")
    reading = read_figures([wanted], actor=who.actor, zone=who.zone, as_of=moment)[wanted]
    behind = (
        read_rows(wanted, actor=who.actor, zone=who.zone, as_of=moment, limit=ROWS) if with_rows else None
    )
    return json_answer(to_json(reading_document(reading, scope, behind)))


def _wanted(name: str, query: QueryDict, who: Caller) -> tuple[Wanted, dict[str, Any]]:
    if "period" not in query:
        raise InvalidInput({"period": _("Say which period, such as 2018H1.")})
    unit = _unit(query, who)
    wanted = Wanted(name, Period.parse(query.get("period", "")), unit.id if unit else None, _where(query))
    code = unit.code if unit else None
    return wanted, {"zone": who.zone.code, "unit": code, "where": dict(wanted.where)}


def _unit(query: QueryDict, who: Caller) -> Unit | None:
    """By its id or its code."""
    text = query.get("unit")
    if text is None:
        return None
    units = Unit.objects.filter(zone_id=who.zone.id)
    try:
        found = units.filter(id=UUID(text)).first()
    except ValueError:
        found = units.filter(code=text).first()
    if found is None:
        raise InvalidInput({"unit": _("There is no such unit.")})
    return found


def _where(query: QueryDict) -> Where:
    given: dict[str, list[str]] = {}
    for text in query.getlist("where"):
        dimension, equals, values = text.partition("=")
        if not (dimension and equals and values):
            raise InvalidInput({"where": _("expected dimension=value such as class=new_start")})
        given.setdefault(dimension, []).extend(values.split(","))
    return where_of(given)
