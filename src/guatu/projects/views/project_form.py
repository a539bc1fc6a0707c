"""Pages that enter a project, change its facts, plan a year of it, withdraw it and take it up again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guatu.core.clock import today
from guatu.organization.requests import ZoneRequest
from guatu.projects.details import YEARS
from guatu.projects.forms.project import ProjectForm, ReinstateForm, WithdrawForm, YearForm
from guatu.projects.policies.projects import (
    CREATE_PROJECT,
    EDIT_PROJECT,
    may_create_project,
    may_edit_project,
    may_plan_year,
    may_withdraw_project,
)
from guatu.projects.selectors.projects import get_project
from guatu.projects.selectors.years import get_year
from guatu.projects.use_cases.create_project import create_project
from guatu.projects.use_cases.edit_project import edit_project
from guatu.projects.use_cases.plan_year import plan_year
from guatu.projects.use_cases.reinstate_project import reinstate_project
from guatu.projects.use_cases.withdraw_project import withdraw_project
from guatu.projects.views.pages import FormPage, address, form_page, require, year_in

_TEMPLATE = "projects/project_form.html"


@require_http_methods(["GET", "POST"])
def create(request: ZoneRequest) -> HttpResponse:
    """A new project; then on to its year."""
    require(may_create_project(request.actor), CREATE_PROJECT)
    form = ProjectForm(request.POST or None, actor=request.actor)

    def act() -> str:
        unit = form.cleaned_data["unit"]
        project = create_project(actor=request.actor, unit=unit, details=form.details())
        messages.success(request, _("“%s” is entered. Say what it is to do this year.") % project.name)
        return address(request, "year-plan", project.id, year_in(request))

    page = FormPage(_("New project"), _("Enter the project"), address(request, "projects"))
    return form_page(request, form, page, act, template=_TEMPLATE)


@require_http_methods(["GET", "POST"])
def edit(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """The facts as they stand, to be changed."""
    project = get_project(project_id, actor=request.actor)
    require(may_edit_project(request.actor, project), EDIT_PROJECT)
    form = ProjectForm(request.POST or None, actor=request.actor, project=project)

    def act() -> str:
        data = form.cleaned_data
        project.version = data["version"] or project.version
        edit_project(
            actor=request.actor,
            project=project,
            unit=data["unit"],
            details=form.details(),
            reason=data["reason"],
        )
        messages.success(request, _("The facts are saved."))
        return address(request, "project", project.id)

    page = FormPage(
        _("Facts of the project"), _("Save"), address(request, "project", project.id), project.name
    )
    return form_page(
        request,
        form,
        page,
        act,
        stored=lambda: ProjectForm.initial_of(get_project(project_id, actor=request.actor)),
        template=_TEMPLATE,
    )


@require_http_methods(["GET", "POST"])
def plan(request: ZoneRequest, project_id: UUID, year: int) -> HttpResponse:
    """What the project is to do in `year`."""
    if year not in YEARS:
        raise Http404
    project = get_project(project_id, actor=request.actor)
    require(may_plan_year(request.actor, project), "projects.plan_year")
    form = YearForm(request.POST or None, row=get_year(project, year))

    def act() -> str:
        plan_year(
            actor=request.actor,
            project=project,
            year=year,
            plan=form.plan(),
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("The year %s is planned.") % year)
        return address(request, "project", project.id)

    page = FormPage(
        _("Year %s") % year, _("Save the year"), address(request, "project", project.id), project.name
    )
    return form_page(request, form, page, act, stored=lambda: YearForm(row=get_year(project, year)).initial)


@require_http_methods(["GET", "POST"])
def withdraw(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """The project is built no more."""
    project = get_project(project_id, actor=request.actor)
    require(may_withdraw_project(request.actor, project), "projects.withdraw_project")
    form = WithdrawForm(request.POST or None, initial={"on": today(request.zone)})

    def act() -> str:
        withdraw_project(actor=request.actor, project=project, **form.cleaned_data)
        messages.success(request, _("“%s” is withdrawn.") % project.name)
        return address(request, "project", project.id)

    page = FormPage(
        _("Withdraw the project"),
        _("Withdraw"),
        address(request, "project", project.id),
        _("%s leaves every list and counts nowhere from that day on. Its history stays.") % project.name,
        danger=True,
    )
    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def reinstate(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """A withdrawn project counts again."""
    project = get_project(project_id, actor=request.actor)
    require(may_withdraw_project(request.actor, project), "projects.withdraw_project")
    form = ReinstateForm(request.POST or None)

    def act() -> str:
        reinstate_project(actor=request.actor, project=project, reason=form.cleaned_data["reason"])
        messages.success(request, _("“%s” counts again.") % project.name)
        return address(request, "project", project.id)

    page = FormPage(
        _("Take the project up again"),
        _("Take up again"),
        address(request, "project", project.id),
        _("The lists it left are entered anew, each by itself."),
    )
    return form_page(request, form, page, act)
