"""The ledger of stated values: a period at a glance, recording a release, correcting an entry."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import CHINA, today
from guatu.core.errors import InvalidInput, NotFound
from guatu.core.periods import Period
from guatu.indicators.choices import Ledger
from guatu.indicators.forms.readings import CorrectionForm, ReadingForm
from guatu.indicators.models.reading import Reading
from guatu.indicators.policies.readings import (
    CORRECT,
    IMPORT,
    RECORD,
    VIEW,
    may_correct_reading,
    may_define_indicators,
)
from guatu.indicators.rules.periods import last_ended, of_days, plain
from guatu.indicators.selectors.readings import held_periods, ledger, visible_readings
from guatu.indicators.use_cases.correct_reading import correct_reading
from guatu.indicators.use_cases.record_reading import record_reading
from guatu.indicators.views.pages import address, form_page, require
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import open_units, root_unit

SHOWN_PERIODS = 12


@require_safe
def show(request: ZoneRequest) -> HttpResponse:
    """`?period=`, `?unit=`, and `?as_of=`: what was held at the end of that day."""
    require(request.actor.may(VIEW), VIEW)
    unit = _unit(request)
    periods = held_periods(actor=request.actor, unit=unit)
    day = today(request.zone)
    newest = next((one for one in periods if one.first <= day), last_ended(day, "half", to_date=True))
    period = asked_period(request.GET.get("period", "")) or newest
    as_of_day = parse_date(request.GET.get("as_of", "") or "x")
    found = ledger(period, actor=request.actor, unit=unit, as_of=end_of_day(as_of_day))
    held = [(i, line) for i, line in found if line is not None]
    lines = [line for _i, line in held]
    reach = request.actor.reach(VIEW)
    units = open_units(actor=request.actor)
    context = {
        "period": period,
        "periods": periods[:SHOWN_PERIODS],
        "unit": unit,
        "units": units if reach.whole_zone else units.filter(id__in=reach.unit_ids),
        "held": held,
        "missing": [i for i, line in found if line is None and i.ledger == Ledger.STATISTICAL],
        "as_of": as_of_day,
        "remarks": [line for line in lines if "growth_differs" in line.remarks],
        "may_record": request.actor.may(RECORD),
        "may_import": request.actor.reach(IMPORT).whole_zone,
        "may_define": may_define_indicators(request.actor),
    }
    return render(request, "indicators/ledger.html", context)


def _unit(request: ZoneRequest) -> Unit:
    """The unit asked for, of those that the actor may see; the zone itself otherwise."""
    root, reach = root_unit(request.actor.zone_id), request.actor.reach(VIEW)
    try:
        wanted = UUID(request.GET.get("unit", ""))
    except ValueError:
        return root
    found = open_units(actor=request.actor).filter(id=wanted).first()
    return found if found is not None and reach.covers(found.id) else root


def asked_period(text: str) -> Period | None:
    try:
        return plain(Period.parse(text))
    except InvalidInput:
        return None


def end_of_day(day: date | None) -> datetime | None:
    """The end of the day in China."""
    return None if day is None else datetime.combine(day, time.max, CHINA)


@require_http_methods(["GET", "POST"])
def record(request: ZoneRequest) -> HttpResponse:
    """What the bureau states, the first time or as a later release."""
    require(request.actor.may(RECORD), RECORD)
    initial = {"unit": root_unit(request.actor.zone_id).id, "period": request.GET.get("period", "")}
    form = ReadingForm(request.POST or None, actor=request.actor, ledger=Ledger.STATISTICAL, initial=initial)

    def act() -> str:
        data = form.cleaned_data
        reading = record_reading(
            actor=request.actor,
            indicator=data["indicator"],
            unit=data["unit"],
            period=data["period"],
            stated=form.stated(),
            reason=data["reason"],
        )
        messages.success(request, _("The value is recorded."))
        return address(request, "indicator", reading.indicator.code)

    lead = _("What the source says, as it says it. A value that is held already stays as an earlier release.")
    return form_page(
        request, form, act, title=_("Record a stated value"), lead=lead, back=address(request, "ledger")
    )


@require_http_methods(["GET", "POST"])
def correct(request: ZoneRequest, reading_id: UUID) -> HttpResponse:
    """Another value for one of the dispatch ledger."""
    reading = _get_reading(request, reading_id)
    require(may_correct_reading(request.actor, reading.unit), CORRECT)
    form = CorrectionForm(request.POST or None, actor=request.actor, reading=reading)

    def act() -> str:
        correct_reading(
            actor=request.actor,
            indicator=reading.indicator,
            unit=reading.unit,
            period=of_days(reading.first_day, reading.last_day),
            stated=form.stated(),
            reason=form.cleaned_data["reason"],
            approved_by=form.cleaned_data["approved_by"],
        )
        messages.success(request, _("The value is corrected; the old one is kept."))
        return address(request, "indicator", reading.indicator.code)

    return form_page(
        request,
        form,
        act,
        title=_("Correct a value"),
        lead=f"{reading.indicator.name} · {reading.unit.name} · {reading.period}",
        back=address(request, "indicator", reading.indicator.code),
    )


def _get_reading(request: ZoneRequest, reading_id: UUID) -> Reading:
    found = (
        visible_readings(actor=request.actor)
        .select_related("indicator", "unit")
        .filter(id=reading_id)
        .first()
    )
    if found is None or found.indicator.ledger == Ledger.STATISTICAL:
        raise NotFound("reading")
    return found
