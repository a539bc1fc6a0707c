"""Stated values from a workbook, and the workbook to fill in."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.indicators.choices import Ledger
from guatu.indicators.forms.readings import UploadForm
from guatu.indicators.policies.readings import IMPORT, may_import_indicators
from guatu.indicators.rules.periods import last_ended
from guatu.indicators.selectors.readings import ledger
from guatu.indicators.sheets.outcome import ReadingOutcome, readings_report
from guatu.indicators.sheets.read import read_readings
from guatu.indicators.sheets.template import write_template
from guatu.indicators.use_cases.import_indicators import import_indicators
from guatu.indicators.views.ledger import asked_period
from guatu.indicators.views.pages import require
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import root_unit
from guatu.sheets.open import open_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def upload(request: ZoneRequest) -> HttpResponse:
    """All or nothing: every fault is told at its cell, and then nothing has changed."""
    require(may_import_indicators(request.actor), IMPORT)
    form = UploadForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = read_readings(open_workbook(file.read(), name=file.name), zone_id=request.zone.id)
            if read.errors:
                report = readings_report(read, ReadingOutcome(), done=False)
            else:
                outcome = import_indicators(actor=request.actor, read=read, file_name=file.name)
                report = readings_report(read, outcome, done=True)
        except InvalidInput as error:
            for fault in error.faults:
                form.add_error("file", str(fault.message))
    context = {
        "form": form,
        "report": report,
        "period": last_ended(today(request.zone), "half", to_date=True),
    }
    status = 422 if form.errors or (report and not report["done"]) else 200
    return render(request, "indicators/import.html", context, status=status)


@require_safe
def template(request: ZoneRequest) -> HttpResponse:
    """The workbook for a period (`?period=`): every statistical indicator, with what is held."""
    require(may_import_indicators(request.actor), IMPORT)
    period = asked_period(request.GET.get("period", "")) or last_ended(
        today(request.zone), "half", to_date=True
    )
    root = root_unit(request.zone.id)
    lines = [
        (indicator, root, line.reading if line else None)
        for indicator, line in ledger(period, actor=request.actor)
        if indicator.ledger == Ledger.STATISTICAL
    ]
    target = BytesIO()
    title = _("%(zone)s: reported indicators %(period)s") % {"zone": request.zone.name, "period": period}
    write_template(target, title=title, period=period, lines=lines)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    name = quote(f"{request.zone.name}指标填报{period}.xlsx")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
