"""Pages of indicators: the catalogue, one with its definitions and every release, forms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.indicators.choices import Category, Ledger
from guatu.indicators.forms.readings import DefinitionForm, IndicatorForm
from guatu.indicators.policies.readings import CORRECT, DEFINE, RECORD, VIEW, may_define_indicators
from guatu.indicators.selectors.readings import (
    definitions_of,
    get_indicator,
    key_of,
    lines_of,
    releases_of,
    visible_indicators,
)
from guatu.indicators.use_cases.add_definition import add_definition
from guatu.indicators.use_cases.define_indicator import define_indicator
from guatu.indicators.views.ledger import end_of_day
from guatu.indicators.views.pages import address, form_page, require
from guatu.organization.requests import ZoneRequest


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """Every indicator by category, with its definition today."""
    require(request.actor.may(VIEW), VIEW)
    day = today(request.zone)
    rows = list(visible_indicators(actor=request.actor).prefetch_related("definitions"))
    rows.sort(key=lambda i: (list(Category.values).index(i.category), i.order, i.code))
    shown = [
        (
            i,
            [
                d
                for d in i.definitions.all()
                if d.valid_from <= day and (d.valid_to is None or d.valid_to >= day)
            ],
        )
        for i in rows
    ]
    context = {"rows": shown, "may_define": may_define_indicators(request.actor)}
    return render(request, "indicators/catalogue.html", context)


@require_safe
def show(request: ZoneRequest, code: str) -> HttpResponse:
    """Definitions, values over time with growth as stated and as computed, and every release; `?as_of=` a day."""
    indicator = get_indicator(code, actor=request.actor)
    day = parse_date(request.GET.get("as_of", "") or "x")
    as_of = end_of_day(day)
    releases = releases_of(indicator, actor=request.actor, as_of=as_of)
    newest = [rows[0] for rows in releases.values()]
    context = {
        "indicator": indicator,
        "definitions": definitions_of(indicator, today(request.zone)),
        "lines": [
            (line, releases[key_of(line.reading)][1:])
            for line in lines_of(newest, actor=request.actor, as_of=as_of)
        ],
        "as_of": day,
        "is_statistical": indicator.ledger == Ledger.STATISTICAL,
        "may_record": request.actor.may(RECORD) and indicator.ledger == Ledger.STATISTICAL,
        "correct_reach": request.actor.reach(CORRECT) if indicator.ledger == Ledger.DISPATCH else None,
        "may_define": may_define_indicators(request.actor),
        "history": history_of(indicator.id, zone_id=indicator.zone_id)[:20],
    }
    return render(request, "indicators/indicator.html", context)


@require_http_methods(["GET", "POST"])
def define(request: ZoneRequest) -> HttpResponse:
    """A new indicator."""
    require(may_define_indicators(request.actor), DEFINE)
    form = IndicatorForm(request.POST or None)

    def act() -> str:
        made = define_indicator(actor=request.actor, code=form.cleaned_data["code"], terms=form.terms())
        messages.success(request, _("The indicator “%s” is defined.") % made.name)
        return address(request, "indicator", made.code)

    return form_page(request, form, act, title=_("New indicator"), back=address(request, "indicators"))


@require_http_methods(["GET", "POST"])
def edit(request: ZoneRequest, code: str) -> HttpResponse:
    """The terms of an indicator."""
    indicator = get_indicator(code, actor=request.actor)
    require(may_define_indicators(request.actor), DEFINE)
    form = IndicatorForm(request.POST or None, indicator=indicator)

    def act() -> str:
        define_indicator(actor=request.actor, code=code, terms=form.terms())
        return address(request, "indicator", code)

    return form_page(
        request,
        form,
        act,
        title=_("Terms of the indicator"),
        lead=indicator.name,
        back=address(request, "indicator", code),
    )


@require_http_methods(["GET", "POST"])
def definition(request: ZoneRequest, code: str) -> HttpResponse:
    """What it means from a day on."""
    indicator = get_indicator(code, actor=request.actor)
    require(may_define_indicators(request.actor), DEFINE)
    form = DefinitionForm(request.POST or None, initial={"valid_from": today(request.zone)})

    def act() -> str:
        add_definition(actor=request.actor, indicator=indicator, **form.cleaned_data)
        messages.success(request, _("The definition is kept; earlier ones stay readable."))
        return address(request, "indicator", code)

    return form_page(
        request,
        form,
        act,
        title=_("New definition"),
        lead=indicator.name,
        back=address(request, "indicator", code),
    )
