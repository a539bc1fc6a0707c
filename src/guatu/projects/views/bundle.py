"""Pages of the four-part bundle: who lacks what, who answers for what, and naming them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.core.clock import today
from guatu.organization.requests import ZoneRequest
from guatu.projects.choices import BundlePart, DutyRole
from guatu.projects.forms.bundle import BundleForm
from guatu.projects.policies.bundle import ASSIGN_BUNDLE, may_assign_bundle
from guatu.projects.rules.bundle import MISSING
from guatu.projects.selectors.bundle import (
    bundle_coverage,
    bundle_rows,
    current_duties,
    linkage,
    workloads,
)
from guatu.projects.selectors.filters import ANY, ProjectFilters, filter_choices, filtered_projects, one_of
from guatu.projects.selectors.projects import VIEW, get_project, sees_projects
from guatu.projects.use_cases.assign_bundle import assign_bundle
from guatu.projects.views.pages import FormPage, address, form_page, require, year_in

PAGE = 100


@require_GET
def index(request: ZoneRequest) -> HttpResponse:
    """Coverage of `?year=` in percent, and the incomplete bundles; `?missing=` is one part."""
    require(sees_projects(actor=request.actor), VIEW)
    year, day = year_in(request), today(request.zone)
    missing = one_of(request.GET, "missing", BundlePart.values) or ANY
    planned = filtered_projects(actor=request.actor, filters=ProjectFilters(year=year))
    lacking = filtered_projects(actor=request.actor, filters=ProjectFilters(year=year, missing=missing))
    coverage = bundle_coverage(planned, zone_id=request.zone.id, day=day)
    ordered = lacking.order_by("unit__order", "unit__code", "name", "id")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    ids = [project.id for project in page.object_list]
    shown = lacking.filter(id__in=ids).order_by("unit__order", "unit__code", "name", "id")
    return render(
        request,
        "projects/bundle/bundles.html",
        {
            "coverage": coverage,
            "incomplete": coverage.total - coverage.complete,
            "share": coverage.share,
            "parts": [(part, MISSING[part], coverage.missing[part]) for part in BundlePart],
            "missing": missing,
            "rows": bundle_rows(shown, zone_id=request.zone.id, day=day),
            "page": page,
            "year": year,
            "years": filter_choices(actor=request.actor, year=year).years,
            "may_assign": request.actor.may(ASSIGN_BUNDLE),
        },
    )


@require_GET
def linkage_table(request: ZoneRequest) -> HttpResponse:
    """Who leads and who follows which project in `?year=`, with what each answers for."""
    require(sees_projects(actor=request.actor), VIEW)
    year = year_in(request)
    projects = filtered_projects(actor=request.actor, filters=ProjectFilters(year=year))
    zone_id = request.zone.id
    page = Paginator(linkage(projects, zone_id=zone_id, year=year), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "projects/bundle/linkage.html",
        {
            "leads": workloads(projects, DutyRole.LEAD_OFFICIAL, zone_id=zone_id),
            "liaisons": workloads(projects, DutyRole.LIAISON, zone_id=zone_id),
            "page": page,
            "year": year,
            "years": filter_choices(actor=request.actor, year=year).years,
        },
    )


@require_http_methods(["GET", "POST"])
def assign(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Name lead official, liaison and task force."""
    project = get_project(project_id, actor=request.actor)
    require(may_assign_bundle(request.actor, project), ASSIGN_BUNDLE)
    form = BundleForm(
        request.POST or None,
        actor=request.actor,
        project=project,
        current=current_duties(project),
        day=today(request.zone),
    )

    def act() -> str:
        data = form.cleaned_data
        assign_bundle(
            actor=request.actor, project=project, bundle=form.bundle(), on=data["on"], reason=data["reason"]
        )
        messages.success(request, _("Who answers for the project is saved."))
        return address(request, "project", project.id)

    page = FormPage(
        _("Who answers for the project"), _("Save"), address(request, "project", project.id), project.name
    )
    return form_page(request, form, page, act)
