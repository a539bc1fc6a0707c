"""Rankings of the zones below: a look at one, publishing it, those published; and the own place from beneath."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.core.clock import today
from guatu.core.errors import Fault, InvalidInput, NotAllowed, NotFound, Refused
from guatu.core.periods import Period
from guatu.leagues.rules.book import Book, faults_of
from guatu.leagues.wording import fault_text
from guatu.organization.requests import ZoneRequest
from guatu.reports.views.figures import periods_around
from guatu.reports.views.questions import period_in
from guatu.zones.addresses import draft_address
from guatu.zones.forms.ranking import RankingForm, WithdrawForm
from guatu.zones.models import ZoneRanking
from guatu.zones.policies import PUBLISH, WITHDRAW, may_publish_ranking, may_withdraw_ranking
from guatu.zones.presenting import columns_of, published_rows, standing_rows
from guatu.zones.selectors.ranking import (
    correction_of,
    get_ranking,
    lines_of,
    own_places,
    rankings,
    standings,
    withdrawals,
)
from guatu.zones.use_cases.publish_ranking import publish_ranking
from guatu.zones.use_cases.withdraw_ranking import withdraw_ranking
from guatu.zones.views.asking import below_in


@require_GET
def index(request: ZoneRequest) -> HttpResponse:
    """Every ranking that was published."""
    below = below_in(request)
    found = list(rankings(actor=request.actor))
    withdrawn = withdrawals(found, request.zone.id)
    context = {
        "below": below,
        "rankings": [(one, withdrawn.get(one.id)) for one in found],
        "may_publish": may_publish_ranking(request.actor),
    }
    return render(request, "zones/rankings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: ZoneRequest) -> HttpResponse:
    """Choose figures and weights and look at who stands where; a POST publishes just these rules. `?corrects=`: in the
    place of a ranking that was withdrawn."""
    below = below_in(request)
    if not may_publish_ranking(request.actor):
        raise NotAllowed(PUBLISH)
    period, corrects = period_in(request), _corrected_in(request)
    given = request.POST if request.method == "POST" else request.GET
    form = RankingForm(given if "c1-figure" in given else None, period=period)
    book, status = _book(form), 200
    if request.method == "POST" and form.is_valid():
        try:
            ranking = publish_ranking(
                actor=request.actor,
                title=form.cleaned_data["title"],
                period=period.text,
                book=form.book(),
                corrects=corrects,
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
        "corrects": corrects,
        "columns": columns_of(book, request.zone) if book else [],
        "rows": rows,
        "has_begun": period.first <= today(request.zone),
        **periods_around(request),
    }
    return render(request, "zones/draft.html", context, status=status)


def _corrected_in(request: ZoneRequest) -> ZoneRanking | None:
    """`?corrects=`: the ranking in whose place another is to be published. Raises `NotFound`."""
    text = request.GET.get("corrects", "")
    if not text:
        return None
    try:
        return get_ranking(UUID(text), actor=request.actor)
    except ValueError as error:
        raise NotFound("ranking") from error


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
    withdrawal, correction = withdrawals([found], request.zone.id).get(found.id), correction_of(found)
    can_correct = withdrawal is not None and correction is None and may_publish_ranking(request.actor)
    context = {
        "ranking": found,
        "withdrawal": withdrawal,
        "correction": correction,
        "may_withdraw": withdrawal is None and may_withdraw_ranking(request.actor, found),
        "anew": draft_address(request.zone.code, found) if can_correct else "",
        "period": Period.parse(found.period),
        "columns": columns_of(found.book, request.zone, found.formulas),
        "rows": published_rows(lines_of(found), found, request.zone),
    }
    return render(request, "zones/ranking.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ZoneRequest, ranking_id: UUID) -> HttpResponse:
    """Withdraw a published ranking, with the reason that every zone reads."""
    below_in(request)
    found = get_ranking(ranking_id, actor=request.actor)
    if not may_withdraw_ranking(request.actor, found):
        raise NotAllowed(WITHDRAW)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_ranking(actor=request.actor, ranking=found, reason=form.cleaned_data["reason"])
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("Withdrawn. It stays to be read, and counts nowhere any more."))
            return redirect("zones:ranking", request.zone.code, found.id)
    status = 422 if form.errors else 200
    return render(request, "zones/withdraw.html", {"ranking": found, "form": form}, status=status)


@require_GET
def place(request: ZoneRequest) -> HttpResponse:
    """Where the own zone stands in what was published above it."""
    found, withdrawn = own_places(actor=request.actor, zone=request.zone)
    rows = [
        (one, columns_of(one.ranking.book, one.upper, one.ranking.formulas), row)
        for one in found
        for row in published_rows([one.line], one.ranking, one.upper)
    ]
    context = {"places": rows, "withdrawn": withdrawn, "title": _("Place among zones")}
    return render(request, "zones/place.html", context)
