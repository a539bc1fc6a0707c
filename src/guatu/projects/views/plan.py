"""The plan of a project: its page, the first draft, the decision, beginning another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotFound
from guatu.organization.requests import ZoneRequest
from guatu.projects.choices import PlanStatus
from guatu.projects.forms.plan import DecisionForm, InstantiateForm, ReasonForm
from guatu.projects.models.plan import Plan
from guatu.projects.models.project import Project
from guatu.projects.policies.plan import (
    may_approve_plan,
    may_discard_plan,
    may_instantiate_plan,
    may_return_plan,
    may_revise_plan,
    may_submit_plan,
    may_tune_plan,
    submitted_by,
)
from guatu.projects.selectors.plan import PlansOfProject, plans_of
from guatu.projects.selectors.plan_templates import current_templates, template_for, template_spec
from guatu.projects.selectors.plan_versions import version_table
from guatu.projects.selectors.plan_view import plan_view
from guatu.projects.selectors.projects import get_project
from guatu.projects.use_cases.approve_plan import approve_plan
from guatu.projects.use_cases.discard_plan import discard_plan
from guatu.projects.use_cases.instantiate_plan import instantiate_plan
from guatu.projects.use_cases.return_plan import return_plan
from guatu.projects.use_cases.revise_plan import revise_plan
from guatu.projects.use_cases.submit_plan import submit_plan
from guatu.projects.views.pages import FormPage, address, form_page, require

TUNABLE = (PlanStatus.DRAFT, PlanStatus.RETURNED)


@require_safe
def show(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """The plan: what waits for a decision first, else the approved one, else the draft; `?version=` chooses."""
    project = get_project(project_id, actor=request.actor)
    plans = plans_of(project)
    plan = _chosen(request, plans)
    if plan is None:
        context: dict[str, Any] = {
            "project": project,
            "may_instantiate": project.withdrawn_on is None and may_instantiate_plan(request.actor, project),
        }
        return render(request, "projects/plan/no_plan.html", context)
    return _plan_page(request, project, plans, plan, DecisionForm(initial={"version": plan.version}))


def _chosen(request: ZoneRequest, plans: PlansOfProject) -> Plan | None:
    asked = request.GET.get("version", "")
    if asked:
        found = [plan for plan in plans.plans if str(plan.number) == asked]
        if not found:
            raise NotFound(_("There is no such plan."))
        return found[0]
    if plans.open is not None and plans.open.status == PlanStatus.SUBMITTED:
        return plans.open
    kept = [plan for plan in plans.plans if plan.status != PlanStatus.DISCARDED]
    return plans.committed or plans.open or next(iter(kept), None)


def _plan_page(
    request: ZoneRequest, project: Project, plans: PlansOfProject, plan: Plan, form: DecisionForm
) -> HttpResponse:
    actor, active = request.actor, project.withdrawn_on is None
    tunable, waiting = plan.status in TUNABLE, plan.status == PlanStatus.SUBMITTED
    own = submitted_by(actor, plan)
    context = {
        "project": project,
        "view": plan_view(project, plan, plans, today(request.zone)),
        "form": form,
        "history": history_of(plan.id, zone_id=project.zone_id)[:30],
        "may_tune": active and tunable and may_tune_plan(actor, plan),
        "may_submit": active and tunable and may_submit_plan(actor, plan),
        "may_discard": tunable and may_discard_plan(actor, plan),
        "may_approve": active and waiting and not own and may_approve_plan(actor, plan),
        "may_return": waiting and may_return_plan(actor, plan),
        "is_own": waiting and own,
        "may_revise": active
        and plans.open is None
        and plans.committed is not None
        and may_revise_plan(actor, project),
        "may_instantiate": active
        and plans.open is None
        and plans.committed is None
        and may_instantiate_plan(actor, project),
    }
    return render(request, "projects/plan/plan.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def instantiate(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Draft the first plan from a template (`?template=` chooses another than the one for the project's type)."""
    project = get_project(project_id, actor=request.actor)
    require(may_instantiate_plan(request.actor, project), "projects.instantiate_plan")
    templates = current_templates(actor=request.actor)
    chosen = next((t for t in templates if str(t.id) == request.GET.get("template")), None)
    template = chosen or template_for(project.type, templates) or next(iter(templates), None)
    if template is None:
        return render(request, "projects/plan/no_templates.html", {"project": project})
    spec = template_spec(template)
    form = InstantiateForm(
        request.POST if request.method == "POST" else None,
        spec=spec.plan,
        project=project,
        today=today(request.zone),
    )
    page = FormPage(_("Draft a plan"), _("Draft the plan"), address(request, "plan", project.id))

    def act() -> str:
        instantiate_plan(
            actor=request.actor,
            project=project,
            template=template,
            target=form.cleaned_data["target"],
            start_by=form.cleaned_data.get("start_by"),
            leave_out=form.leave_out(),
        )
        return address(request, "plan-tune", project.id)

    return form_page(
        request,
        form,
        page,
        act,
        template="projects/plan/instantiate.html",
        project=project,
        templates=templates,
        chosen=template,
        spec=spec,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Begin another plan from the approved one, saying why."""
    project = get_project(project_id, actor=request.actor)
    require(may_revise_plan(request.actor, project), "projects.revise_plan")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        _("Plan anew"),
        _("Begin the draft"),
        address(request, "plan", project.id),
        lead=_("The approved plan stays in force until the new one is approved."),
    )

    def act() -> str:
        revise_plan(actor=request.actor, project=project, reason=form.cleaned_data["reason"])
        return address(request, "plan-tune", project.id)

    return form_page(request, form, page, act)


@require_POST
def submit(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Submit the draft for approval."""
    plan = _open_plan(request, project_id)
    submit_plan(actor=request.actor, plan=plan, version=_version(request))
    messages.success(request, _("The plan is submitted. Somebody else decides on it."))
    return redirect("projects:plan", request.zone.code, project_id)


@require_POST
def approve(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Commit the project to the submitted plan."""

    def act(plan: Plan, meeting: str, note: str, version: int) -> str:
        approve_plan(actor=request.actor, plan=plan, meeting=meeting, note=note, version=version)
        return _("Approved. The project is committed to these dates.")

    return _decide(request, project_id, act)


@require_POST
def give_back(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Return the submitted plan to those who drafted it."""

    def act(plan: Plan, meeting: str, note: str, version: int) -> str:
        return_plan(actor=request.actor, plan=plan, note=note, version=version)
        return _("Returned. Those who drafted it see why.")

    return _decide(request, project_id, act)


def _decide(
    request: ZoneRequest, project_id: UUID, act: Callable[[Plan, str, str, int], str]
) -> HttpResponse:
    plan = _open_plan(request, project_id)
    form = DecisionForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            done = act(plan, data["meeting"], data["note"], data["version"])
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, done)
            return redirect("projects:plan", request.zone.code, project_id)
    return _plan_page(request, plan.project, plans_of(plan.project), plan, form)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Put the draft away."""
    plan = _open_plan(request, project_id)
    require(may_discard_plan(request.actor, plan), "projects.discard_plan")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        _("Discard the draft"), _("Discard"), address(request, "plan", project_id), danger=True,
        lead=_("It stays readable among the versions; what was approved stays in force."),
    )  # fmt: skip

    def act() -> str:
        discard_plan(actor=request.actor, plan=plan, reason=form.cleaned_data["reason"])
        messages.success(request, _("The draft is discarded."))
        return address(request, "plan", project_id)

    return form_page(request, form, page, act)


@require_safe
def versions(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Every baseline beside the others: what was rescheduled, and what is late."""
    project = get_project(project_id, actor=request.actor)
    context = {"project": project, "table": version_table(project)}
    return render(request, "projects/plan/versions.html", context)


def _open_plan(request: ZoneRequest, project_id: UUID) -> Plan:
    project = get_project(project_id, actor=request.actor)
    plan = plans_of(project).open
    if plan is None:
        raise NotFound(_("There is no draft of a plan."))
    return plan


def _version(request: ZoneRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
