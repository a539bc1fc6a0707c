"""Importing a sheet of deals on a page: upload → columns → every problem at its cell → take in."""

from __future__ import annotations

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
from guatu.investment.choices import DealSheet, SheetStatus
from guatu.investment.forms.registers import DealSheetForm, DealUploadForm
from guatu.investment.rules.amounts import Sum
from guatu.investment.sheets.fields import FIELDS, LABELS
from guatu.investment.sheets.preview import preview_deals
from guatu.investment.sheets.read import ReadDeals
from guatu.investment.sheets.report import deals_report
from guatu.investment.sheets.uploads import (
    deal_workbooks,
    get_deal_workbook,
    open_deals,
    read_stored_deals,
)
from guatu.investment.use_cases.discard_deals import discard_deals
from guatu.investment.use_cases.match_deal_columns import match_deal_columns
from guatu.investment.use_cases.take_in_deals import take_in_deals
from guatu.investment.use_cases.upload_deals import upload_deals
from guatu.organization.requests import ZoneRequest

SHOWN_ROWS = 300


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ZoneRequest) -> HttpResponse:
    earlier = deal_workbooks(actor=request.actor)[:20]
    form = DealUploadForm(
        request.POST or None, request.FILES or None, initial={"reads": DealSheet.AGREEMENTS}
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            workbook = upload_deals(
                actor=request.actor, reads=form.cleaned_data["reads"], name=file.name, content=file.read()
            )
        except InvalidInput as error:
            form.add_error("file", str(error.message))
        else:
            return redirect("investment:import-preview", request.zone.code, workbook.id)
    return render(
        request,
        "investment/import_upload.html",
        {"form": form, "earlier": earlier},
        status=422 if form.errors else 200,
    )


@require_safe
def preview(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    """What would go in; or, once it is dealt with, what became of it."""
    workbook = get_deal_workbook(import_id, actor=request.actor)
    if workbook.status != SheetStatus.UPLOADED:
        context = {"workbook": workbook, "report": workbook.result}
        return render(request, "investment/import_result.html", context)
    opened = open_deals(workbook)
    context = {"workbook": workbook, "fields": _fields(DealSheet(workbook.reads))}
    try:
        read = read_stored_deals(workbook, opened, request.zone)
        outcome = preview_deals(actor=request.actor, deals=read.deals)
    except InvalidInput as error:
        context["form"] = DealSheetForm(sheets=opened.names, initial={"sheet": workbook.sheet})
        context["faults"] = error.faults
        return render(request, "investment/import_preview.html", context, status=422)
    report = deals_report(read, outcome, done=False)
    context |= {
        "form": DealSheetForm(
            sheets=opened.names, initial={"sheet": read.table.sheet.name, "as_of": read.deals.as_of}
        ),
        "read": read,
        "report": report,
        "total": _sum(report["totals"]["total_investment"]),
        "registered": _sum(report["totals"]["registered_capital"]),
        "groups": [
            (line["group"], line["count"], _sum(line["total_investment"]))
            for line in report["totals"]["groups"]
        ],
        "columns": read.table.header.columns,
        "remarks": read.table.remarks,
        "rows": _rows(read),
        "hidden_rows": max(0, len(read.table.rows) - SHOWN_ROWS),
    }
    return render(request, "investment/import_preview.html", context)


def _sum(by_currency: dict[str, str]) -> Sum:
    return Sum({currency: Decimal(amount) for currency, amount in by_currency.items()})


def _fields(reads: DealSheet) -> list[tuple[str, str]]:
    """What a column can be read as: the office's own name, and for others what it means."""
    chinese = (get_language() or "").startswith("zh")
    return [(f.name, f.label if chinese else f"{f.label} · {_(LABELS[f.name])}") for f in FIELDS[reads]]


def _rows(read: ReadDeals) -> list[dict[str, Any]]:
    """Rows as read: each cell with its text and its problem."""
    problems: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for problem in read.problems:
        problems[(problem.row, problem.column)].append(problem)
    columns = [c for c in read.table.header.columns if c.field]
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
        for row in read.table.rows[:SHOWN_ROWS]
    ]


@require_POST
def columns(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    workbook = get_deal_workbook(import_id, actor=request.actor)
    form = DealSheetForm(request.POST, sheets=open_deals(workbook).names)
    if not form.is_valid():
        messages.error(request, _("The choice of sheet or day cannot be used."))
        return redirect("investment:import-preview", request.zone.code, workbook.id)
    headers, fields = request.POST.getlist("header"), request.POST.getlist("field")
    match_deal_columns(
        actor=request.actor,
        workbook=workbook,
        sheet=form.cleaned_data["sheet"],
        as_of=form.cleaned_data["as_of"],
        mapping=dict(zip(headers, fields, strict=True)),
    )
    return redirect("investment:import-preview", request.zone.code, workbook.id)


@require_POST
def commit(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    workbook = get_deal_workbook(import_id, actor=request.actor)
    read = read_stored_deals(workbook, open_deals(workbook), request.zone)
    take_in_deals(
        actor=request.actor, workbook=workbook, read=read, partial=request.POST.get("partial") == "yes"
    )
    return redirect("investment:import-preview", request.zone.code, workbook.id)


@require_POST
def discard(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    discard_deals(actor=request.actor, workbook=get_deal_workbook(import_id, actor=request.actor))
    return redirect("investment:import", request.zone.code)
