"""A unit's entries as a workbook: the form to fill in, and the filled one into the draft."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.indicators.forms.entries import EntriesForm
from guatu.indicators.forms.readings import UploadForm
from guatu.indicators.models.entry import EntrySet
from guatu.indicators.policies.entries import ENTER, may_enter
from guatu.indicators.selectors.entry_sheet import entry_sheet
from guatu.indicators.selectors.submissions import indicators_of, submission_of, values_of
from guatu.indicators.sheets.entry_template import EntryLine, write_entries
from guatu.indicators.sheets.read_entries import read_entries
from guatu.indicators.taking import require_draft, require_open
from guatu.indicators.use_cases.save_entries import save_entries
from guatu.indicators.views.entry import place_of
from guatu.indicators.views.imports import XLSX
from guatu.indicators.views.pages import address, require
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest
from guatu.sheets.open import open_workbook
from guatu.sheets.problems import CellProblem


@require_safe
def form(request: ZoneRequest, set_id: UUID, period: str, unit_id: UUID) -> HttpResponse:
    """The workbook of the unit's entries, with what the draft holds."""
    entry_set, unit, when = place_of(request, set_id, period, unit_id)
    submission = submission_of(entry_set, unit, when)
    held = values_of(submission) if submission else {}
    lines = [EntryLine(i, held.get(i.id)) for i in indicators_of(entry_set)]
    target = BytesIO()
    title = f"{entry_set.name}（{unit.name}，{when.text}）"
    write_entries(target, title=title, unit=unit, period=when, rows=entry_sheet(entry_set, unit, when, lines))
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    name = quote(f"{entry_set.name}{unit.name}{when.text}.xlsx")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@require_http_methods(["GET", "POST"])
def upload(request: ZoneRequest, set_id: UUID, period: str, unit_id: UUID) -> HttpResponse:
    """All or nothing: every fault is told at its cell, and then the draft is as it was."""
    entry_set, unit, when = place_of(request, set_id, period, unit_id)
    require(may_enter(request.actor, unit), ENTER)
    posted = request.method == "POST"
    file_form = UploadForm(request.POST if posted else None, request.FILES if posted else None)
    problems: list[CellProblem] = []
    if posted and file_form.is_valid():
        file = file_form.cleaned_data["file"]
        try:
            problems = _into_draft(request, entry_set, unit, when, file.read(), file.name)
        except InvalidInput as error:
            for fault in error.faults:
                file_form.add_error("file", str(fault.message))
        if not problems and not file_form.errors:
            messages.success(request, _("The workbook is in the draft. Look it through, then submit it."))
            return redirect(address(request, "entries", set_id, when.text, unit_id))
    context = {
        "form": file_form,
        "problems": problems,
        "entry_set": entry_set,
        "unit": unit,
        "period": when,
    }
    status = 422 if problems or file_form.errors else 200
    return render(request, "indicators/entry/upload.html", context, status=status)


def _into_draft(
    request: ZoneRequest, entry_set: EntrySet, unit: Unit, when: Period, content: bytes, name: str
) -> list[CellProblem]:
    """Keep what the workbook says by the very form in which it is typed; returns what is wrong, at its cells."""
    submission = submission_of(entry_set, unit, when)
    if submission is not None:
        require_draft(submission)
    require_open(entry_set, unit, when)
    indicators = indicators_of(entry_set)
    read = read_entries(open_workbook(content, name=name), indicators=indicators, unit=unit, period=when)
    if read.errors:
        return read.errors
    held = values_of(submission) if submission else {}
    blank = EntriesForm(indicators=indicators, values=held)
    typed = {name: field.initial for name, field in blank.fields.items() if field.initial is not None}
    filled = EntriesForm({**typed, **read.typed}, indicators=indicators, values=held)
    if not filled.is_valid():
        return [read.problem(place, str(e)) for place, errors in filled.errors.items() for e in errors]
    try:
        save_entries(actor=request.actor, entry_set=entry_set, unit=unit, period=when, cells=filled.cells())
    except InvalidInput as error:
        return [read.problem(fault.place, str(fault.message)) for fault in error.faults]
    return []
