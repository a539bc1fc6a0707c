"""Rankings of the zones below: a look at one, publishing it, those published; and the own place from beneath."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.core.clock import today
from guatu.core.errors import Fault, InvalidInput, NotAllowed, Refused
from guatu.core.periods import Period
from guatu.leagues.rules.book import Book, faults_of
from guatu.leagues.wording import fault_text
from guatu.organization.requests import ZoneRequest
from guatu.reports.views.figures import periods_around
from guatu.reports.views.questions import period_in
from guatu.zones.forms.ranking import RankingForm
from guatu.zones.policies import PUBLISH, may_publish_ranking
from guatu.zones.presenting import columns_of, published_rows, standing_rows
from guatu.zones.selectors.ranking import get_ranking, lines_of, own_places, rankings, standings
from guatu.zones.use_cases.publish_ranking import publish_ranking
from guatu.zones.views.asking import below_in


@require_GET
def index(request: ZoneRequest) -> HttpResponse:
    """Every ranking that was published."""
    below = below_in(request)
    context = {
        "below": below,
        "rankings": rankings(actor=request.actor),
        "may_publish": may_publish_ranking(request.actor),
    }
    return render(request, "zones/rankings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: ZoneRequest) -> HttpResponse:
    """Choose figures and weights and look at who stands where; a POST publishes just these rules."""
    below = below_in(request)
    if not may_publish_ranking(request.actor):
        raise NotAllowed(PUBLISH)
    period = period_in(request)
    given = request.POST if request.method == "POST" else request.GET
    form = RankingForm(given if "c1-figure" in given else None, period=period)
    book, status = _book(form), 200
    if request.method == "POST" and form.is_valid():
        try:
            ranking = publish_ranking(
                actor=request.actor, title=form.cleaned_data["title"], period=period.text, book=form.book()
            )
            return redirect(reverse("zones:ranking", args=[request.zone.code, ranking.id]))
        except (InvalidInput, Refused) as error:
            status = 409 if isinstance(error, Refused) else 422
            _tell(form, error)
    rows = standing_rows(standings(below, book, period), book, request.zone, period) if book else []
    context = {
        "below": below,
        "form": form,
        "book": book,
        "columns": columns_of(book, request.zone) if book else [],
        "rows": rows,
        "has_begun": period.first <= today(request.zone),
        **periods_around(request),
    }
    return render(request, "zones/draft.html", context, status=status)


def _book(form: RankingForm) -> Book | None:
    """The rules, where they hold; else the form says what is wrong."""
    if not form.is_bound or not form.is_valid():
        return None
    book = form.book()
    faults = [Fault(place, fault_text(place, code)) for place, code in faults_of(book).items()]
    if faults:
        _tell(form, InvalidInput(faults))
        return None
    return book


def _tell(form: RankingForm, error: InvalidInput | Refused) -> None:
    if isinstance(error, Refused):
        form.add_error(None, str(error))
        return
    for fault in error.faults:
        place = fault.place.replace(".", "-")
        form.add_error(place if place in form.fields else None, str(fault.message))


@require_GET
def ranking(request: ZoneRequest, ranking_id: UUID) -> HttpResponse:
    """One ranking as it was published."""
    below_in(request)
    found = get_ranking(ranking_id, actor=request.actor)
    context = {
        "ranking": found,
        "period": Period.parse(found.period),
        "columns": columns_of(found.book, request.zone, found.formulas),
        "rows": published_rows(lines_of(found), found, request.zone),
    }
    return render(request, "zones/ranking.html", context)


@require_GET
def place(request: ZoneRequest) -> HttpResponse:
    """Where the own zone stands in what was published above it."""
    found = own_places(actor=request.actor, zone=request.zone)
    rows = [
        (one, columns_of(one.ranking.book, one.upper, one.ranking.formulas), row)
        for one in found
        for row in published_rows([one.line], one.ranking, one.upper)
    ]
    return render(request, "zones/place.html", {"places": rows, "title": _("Place among zones")})
