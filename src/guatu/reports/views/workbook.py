"""The page of a figure as a workbook."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from guatu.organization.requests import ZoneRequest
from guatu.reports.selectors.figure_page import rows_of
from guatu.reports.sheets.figure_workbook import write_figure
from guatu.reports.views.figures import page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def download(request: ZoneRequest, name: str) -> HttpResponse:
    """What the page at the same question shows, with every row."""
    page = page_of(request, name)
    rows = [
        (base, rows_of(base, actor=request.actor, zone=request.zone, as_of=page.as_of)) for base in page.bases
    ]
    target = BytesIO()
    write_figure(target, page, rows, zone_name=request.zone.name)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    file_name = quote(f"{page.figure.label} {page.reading.wanted.period.label}.xlsx")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{file_name}"
    return response
