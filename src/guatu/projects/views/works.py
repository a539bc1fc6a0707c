"""Buildings and production lines: which there are, and editing them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from guatu.core.errors import InvalidInput, NotAllowed
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.progress import WorkForm
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import may_describe_works
from guatu.projects.selectors.projects import get_project
from guatu.projects.selectors.works import get_work, works_panel
from guatu.projects.use_cases.describe_works import describe_works


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: ZoneRequest, project_id: UUID, work_id: UUID | None = None) -> HttpResponse:
    """The buildings and lines of a project, with a form for new ones or for one that is there."""
    project = _project(request, project_id)
    work = get_work(work_id, project=project) if work_id is not None else None
    form = WorkForm(request.POST if request.method == "POST" else None, work=work)
    if request.method == "POST" and form.is_valid():
        try:
            describe_works(actor=request.actor, project=project, works=form.descriptions())
        except InvalidInput as error:
            form.add_faults(error)
        else:
            return redirect("projects:works-describe", request.zone.code, project.id)
    context = {
        "project": project,
        "panel": works_panel(project, actor=request.actor),
        "form": form,
        "work": work,
    }
    return render(request, "projects/progress/works.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: ZoneRequest, project_id: UUID, work_id: UUID) -> HttpResponse:
    """Take out one that was entered by mistake."""
    project = _project(request, project_id)
    work = get_work(work_id, project=project)
    describe_works(actor=request.actor, project=project, remove=[work.id])
    return redirect("projects:works-describe", request.zone.code, project.id)


def _project(request: ZoneRequest, project_id: UUID) -> Project:
    project = get_project(project_id, actor=request.actor)
    if not may_describe_works(request.actor, project):
        raise NotAllowed("projects.describe_works")
    return project
