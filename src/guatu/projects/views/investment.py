"""Money spent: the table of a year with both ledgers, entering it in either, and the months' deadlines."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.organization.requests import ZoneRequest
from guatu.projects.choices import Ledger
from guatu.projects.forms.investment import OpenMonthForm, ReportInvestmentForm, StatisticalInvestmentForm
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.policies.progress import (
    may_enter_statistical_investment,
    may_open_month,
    may_report_investment,
)
from guatu.projects.selectors.investment import investment_table
from guatu.projects.selectors.ledgers import entries_of, month_deadline, month_deadlines
from guatu.projects.selectors.projects import get_project
from guatu.projects.use_cases.enter_statistical_investment import enter_statistical_investment
from guatu.projects.use_cases.open_month import open_month
from guatu.projects.use_cases.report_investment import report_investment
from guatu.projects.views.parameters import year_in


@require_safe
def table(request: ZoneRequest, project_id: UUID, year: int | None = None) -> HttpResponse:
    """A project's money in one year: month × component, both ledgers, their difference, the pace."""
    day = today(request.zone)
    project = get_project(project_id, actor=request.actor)
    shown = investment_table(project, year_in(year, day.year), actor=request.actor, day=day)
    return render(request, "projects/progress/investment.html", {"project": project, "table": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: ZoneRequest, project_id: UUID, year: int) -> HttpResponse:
    """Enter or correct a month of the dispatch ledger."""
    day = today(request.zone)
    year = year_in(year, day.year)
    project = get_project(project_id, actor=request.actor)
    if not may_report_investment(request.actor, project):
        raise NotAllowed("projects.report_investment")
    entries = entries_of(project, Ledger.DISPATCH, year)
    last_month = day.month if year == day.year else 12
    month = min(_month(request) or _next_month(entries, last_month), last_month)
    deadline = month_deadline(request.zone.id, year, month)
    form = ReportInvestmentForm(
        request.POST if request.method == "POST" else None,
        year=year,
        last_month=last_month,
        entry=next((e for e in entries if e.last_month == month), None),
        initial={"month": month},
    )
    if request.method == "POST" and form.is_valid():
        try:
            report_investment(actor=request.actor, project=project, year=year, **form.values())
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("The ledger is up to date."))
            return redirect("projects:investment", request.zone.code, project.id, year)
    context = {
        "project": project,
        "form": form,
        "year": year,
        "ledger": Ledger.DISPATCH,
        "deadline": deadline,
        "is_late": deadline.is_closed(day) and not form.is_correction,
    }
    status = 422 if form.errors else 200
    return render(request, "projects/progress/investment_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def enter_statistical(request: ZoneRequest, project_id: UUID, year: int) -> HttpResponse:
    """Enter what the statistics bureau states at the end of a month."""
    day = today(request.zone)
    year = year_in(year, day.year)
    project = get_project(project_id, actor=request.actor)
    if not may_enter_statistical_investment(request.actor, project):
        raise NotAllowed("projects.enter_statistical_investment")
    last_month = day.month if year == day.year else 12
    entries = entries_of(project, Ledger.STATISTICAL, year)
    form = StatisticalInvestmentForm(
        request.POST if request.method == "POST" else None,
        year=year,
        last_month=last_month,
        initial={"month": _month(request) or _next_month(entries, last_month)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            enter_statistical_investment(actor=request.actor, project=project, year=year, **form.values())
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("The ledger is up to date."))
            return redirect("projects:investment", request.zone.code, project.id, year)
    context = {"project": project, "form": form, "year": year, "ledger": Ledger.STATISTICAL}
    status = 422 if form.errors else 200
    return render(request, "projects/progress/investment_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def months(request: ZoneRequest, year: int | None = None) -> HttpResponse:
    """Until when each month's figures are in time, and opening one for longer."""
    if not request.actor.may("projects.view_project"):
        raise NotAllowed("projects.view_project")
    day = today(request.zone)
    year = year_in(year, day.year)
    may_open = may_open_month(request.actor)
    if request.method == "POST" and not may_open:
        raise NotAllowed("projects.open_month")
    last_month = day.month if year == day.year else 12
    form = OpenMonthForm(
        request.POST if request.method == "POST" else None,
        year=year,
        last_month=last_month,
        initial={"month": max(1, last_month - 1)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            open_month(actor=request.actor, year=year, **form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("The month is open."))
            return redirect("projects:months", request.zone.code, year)
    context = {
        "year": year,
        "deadlines": [(d, d.is_closed(day)) for d in month_deadlines(request.zone.id, year)],
        "form": form if may_open else None,
        "may_open_month": may_open,
        "day": day,
    }
    return render(request, "projects/progress/months.html", context, status=422 if form.errors else 200)


def _month(request: ZoneRequest) -> int | None:
    text = request.GET.get("month", "")
    return int(text) if text in {str(month) for month in range(1, 13)} else None


def _next_month(entries: list[InvestmentEntry], last_month: int) -> int:
    """The month that people most likely come to enter: the first after what is there, within what has begun."""
    covered = max((entry.last_month for entry in entries), default=0)
    return min(covered + 1, last_month)
