"""The project's own page: a battle order 作战单 on one sheet."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from guatu.audit.selectors import history_of
from guatu.organization.requests import ZoneRequest
from guatu.projects.selectors.projects import get_project


def show(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    project = get_project(project_id, actor=request.actor)
    return render(
        request,
        "projects/project.html",
        {"project": project, "history": history_of(project.id, zone_id=project.zone_id)[:20]},
    )
