"""Importing enterprises on a page: upload → every fault at its cell, or what would change → import."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.enterprises.choices import ImportStatus
from guatu.enterprises.forms.enterprise import ImportForm
from guatu.enterprises.policies import REGISTER, may_import_enterprises
from guatu.enterprises.sheets.fields import EXAMPLE, FIELDS
from guatu.enterprises.sheets.look import (
    content_of,
    enterprise_imports,
    get_enterprise_import,
    look_through,
    read_workbook,
)
from guatu.enterprises.use_cases.import_enterprises import import_enterprises
from guatu.enterprises.use_cases.upload_enterprises import upload_enterprises
from guatu.enterprises.views.pages import address, require
from guatu.organization.requests import ZoneRequest
from guatu.sheets.layout import ColumnSpec, DataLine, SheetSpec
from guatu.sheets.write import write_workbook

SHOWN = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ZoneRequest) -> HttpResponse:
    """Choose a file; a second look before anything changes."""
    earlier = enterprise_imports(actor=request.actor)[:20]
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = upload_enterprises(actor=request.actor, name=file.name, content=file.read())
        except InvalidInput as error:
            for fault in error.faults:
                form.add_error("file", fault.message)
        else:
            return redirect(address(request, "import-preview", kept.id))
    context = {"form": form, "earlier": earlier, "fields": [field.label for field in FIELDS]}
    return render(request, "enterprises/import.html", context, status=422 if form.errors else 200)


@require_safe
def template(request: ZoneRequest) -> HttpResponse:
    """A workbook to fill in, with one invented line."""
    require(may_import_enterprises(request.actor), REGISTER)
    columns = [ColumnSpec(field.name, field.label, key=field.key) for field in FIELDS]
    target = BytesIO()
    write_workbook(target, [SheetSpec("企业名录", columns, [DataLine(EXAMPLE)], titles=["企业名录"])])
    answer = HttpResponse(target.getvalue(), content_type=_XLSX)
    answer["Content-Disposition"] = 'attachment; filename="enterprises.xlsx"'
    return answer


@require_safe
def preview(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    """What the file would do, or every fault in it."""
    kept = get_enterprise_import(import_id, actor=request.actor)
    if kept.status != ImportStatus.UPLOADED:
        return render(request, "enterprises/import_preview.html", {"upload": kept, "done": kept.result})
    look = look_through(
        read_workbook(content_of(kept), kept.name), actor=request.actor, day=today(request.zone)
    )
    context = {
        "upload": kept,
        "look": look,
        "problems": look.problems[:SHOWN],
        "more_problems": max(0, len(look.problems) - SHOWN),
        "planned": look.planned[:SHOWN],
        "more_planned": max(0, len(look.planned) - SHOWN),
    }
    return render(request, "enterprises/import_preview.html", context, status=422 if look.problems else 200)


@require_POST
def commit(request: ZoneRequest, import_id: UUID) -> HttpResponse:
    """All of it, or none; what has changed meanwhile is shown again."""
    kept = get_enterprise_import(import_id, actor=request.actor)
    try:
        import_enterprises(actor=request.actor, upload=kept)
    except InvalidInput:
        messages.error(request, _("Nothing was imported: the register has changed meanwhile."))
    else:
        messages.success(request, _("The enterprises are imported."))
    return redirect(address(request, "import-preview", kept.id))
