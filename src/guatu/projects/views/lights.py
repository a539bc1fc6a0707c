"""Why a light is as it is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from guatu.organization.requests import ZoneRequest
from guatu.projects.selectors.lights import light_view
from guatu.projects.selectors.projects import get_project


def why(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """The fragment of the why-popover."""
    project = get_project(project_id, actor=request.actor)
    return render(request, "projects/lights/why.html", {"project": project, "light": light_view(project)})
