"""The project list back as a workbook, and for a map."""

from io import BytesIO
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from guatu.grids.rules.rfc7946 import MEDIA_TYPE, written
from guatu.organization.requests import ZoneRequest
from guatu.projects.policies.projects import may_export_projects
from guatu.projects.selectors.filters import read_filters
from guatu.projects.selectors.project_map import project_features
from guatu.projects.selectors.years import current_year
from guatu.projects.sheets.export import export_projects
from guatu.projects.views.pages import require

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
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


@require_safe
def download_map(request: ZoneRequest) -> HttpResponse:
    """The projects of the table, filtered as it is, as GeoJSON."""
    require(may_export_projects(request.actor), "projects.export_projects")

    def address(project_id: UUID) -> str:
        return request.build_absolute_uri(reverse("projects:project", args=[request.zone.code, project_id]))

    filters = read_filters(request.GET, year=current_year(request.zone))
    text = written(project_features(actor=request.actor, filters=filters, address=address))
    name = f"{request.zone.code}-projects.geojson"
    return HttpResponse(
        text, content_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
