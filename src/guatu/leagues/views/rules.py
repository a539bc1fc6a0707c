"""Pages of rules: every version in plain words, a new one, groups, exclusions."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.leagues.forms.rules import (
    MOST_CRITERIA,
    BookForm,
    CriterionForm,
    book_of,
    stored_book,
    stored_criterion,
)
from guatu.leagues.forms.table import DecisionForm, ExclusionForm, GroupForm
from guatu.leagues.models import LeagueMember, LeagueTable
from guatu.leagues.policies import EXCLUDE, MANAGE, asked_for, may_decide_exclusion, may_manage_leagues
from guatu.leagues.presenting import columns_of
from guatu.leagues.selectors.race import periods_to_rank
from guatu.leagues.selectors.tables import exclusions_of, get_exclusion, get_table, rules_of, rules_on
from guatu.leagues.use_cases.ask_exclusion import ask_exclusion
from guatu.leagues.use_cases.decide_exclusion import decide_exclusion
from guatu.leagues.use_cases.define_rules import define_rules
from guatu.leagues.use_cases.group_unit import group_unit
from guatu.leagues.views.pages import address, form_page, require
from guatu.leagues.wording import book_words
from guatu.organization.requests import ZoneRequest


@require_safe
def show(request: ZoneRequest, table_id: UUID) -> HttpResponse:
    """Every version in plain words, the newest first; named groups."""
    table = get_table(table_id, actor=request.actor)
    versions = []
    for rules in rules_of(table):
        columns = columns_of(rules)
        words = book_words(rules.book, {column.key: column.label for column in columns})
        versions.append((rules, columns, words))
    members = LeagueMember.objects.filter(zone_id=table.zone_id, table=table).select_related("unit")
    context = {
        "table": table,
        "versions": versions,
        "current": rules_on(table, today(request.zone)),
        "members": members,
        "periods": periods_to_rank(table, today(request.zone)),
        "may_manage": may_manage_leagues(request.actor),
    }
    return render(request, "leagues/rules.html", context)


@require_http_methods(["GET", "POST"])
def define(request: ZoneRequest, table_id: UUID) -> HttpResponse:
    """The next version, beginning with what the newest says."""
    table = get_table(table_id, actor=request.actor)
    require(may_manage_leagues(request.actor), MANAGE)
    form, parts = _forms(request, table)
    status = 200
    if request.method == "POST":
        status = 422
        if all([form.is_valid(), *(part.is_valid() for part in parts)]):
            try:
                rules = define_rules(
                    actor=request.actor,
                    table=table,
                    book=book_of(form, parts),
                    in_force_from=form.cleaned_data["in_force_from"],
                    reason=form.cleaned_data["reason"],
                )
            except InvalidInput as error:
                _add_faults(form, parts, error)
            else:
                messages.success(request, _("Version %s of the rules is set.") % rules.number)
                return redirect(address(request, "rules", table.id))
    context = {"table": table, "form": form, "parts": parts}
    return render(request, "leagues/rules_form.html", context, status=status)


def _forms(request: ZoneRequest, table: LeagueTable) -> tuple[BookForm, list[CriterionForm]]:
    newest = next(iter(rules_of(table)), None)
    book = newest.book if newest else None
    given = request.POST or None
    initial = {"in_force_from": today(request.zone)} | (stored_book(book) if book else {})
    known = {one.key: stored_criterion(one, table.zone_id) for one in book.criteria} if book else {}
    keys = [f"c{number}" for number in range(1, MOST_CRITERIA + 1)]
    parts = [CriterionForm(given, zone_id=table.zone_id, key=key, initial=known.get(key)) for key in keys]
    return BookForm(given, initial=initial), parts


def _add_faults(form: BookForm, parts: list[CriterionForm], error: InvalidInput) -> None:
    """Each at its criterion's field, else at the table's, else above the form."""
    by_key = {part.key: part for part in parts}
    for fault in error.faults:
        match = re.fullmatch(r"(c\d+)\.(\w+)", fault.place)
        part = by_key.get(match.group(1)) if match else None
        if part is not None and match is not None:
            part.add_error(match.group(2), fault.message)
        else:
            form.add_error(fault.place if fault.place in form.fields else None, fault.message)


@require_http_methods(["GET", "POST"])
def group(request: ZoneRequest, table_id: UUID) -> HttpResponse:
    """Put a unit into a group from a day on."""
    table = get_table(table_id, actor=request.actor)
    require(may_manage_leagues(request.actor), MANAGE)
    form = GroupForm(request.POST or None, actor=request.actor, initial={"valid_from": today(request.zone)})
    back = address(request, "rules", table.id)

    def act() -> str:
        group_unit(actor=request.actor, table=table, **form.cleaned_data)
        return back

    return form_page(request, form, act, title=_("Put a unit into a group"), lead=table.name, back=back)


@require_safe
def exclusions(request: ZoneRequest, table_id: UUID) -> HttpResponse:
    """What is left out of which period, why, and who decided."""
    table = get_table(table_id, actor=request.actor)
    rows = [
        (one, may_decide_exclusion(request.actor, one) and not asked_for(request.actor, one))
        for one in exclusions_of(table)
    ]
    context = {"table": table, "rows": rows, "may_manage": may_manage_leagues(request.actor)}
    return render(request, "leagues/exclusions.html", context)


@require_http_methods(["GET", "POST"])
def exclude(request: ZoneRequest, table_id: UUID) -> HttpResponse:
    """Ask for an exclusion."""
    table = get_table(table_id, actor=request.actor)
    require(may_manage_leagues(request.actor), MANAGE)
    newest = periods_to_rank(table, today(request.zone))[0].text
    form = ExclusionForm(request.POST or None, actor=request.actor, initial={"period": newest})
    back = address(request, "exclusions", table.id)

    def act() -> str:
        values = re.split(r"[,，、]", form.cleaned_data.pop("values"))
        ask_exclusion(actor=request.actor, table=table, values=values, **form.cleaned_data)
        messages.success(request, _("Asked; somebody else decides."))
        return back

    return form_page(request, form, act, title=_("Ask for an exclusion"), lead=table.name, back=back)


@require_http_methods(["GET", "POST"])
def decide(request: ZoneRequest, exclusion_id: UUID) -> HttpResponse:
    """Grant or refuse it."""
    exclusion = get_exclusion(exclusion_id, actor=request.actor)
    require(may_decide_exclusion(request.actor, exclusion), EXCLUDE)
    form = DecisionForm(request.POST or None)
    back = address(request, "exclusions", exclusion.table_id)

    def act() -> str:
        granted = form.cleaned_data["granted"] == "yes"
        decide_exclusion(
            actor=request.actor, exclusion=exclusion, granted=granted, note=form.cleaned_data["note"]
        )
        return back

    lead = f"{exclusion.unit.name} · {exclusion.period} · {exclusion.reason}"
    return form_page(request, form, act, title=_("Decide on the exclusion"), lead=lead, back=back)
