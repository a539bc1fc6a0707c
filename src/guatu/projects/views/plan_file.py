"""A plan to Microsoft Project and back: download, choose a file, see what it would change, commit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.errors import Fault, InvalidInput, NotFound
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.plan_file import CommitPlanForm, PlanFileForm
from guatu.projects.mspdi.edits import edits_between
from guatu.projects.mspdi.write import written
from guatu.projects.plan_changes import changes_in_words
from guatu.projects.rules.plan_spec import in_order
from guatu.projects.selectors.plan import plans_of
from guatu.projects.selectors.plan_file import plan_file
from guatu.projects.selectors.plan_outlook import outlook
from guatu.projects.selectors.projects import get_project
from guatu.projects.use_cases.import_plan import file_plan, import_plan
from guatu.projects.use_cases.tune_plan import tuned
from guatu.projects.views.plan_draft import Draft


@require_safe
def export(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """The approved plan, else the open one; `?version=` chooses."""
    project = get_project(project_id, actor=request.actor)
    plans = plans_of(project)
    asked = request.GET.get("version", "")
    plan = next((p for p in plans.plans if str(p.number) == asked), None) if asked else None
    plan = plan or (None if asked else plans.committed or plans.open)
    if plan is None:
        raise NotFound(_("There is no such plan."))
    name = f"{project.name}-{plan.number}.xml".replace("/", "-")
    return HttpResponse(
        written(plan_file(project, plan)),
        content_type="application/xml; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Choose a file; once sent, the page that says what it would change. Nothing is changed here."""
    draft = Draft(request, project_id)
    if not draft.is_tunable:
        return redirect("projects:plan", request.zone.code, project_id)
    posted = request.method == "POST"
    form = PlanFileForm(request.POST if posted else None, request.FILES if posted else None)
    if not posted or not form.is_valid():
        return _upload_page(request, draft, form, [])
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        return _preview(request, draft, file.name, content)
    except InvalidInput as error:
        return _upload_page(request, draft, form, error.faults)


def _upload_page(request: ZoneRequest, draft: Draft, form: PlanFileForm, faults: list[Fault]) -> HttpResponse:
    names = {m.code: m.name for m in draft.spec.milestones}
    shown = [(names.get(f.place.partition(".")[0], f.place), f.message) for f in faults]
    context = {"project": draft.project, "form": form, "faults": shown}
    status = 422 if faults or form.errors else 200
    return render(request, "projects/plan/file.html", context, status=status)


def _preview(request: ZoneRequest, draft: Draft, name: str, content: bytes) -> HttpResponse:
    """Raises `InvalidInput` where the file cannot be taken over."""
    before = in_order(draft.spec)
    proposal = file_plan(draft.plan, before, content)
    after = tuned(before, edits_between(before, proposal), draft.facts)
    context: dict[str, Any] = {
        "project": draft.project,
        "name": name,
        "changes": changes_in_words(before, after),
        "form": CommitPlanForm.holding(draft.plan, name, content),
        "target": (before.target, after.target) if before.target != after.target else None,
        "old": outlook(draft.project.zone_id, before, draft.facts, draft.today).dates,
        "new": outlook(draft.project.zone_id, after, draft.facts, draft.today).dates,
    }
    context["is_changed"] = before != after
    return render(request, "projects/plan/file_preview.html", context)


@require_POST
def commit(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Take the previewed file over."""
    draft = Draft(request, project_id)
    form = CommitPlanForm(request.POST, plan=draft.plan)
    if not form.is_valid():
        chosen = PlanFileForm()
        return _upload_page(request, draft, chosen, [Fault("", _("Choose the file again."))])
    name, content = form.cleaned_data["held"]
    try:
        count = import_plan(
            actor=request.actor,
            plan=draft.plan,
            content=content,
            name=name,
            version=form.cleaned_data["version"],
        )
    except InvalidInput as error:
        return _upload_page(request, draft, PlanFileForm(), error.faults)
    if count:
        messages.success(request, _("The draft is what the file says."))
    return redirect("projects:plan-tune", request.zone.code, project_id)
