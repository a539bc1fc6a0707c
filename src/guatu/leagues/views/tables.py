"""Pages of tables: all of them, one with its runs, the race, its terms."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.leagues.forms.table import TableForm
from guatu.leagues.models import Award
from guatu.leagues.policies import MANAGE, may_manage_leagues
from guatu.leagues.presenting import groups_of
from guatu.leagues.selectors.race import period_at, periods_to_rank, running_places
from guatu.leagues.selectors.tables import (
    get_table,
    latest_runs,
    rules_on,
    run_in_force,
    runs_of,
    visible_tables,
)
from guatu.leagues.use_cases.define_table import define_table
from guatu.leagues.use_cases.try_run import try_run
from guatu.leagues.views.pages import address, form_page, require
from guatu.organization.requests import ZoneRequest

SHOWN = 20


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """Every table, with its newest result."""
    tables = list(visible_tables(actor=request.actor))
    context = {
        "tables": [(table, run) for table, run in latest_runs(tables)],
        "may_manage": may_manage_leagues(request.actor),
    }
    return render(request, "leagues/tables.html", context)


@require_safe
def show(request: ZoneRequest, table_id: UUID) -> HttpResponse:
    """One table: the newest result, every run, awards."""
    table = get_table(table_id, actor=request.actor)
    run = run_in_force(table)
    awards = Award.objects.filter(zone_id=table.zone_id, run__table=table).select_related("run")
    context = {
        "table": table,
        "run": run,
        "groups": groups_of(run, request.zone) if run else [],
        "runs": runs_of(table, actor=request.actor),
        "awards": awards,
        "has_rules": rules_on(table, today(request.zone)) is not None,
        "periods": periods_to_rank(table, today(request.zone)),
        "history": history_of(table.id, zone_id=table.zone_id)[:SHOWN],
        "may_manage": may_manage_leagues(request.actor),
    }
    return render(request, "leagues/table.html", context)


@require_safe
def race(request: ZoneRequest, table_id: UUID) -> HttpResponse:
    """The running places on today's figures, beside the last final result."""
    table = get_table(table_id, actor=request.actor)
    day = today(request.zone)
    context = {
        "table": table,
        "day": day,
        "period": period_at(table, day),
        "groups": running_places(table, day),
        "final": run_in_force(table),
        "awards": Award.objects.filter(zone_id=table.zone_id, run__table=table).select_related("run"),
    }
    return render(request, "leagues/race.html", context)


@require_http_methods(["GET", "POST"])
def define(request: ZoneRequest) -> HttpResponse:
    """A new table."""
    require(may_manage_leagues(request.actor), MANAGE)
    form = TableForm(request.POST or None)

    def act() -> str:
        table = define_table(actor=request.actor, terms=form.terms())
        messages.success(request, _("“%s” is defined. Now set its rules.") % table.name)
        return address(request, "rules-define", table.id)

    return form_page(request, form, act, title=_("New league table"), back=address(request, "tables"))


@require_http_methods(["GET", "POST"])
def edit(request: ZoneRequest, table_id: UUID) -> HttpResponse:
    """The terms of a table."""
    table = get_table(table_id, actor=request.actor)
    require(may_manage_leagues(request.actor), MANAGE)
    form = TableForm(request.POST or None, table=table)
    back = address(request, "table", table.id)

    def act() -> str:
        table.version = form.cleaned_data["version"] or table.version
        define_table(actor=request.actor, terms=form.terms(), table=table)
        return back

    return form_page(request, form, act, title=_("Terms of the table"), lead=table.name, back=back)


@require_POST
def try_(request: ZoneRequest, table_id: UUID) -> HttpResponse:
    """A dry run for a period."""
    table = get_table(table_id, actor=request.actor)
    require(may_manage_leagues(request.actor), MANAGE)
    try:
        run = try_run(actor=request.actor, table=table, period=request.POST.get("period", ""))
    except (Refused, InvalidInput) as error:
        text = error.faults[0].message if isinstance(error, InvalidInput) else str(error)
        messages.error(request, text)
        return redirect(address(request, "table", table.id))
    messages.success(request, _("This is a dry run: nobody sees it but those who make tables."))
    return redirect(address(request, "run", run.id))
