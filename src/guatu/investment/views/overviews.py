"""The funnel, what was signed in a year, the same-year enrolment rate, and the closing checks."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.core.clock import today
from guatu.investment.forms.registers import StatementForm
from guatu.investment.policies import STATE, VIEW, may_state_totals
from guatu.investment.rules.ageing import BOUNDS
from guatu.investment.selectors.agreements import paid_in_between, signed_between
from guatu.investment.selectors.breakdowns import checked_statements, signed_by_group
from guatu.investment.selectors.funnel import funnel as read_funnel
from guatu.investment.selectors.same_year import same_year_table
from guatu.investment.selectors.sums import paid_in, registered_of, total_of
from guatu.investment.use_cases.state_totals import state_totals
from guatu.investment.views.pages import FormPage, address, day_in, form_page, require, year_in
from guatu.organization.requests import ZoneRequest
from guatu.projects.choices import CapitalOrigin

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def funnel(request: ZoneRequest) -> HttpResponse:
    """Counts and sums by stage today or on a past day, conversion, ages, and what is stated but does not close."""
    require(request.actor.may(VIEW), VIEW)
    day = day_in(request) or today(request.zone)
    found = read_funnel(day, actor=request.actor)
    bounds = [(0, BOUNDS[0]), *((low + 1, high) for low, high in pairwise(BOUNDS))]
    checked = checked_statements(actor=request.actor)
    return render(
        request,
        "investment/funnel.html",
        {
            "tab": "funnel",
            "funnel": found,
            "ages": [
                *(((low, high), count) for (low, high), count in zip(bounds, found.ages, strict=False)),
                ((BOUNDS[-1] + 1, None), found.ages[-1]),
            ],
            "faulty": [c for c in checked if not c.is_clean],
            "is_past": day != today(request.zone),
        },
    )


@require_GET
def agreements(request: ZoneRequest) -> HttpResponse:
    """What was signed in a year: by industry group, foreign and listed apart, and the capital paid in by month."""
    require(request.actor.may(VIEW), VIEW)
    year, day = year_in(request), day_in(request) or today(request.zone)
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = list(
        signed_between(first, last, actor=request.actor, as_of=day).order_by("-signed_on", "prospect__name")
    )
    foreign = [a for a in rows if a.prospect.capital_origin == CapitalOrigin.FOREIGN]
    vouchers = list(paid_in_between(first, min(last, day), actor=request.actor))
    months = sorted({v.paid_on.month for v in vouchers})
    return render(
        request,
        "investment/agreements.html",
        {
            "tab": "agreements",
            "year": year,
            "day": day,
            "rows": rows,
            "total": total_of(rows),
            "foreign": len(foreign),
            "foreign_total": total_of(foreign),
            "foreign_registered": registered_of(foreign),
            "listed": sum(a.prospect.listed_investor for a in rows),
            "groups": signed_by_group(first, last, actor=request.actor, as_of=day),
            "paid_in": paid_in(vouchers),
            "months": [
                (date(year, month, 1), paid_in(v for v in vouchers if v.paid_on.month == month))
                for month in months
            ],
        },
    )


@require_GET
def same_year(request: ZoneRequest) -> HttpResponse:
    """The rate of a year, and what was signed and is not enrolled, with what is missing."""
    require(request.actor.may(VIEW), VIEW)
    day = day_in(request) or today(request.zone)
    table = same_year_table(year_in(request), day, actor=request.actor)
    return render(request, "investment/same_year.html", {"tab": "same-year", "table": table})


@require_GET
def statements(request: ZoneRequest) -> HttpResponse:
    """Stated totals with their closing checks."""
    require(request.actor.may(VIEW), VIEW)
    return render(
        request,
        "investment/statements.html",
        {
            "tab": "statements",
            "checked": checked_statements(actor=request.actor),
            "may_state": may_state_totals(request.actor),
        },
    )


@form_methods
def state(request: ZoneRequest) -> HttpResponse:
    """Keep a total as a source states it."""
    require(may_state_totals(request.actor), STATE)
    form = StatementForm(request.POST or None)
    back = address(request, "statements")

    def act() -> str:
        state_totals(actor=request.actor, total=form.total(), parts=form.cleaned_data["parts"])
        messages.success(request, _("The total is kept as it is stated."))
        return back

    page = FormPage(
        _("Keep a stated total"),
        _("Keep"),
        back,
        _(
            "It is kept as it stands. Where the classes do not add up to it, that is shown, and nothing is put right."
        ),
    )
    return form_page(request, form, page, act)
