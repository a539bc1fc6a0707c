"""Figures of the zones below a city or a province, by the API: what the pages of `zones` show, for those to whom they
open. Whoever's post is not above the zones, or whose token does not carry it, is not told that there are any."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
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
from guatu.api.zone_documents import (
    across_document,
    place_document,
    standing_document,
    table_document,
    withdrawn_document,
    zone_document,
    zone_figure_document,
)
from guatu.core.errors import Fault, InvalidInput
from guatu.core.json import to_json
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.core.walls import closed, zone_open
from guatu.figures.asking import Wanted
from guatu.leagues.choices import Grouping, Method, Missing
from guatu.leagues.rules.book import Book, Criterion, faults_of
from guatu.leagues.wording import fault_text
from guatu.organization.models import Unit
from guatu.reports.rules.chosen import AREAS
from guatu.reports.rules.chosen import PROJECTS as FIRST_AREA
from guatu.zones.policies import PUBLISH
from guatu.zones.selectors.below import Below, zones_below
from guatu.zones.selectors.figure import across_page, figure_of_zone, named_rows
from guatu.zones.selectors.ranking import own_places, standings
from guatu.zones.selectors.table import MOST, chosen_figures, figures_across, zone_table

# Years that a history can be told around.
_FIRST_YEAR, _LAST_YEAR = 1990, 2200


def below_of(who: Caller) -> Below:
    """The zones below the token's. Raises `NotFound` for whoever may not look down."""
    return zones_below(actor=who.actor, upper=who.zone)


@endpoint("GET", "HEAD")
def list_zones(request: HttpRequest) -> HttpResponse:
    """By code, each with the city that it belongs to."""
    who = caller(request)
    below, query = below_of(who), request.GET
    check_parameters(query, ("limit", "cursor", "within"))
    size, after = page_size(query), read_cursor(query) or ""
    zones = sorted(below.within(below.city(query.get("within", ""))), key=lambda one: one.code)
    if after and after not in {one.code for one in zones}:
        raise bad_cursor()
    found = [one for one in zones if one.code > after]
    following = write_cursor(found[size - 1].code) if len(found) > size else None
    items = [zone_document(one, below) for one in found[:size]]
    return json_answer(to_json({"items": items, "next": following}))


@endpoint("GET", "HEAD")
def table(request: HttpRequest) -> HttpResponse:
    """Chosen figures of every zone, with the sums of cities and of all."""
    who = caller(request)
    below, query = below_of(who), request.GET
    check_parameters(query, ("period", "figure", "area", "within", "as_of"), many=("figure",))
    period, names, area = _period(query), query.getlist("figure"), query.get("area", FIRST_AREA)
    if area not in AREAS:
        raise InvalidInput({"area": _("expected one of: %s") % ", ".join(AREAS)})
    if len(set(names)) > MOST:
        raise InvalidInput({"figure": _("At most %s figures at once.") % MOST})
    _check_told(names, period, "figure")
    found = zone_table(
        below,
        chosen_figures(names, area, period),
        period,
        city=below.city(query.get("within", "")),
        as_of=read_moment(query),
    )
    return json_answer(to_json(table_document(found, below)))


@endpoint("GET", "HEAD")
def show_figure(request: HttpRequest, name: str) -> HttpResponse:
    """One figure over all zones, or (`within`) those of a city."""
    who = caller(request)
    below, query = below_of(who), request.GET
    check_parameters(query, ("period", "within", "as_of"))
    page = across_page(
        name,
        _period(query),
        below,
        city=below.city(query.get("within", "")),
        as_of=read_moment(query),
    )
    return json_answer(to_json(across_document(page, below)))


@endpoint("GET", "HEAD")
def show_zone_figure(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The figure of one zone below as that zone itself has it, with the rows that may be named above it."""
    who = caller(request)
    zone, query = below_of(who).zone(code), request.GET
    check_parameters(query, ("period", "unit", "as_of", "rows"))
    moment = read_moment(query)
    page = figure_of_zone(Wanted(name, _period(query), _unit(query, zone)), zone, as_of=moment)
    behind = None
    if read_flag(query, "rows"):
        behind = [(base, named_rows(base, zone, as_of=moment)) for base in page.bases]
    return json_answer(to_json(zone_figure_document(page, zone, behind)))


@endpoint("GET", "HEAD")
def show_standing(request: HttpRequest) -> HttpResponse:
    """Who would stand where, were a ranking by these rules published now."""
    who = caller(request)
    below, query = below_of(who), request.GET
    require(who, PUBLISH)
    check_parameters(query, ("period", "criterion", "less", "method", "minimum"), many=("criterion", "less"))
    period, book = _period(query), _book(query)
    _check_told([one.figure for one in book.criteria], period, "criterion")
    return json_answer(to_json(standing_document(standings(below, book, period), book, period)))


@endpoint("GET", "HEAD")
def show_places(request: HttpRequest) -> HttpResponse:
    """Where the token's own zone stands in what was published above it."""
    who = caller(request)
    check_parameters(request.GET, ())
    found, withdrawn = own_places(actor=who.actor, zone=who.zone)
    return json_answer(
        to_json(
            {
                "items": [place_document(one) for one in found],
                "withdrawn": [withdrawn_document(one) for one in withdrawn],
            }
        )
    )


def _period(query: QueryDict) -> Period:
    """Raises `InvalidInput`, for a year that no history can be told around as well."""
    if "period" not in query:
        raise InvalidInput({"period": _("Say which period, such as 2018H1.")})
    period = Period.parse(query.get("period", ""))
    if not _FIRST_YEAR <= period.first.year <= _LAST_YEAR:
        message = _("expected a year from %(first)s to %(last)s")
        raise InvalidInput({"period": message % {"first": _FIRST_YEAR, "last": _LAST_YEAR}})
    return period


def _check_told(names: list[str], period: Period, place: str) -> None:
    """Raises `InvalidInput` naming what cannot be told over several zones for such a period."""
    told = {figure.name for figure in figures_across(period)}
    unknown = [name for name in names if name not in told]
    if unknown:
        message = _("Not told over several zones for such a period: %s") % ", ".join(unknown)
        raise InvalidInput({place: message})


def _unit(query: QueryDict, zone: Zone) -> UUID | None:
    """A unit of that zone by its id. Raises `InvalidInput`."""
    text = query.get("unit")
    if text is None:
        return None
    try:
        unit_id = UUID(text)
        with closed(), zone_open(zone.id):
            if Unit.objects.filter(zone_id=zone.id, id=unit_id).exists():
                return unit_id
    except ValueError:
        pass
    raise InvalidInput({"unit": _("There is no such unit.")})


def _book(query: QueryDict) -> Book:
    """`criterion=figure` for one, `criterion=figure:weight` for several; `less` names those of which less is better.

    Raises `InvalidInput`."""
    given, less = query.getlist("criterion"), set(query.getlist("less"))
    method, minimum = query.get("method", Method.RANK.value), query.get("minimum", "0")
    faults = []
    if method not in (Method.RANK, Method.BEST):
        faults.append(Fault("method", _("expected one of: %s") % f"{Method.RANK}, {Method.BEST}"))
    if not (minimum.isascii() and minimum.isdigit() and len(minimum) < 7):
        faults.append(Fault("minimum", _("expected a value of type %s") % "integer"))
    pairs = [text.partition(":") for text in given]
    try:
        weights = [Decimal(weight) if colon else Decimal(100) for _name, colon, weight in pairs]
        if any(not weight.is_finite() for weight in weights):
            raise InvalidOperation
    except InvalidOperation:
        faults.append(Fault("criterion", _("expected a figure and its weight such as projects.listed:40")))
    faults += [
        Fault("less", _("is none of the criteria: %s") % name)
        for name in sorted(less - {name for name, _colon, _weight in pairs})
    ]
    if faults:
        raise InvalidInput(faults)
    criteria = [
        Criterion(
            key=f"c{number}",
            figure=name,
            weight=weight,
            method=Method(method),
            higher_is_better=name not in less,
            minimum=int(minimum),
            missing=Missing.UNRANKED,
        )
        for number, ((name, _colon, _weight), weight) in enumerate(zip(pairs, weights, strict=True), 1)
    ]
    book = Book(tuple(criteria), grouping=Grouping.NAMED)
    found = faults_of(book)
    if found:
        raise InvalidInput([Fault("criterion", fault_text(place, code)) for place, code in found.items()])
    return book
