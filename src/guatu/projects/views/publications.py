"""Making projects public, and the file of what is."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.project import PublishForm, UnpublishForm
from guatu.projects.policies.projects import PUBLISH, may_publish_project
from guatu.projects.selectors.projects import get_project
from guatu.projects.selectors.publications import oc4ids_package
from guatu.projects.use_cases.publish_project import publish_project
from guatu.projects.use_cases.unpublish_project import unpublish_project
from guatu.projects.views.pages import FormPage, address, form_page, require

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
def publish(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    project = get_project(project_id, actor=request.actor)
    require(may_publish_project(request.actor, project), PUBLISH)
    form = PublishForm(request.POST if request.method == "POST" else None)
    back = address(request, "project", project.id)

    def act() -> str:
        publish_project(actor=request.actor, project=project, **form.cleaned_data)
        messages.success(request, _("“%s” is public.") % project.name)
        return back

    lead = _(
        "Name, code, type, industry, total investment, construction unit and investor, dates, committed milestones and "
        "the place go out with the public data (OC4IDS)."
    )
    return form_page(
        request, form, FormPage(_("Make %s public") % project.name, _("Publish"), back, lead), act
    )


@form_methods
def unpublish(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    project = get_project(project_id, actor=request.actor)
    require(may_publish_project(request.actor, project), PUBLISH)
    form = UnpublishForm(request.POST if request.method == "POST" else None)
    back = address(request, "project", project.id)

    def act() -> str:
        unpublish_project(actor=request.actor, project=project, **form.cleaned_data)
        messages.success(request, _("“%s” is public no more.") % project.name)
        return back

    page = FormPage(
        _("Take %s out of the public data") % project.name,
        _("Publish no more"),
        back,
        _("Whoever has downloaded it keeps what they have."),
        danger=True,
    )
    return form_page(request, form, page, act)


@require_safe
def download(request: ZoneRequest) -> HttpResponse:
    """The public projects as an OC4IDS package."""
    uri = request.build_absolute_uri(reverse("projects:oc4ids", args=[request.zone.code]))
    document = oc4ids_package(actor=request.actor, zone=request.zone, uri=uri)
    name = f"{request.zone.code}-oc4ids.json"
    return HttpResponse(
        json.dumps(document, ensure_ascii=False, indent=1),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
