"""Pages of quarterly inspections: reporting on an item, judging it, closing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guatu.indicators.forms.targets import JudgeForm, ReportForm
from guatu.indicators.policies.targets import (
    JUDGE,
    REPORT,
    SET,
    may_close_inspection,
    may_judge_item,
    may_report_item,
)
from guatu.indicators.selectors.targets import get_inspection, get_line
from guatu.indicators.use_cases.close_inspection import close_inspection
from guatu.indicators.use_cases.judge_item import judge_item
from guatu.indicators.use_cases.report_item import report_item
from guatu.indicators.views.pages import address, form_page, require
from guatu.organization.requests import ZoneRequest


@require_http_methods(["GET", "POST"])
def report(request: ZoneRequest, line_id: UUID) -> HttpResponse:
    """What was done, with its evidence."""
    line = get_line(line_id, actor=request.actor)
    require(may_report_item(request.actor, line), REPORT)
    posted = request.method == "POST"
    form = ReportForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        has_figure=bool(line.item.figure),
        initial={"text": line.text, "actual": line.actual},
    )
    back = address(request, "campaign", line.inspection.campaign_id)

    def act() -> str:
        report_item(actor=request.actor, line=line, **form.cleaned_data)
        messages.success(request, _("Reported."))
        return back

    return form_page(
        request,
        form,
        act,
        title=_("Report on the item"),
        lead=f"{line.item.name} · {line.inspection}",
        back=back,
        with_files=True,
    )


@require_http_methods(["GET", "POST"])
def judge(request: ZoneRequest, line_id: UUID) -> HttpResponse:
    """The verdict on an item."""
    line = get_line(line_id, actor=request.actor)
    require(may_judge_item(request.actor, line), JUDGE)
    given = {} if line.verdict == "open" else {"verdict": line.verdict, "finding": line.finding}
    form = JudgeForm(request.POST or None, initial=given)
    back = address(request, "campaign", line.inspection.campaign_id)

    def act() -> str:
        judge_item(actor=request.actor, line=line, **form.cleaned_data)
        messages.success(request, _("Judged."))
        return back

    return form_page(
        request,
        form,
        act,
        title=_("Judge the item"),
        lead=f"{line.item.name} · {line.inspection}" + (f" · {line.text}" if line.text else ""),
        back=back,
    )


@require_POST
def close(request: ZoneRequest, inspection_id: UUID) -> HttpResponse:
    """Close the inspection."""
    inspection = get_inspection(inspection_id, actor=request.actor)
    require(may_close_inspection(request.actor, inspection), SET)
    close_inspection(actor=request.actor, inspection=inspection)
    messages.success(request, _("The inspection is closed."))
    return redirect(address(request, "campaign", inspection.campaign_id))
