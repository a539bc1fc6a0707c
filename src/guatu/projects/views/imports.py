"""Importing a workbook on a page: upload → columns → every problem at its cell → commit; and getting it back."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.errors import InvalidInput
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.imports import SheetForm, UploadForm
from guatu.projects.models.imports import ImportStatus
from guatu.projects.sheets.fields import FIELDS, LABELS
from guatu.projects.sheets.preview import preview_import
from guatu.projects.sheets.read import ReadSheet
from guatu.projects.sheets.report import import_report
from guatu.projects.sheets.uploads import get_workbook_import, open_import, read_import, workbook_imports
from guatu.projects.use_cases.commit_workbook import commit_workbook
from guatu.projects.use_cases.discard_workbook import discard_workbook
from guatu.projects.use_cases.match_columns import match_columns
from guatu.projects.use_cases.upload_workbook import upload_workbook

SHOWN_ROWS = 300


@require_http_methods(["GET", "POST"])
def upload(request: ZoneRequest) -> HttpResponse:
    earlier = workbook_imports(actor=request.actor)[:20]
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            workbook = upload_workbook(actor=request.actor, name=file.name, content=file.read())
        except InvalidInput as error:
            form.add_error("file", str(error.message))
        else:
            return redirect("projects:import-preview", request.zone.code, workbook.id)
    status = 422 if form.errors else 200
    return render(request, "projects/import/upload.html", {"form": form, "earlier": earlier}, status=status)


@require_safe
def preview(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    workbook = get_workbook_import(import_id, actor=request.actor)
    if workbook.status != ImportStatus.UPLOADED:
        return render(
            request, "projects/import/result.html", {"workbook": workbook, "report": workbook.result}
        )
    opened = open_import(workbook)
    context: dict[str, Any] = {"workbook": workbook, "fields": _fields()}
    try:
        read = read_import(workbook, opened, request.zone)
        outcome = preview_import(actor=request.actor, sheet=read.sheet)
    except InvalidInput as error:
        context["form"] = SheetForm(sheets=opened.names, initial={"sheet": workbook.sheet})
        context["faults"] = error.faults
        return render(request, "projects/import/preview.html", context, status=422)
    context |= {
        "form": SheetForm(
            sheets=opened.names,
            initial={"sheet": read.table.sheet.name, "year": read.sheet.year, "as_of": read.sheet.as_of},
        ),
        "read": read,
        "report": (report := import_report(read, outcome, done=False)),
        "checks": _checks(report["checks"]),
        "columns": read.table.header.columns,
        "remarks": read.table.remarks,
        "rows": _rows(read),
        "hidden_rows": max(0, len(read.table.rows) - SHOWN_ROWS),
    }
    return render(request, "projects/import/preview.html", context)


def _fields() -> list[tuple[str, str]]:
    """What a column can be read as: the office's own name, and for others what it means."""
    chinese = (get_language() or "").startswith("zh")
    return [(f.name, f.label if chinese else f"{f.label} · {_(LABELS[f.name])}") for f in FIELDS]


def _checks(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sums that the sheet states: what each is of, and amounts as decimals of yuan."""
    shown = []
    for check in checks:
        label = LABELS.get(check["field"])
        is_money = label is not None
        what = _("number of projects") if label is None else _(label)
        figures = {
            name: Decimal(check[name]) if is_money and check[name] is not None else check[name]
            for name in ("stated", "computed")
        }
        shown.append(check | figures | {"what": what, "is_money": is_money})
    return shown


def _rows(read: ReadSheet) -> list[dict[str, Any]]:
    """Rows for the preview, those with problems first kept in place: each cell with its text and its problem."""
    problems: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for problem in read.problems:
        problems[(problem.row, problem.column)].append(problem)
    columns = [c for c in read.table.header.columns if c.field]
    shown = read.table.rows[:SHOWN_ROWS]
    return [
        {
            "number": row.number,
            "cells": [
                {
                    "text": read.table.cell(row.number, c.field or "").text,
                    "problems": problems.get((row.number, c.letter), ()),
                }
                for c in columns
            ],
            "problems": problems.get((row.number, ""), ()),
        }
        for row in shown
    ]


@require_POST
def columns(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    workbook = get_workbook_import(import_id, actor=request.actor)
    form = SheetForm(request.POST, sheets=open_import(workbook).names)
    if not form.is_valid():
        messages.error(request, _("The choice of sheet, year or day cannot be used."))
        return redirect("projects:import-preview", request.zone.code, workbook.id)
    headers, fields = request.POST.getlist("header"), request.POST.getlist("field")
    match_columns(
        actor=request.actor,
        workbook=workbook,
        sheet=form.cleaned_data["sheet"],
        year=form.cleaned_data["year"],
        as_of=form.cleaned_data["as_of"],
        mapping=dict(zip(headers, fields, strict=True)),
    )
    return redirect("projects:import-preview", request.zone.code, workbook.id)


@require_POST
def commit(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    workbook = get_workbook_import(import_id, actor=request.actor)
    read = read_import(workbook, open_import(workbook), request.zone)
    commit_workbook(
        actor=request.actor, workbook=workbook, read=read, partial=request.POST.get("partial") == "yes"
    )
    return redirect("projects:import-preview", request.zone.code, workbook.id)


@require_POST
def discard(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    discard_workbook(actor=request.actor, workbook=get_workbook_import(import_id, actor=request.actor))
    return redirect("projects:import", request.zone.code)
