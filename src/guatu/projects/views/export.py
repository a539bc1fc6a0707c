"""The project list back as a workbook."""

from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse

from guatu.organization.requests import ZoneRequest
from guatu.projects.sheets.export import export_projects

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(request: ZoneRequest) -> HttpResponse:
    """The list of a year (`?year=`, else the newest) with formulas in its total rows."""
    year = request.GET.get("year", "")
    target = BytesIO()
    export_projects(
        actor=request.actor,
        zone=request.zone,
        target=target,
        year=int(year) if year.isascii() and year.isdigit() else None,
    )
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    name = quote(f"{request.zone.name}项目清单.xlsx")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
