"""Why a light is as it is, setting it by hand, and how it has changed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.lights import OverrideForm, WithdrawForm
from guatu.projects.models.project import Project
from guatu.projects.policies.lights import OVERRIDE, may_override_light, may_withdraw_light_override
from guatu.projects.selectors.lights import light_history, light_view
from guatu.projects.selectors.matters_panel import first_matters
from guatu.projects.selectors.projects import get_project
from guatu.projects.use_cases.override_light import override_light
from guatu.projects.use_cases.withdraw_light_override import withdraw_light_override
from guatu.projects.views.pages import require

USUAL_DAYS = 14


@require_safe
def why(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """The fragment of the why-popover: the rules' findings, and the matters that hold the project up: those
    above where `?first=matters`."""
    project = get_project(project_id, actor=request.actor)
    context = {
        "project": project,
        "light": light_view(project),
        "matters_first": request.GET.get("first") == "matters",
        "matters": first_matters(project, actor=request.actor, zone=request.zone),
    }
    return render(request, "projects/lights/why.html", context)


@require_safe
def show(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """A light with every rule's finding, setting it by hand for those who may, and its history."""
    project = get_project(project_id, actor=request.actor)
    return _page(request, project, _fresh_form(request))


@require_POST
def override(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Set the light by hand."""
    project = get_project(project_id, actor=request.actor)
    require(may_override_light(request.actor, project), OVERRIDE)
    form = OverrideForm(request.POST)
    if form.is_valid():
        try:
            override_light(actor=request.actor, project=project, **form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("The light is set by hand. It goes back to the rules by itself."))
            return redirect("projects:light", request.zone.code, project.id)
    return _page(request, project, form)


@require_POST
def withdraw(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Give the light back to the rules."""
    project = get_project(project_id, actor=request.actor)
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    withdraw_light_override(actor=request.actor, project=project, reason=reason)
    messages.success(request, _("The rules set this light again."))
    return redirect("projects:light", request.zone.code, project.id)


def _fresh_form(request: ZoneRequest) -> OverrideForm:
    return OverrideForm(initial={"expires_on": today(request.zone) + timedelta(days=USUAL_DAYS)})


def _page(request: ZoneRequest, project: Project, form: OverrideForm) -> HttpResponse:
    light = light_view(project)
    context = {
        "project": project,
        "light": light,
        "history": light_history(project),
        "may_override": light.override is None
        and light.rules is not None
        and project.withdrawn_on is None
        and may_override_light(request.actor, project),
        "may_withdraw": light.override is not None and may_withdraw_light_override(request.actor, project),
        "form": form,
        "withdraw_form": WithdrawForm(),
    }
    return render(request, "projects/lights/light.html", context, status=422 if form.errors else 200)
