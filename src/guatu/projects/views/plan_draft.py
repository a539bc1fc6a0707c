"""Tuning the draft of a plan: its durations at once, one milestone at a time, and the effect before it is saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotFound
from guatu.organization.requests import ZoneRequest
from guatu.projects.choices import PlanStatus
from guatu.projects.forms.milestone import MilestoneForm, new_code
from guatu.projects.forms.plan import TuneForm, duration_field
from guatu.projects.models.plan import Plan
from guatu.projects.policies.plan import may_submit_plan, may_tune_plan
from guatu.projects.rules.plan_edits import ChangeMilestone, DropMilestone
from guatu.projects.rules.plan_spec import MilestoneSpec
from guatu.projects.selectors.plan import facts_of, milestones_of, plan_spec, plans_of
from guatu.projects.selectors.plan_outlook import outlook
from guatu.projects.selectors.plan_view import view_of
from guatu.projects.selectors.projects import get_project
from guatu.projects.use_cases.tune_plan import tune_plan, tuned
from guatu.projects.views.pages import FormPage, address, form_page, require


class Draft:
    """The open draft of a project with what it says, for whoever may tune it."""

    def __init__(self, request: ZoneRequest, project_id: UUID) -> None:
        self.project = get_project(project_id, actor=request.actor)
        self.plans = plans_of(self.project)
        plan = self.plans.open
        if plan is None:
            raise NotFound(_("There is no draft of a plan."))
        require(may_tune_plan(request.actor, plan), "projects.tune_plan")
        self.plan: Plan = plan
        self.spec = plan_spec(plan)
        self.milestones = milestones_of(self.project)
        self.facts = facts_of(self.project, self.milestones, self.spec)
        self.today = today(request.zone)

    @property
    def is_tunable(self) -> bool:
        return self.plan.status in (PlanStatus.DRAFT, PlanStatus.RETURNED)


@require_http_methods(["GET", "HEAD", "POST"])
def tune(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """All durations and the target in one form."""
    draft = Draft(request, project_id)
    if not draft.is_tunable:
        return redirect("projects:plan", request.zone.code, project_id)
    form = _tune_form(request, draft)
    if request.method == "POST" and form.is_valid():
        try:
            tune_plan(
                actor=request.actor, plan=draft.plan, edits=form.edits(), version=form.cleaned_data["version"]
            )
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("projects:plan-tune", request.zone.code, project_id)
    return _tune_page(request, draft, form)


def _tune_page(request: ZoneRequest, draft: Draft, form: TuneForm) -> HttpResponse:
    found = outlook(draft.project.zone_id, draft.spec, draft.facts, draft.today)
    context: dict[str, Any] = {
        "project": draft.project,
        "form": form,
        "view": view_of(draft.project, draft.plan, draft.plans, found, draft.milestones),
        "durations": form.durations(),
        "may_submit": may_submit_plan(request.actor, draft.plan),
    }
    return render(request, "projects/plan/tune.html", context, status=422 if form.errors else 200)


def _tune_form(request: ZoneRequest, draft: Draft) -> TuneForm:
    data = request.POST if request.method == "POST" else None
    return TuneForm(data, spec=draft.spec, facts=draft.facts, version=draft.plan.version)


@require_POST
def preview(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """What follows from the form as it stands, without saving it: a fragment for the tuning page."""
    draft = Draft(request, project_id)
    form = _tune_form(request, draft)
    context: dict[str, Any] = {"project": draft.project, "form": form, "may_compress": True}
    if form.is_valid():
        try:
            spec = tuned(draft.spec, form.edits(), draft.facts)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            found = outlook(draft.project.zone_id, spec, draft.facts, draft.today)
            context["view"] = view_of(draft.project, draft.plan, draft.plans, found, draft.milestones)
            context["is_changed"] = spec != draft.spec
    context["faults"] = [
        (m.code, form.errors[name]) for m in form.open if (name := duration_field(m.code)) in form.errors
    ]
    return render(request, "projects/plan/_preview.html", context)


@require_POST
def compress(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Save the form, and with it the compression that was proposed for it."""
    draft = Draft(request, project_id)
    form = _tune_form(request, draft)
    if form.is_valid():
        try:
            edits = form.edits()
            found = outlook(
                draft.project.zone_id, tuned(draft.spec, edits, draft.facts), draft.facts, draft.today
            )
            cuts = found.remedies.milestones if found.remedies is not None else ()
            # What is under way is compressed on the site: its planned duration is history.
            shorter = [
                ChangeMilestone(cut.id, {"duration": cut.compressed})
                for cut in cuts
                if not found.dates.by_code[cut.id].started
            ]
            tune_plan(
                actor=request.actor,
                plan=draft.plan,
                edits=[*edits, *shorter],
                version=form.cleaned_data["version"],
                reason=_("compressed to meet the targets"),
            )
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("The durations are compressed as proposed."))
            return redirect("projects:plan-tune", request.zone.code, project_id)
    return _tune_page(request, draft, form)


@require_http_methods(["GET", "HEAD", "POST"])
def add_milestone(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """A milestone that the draft does not have yet."""
    draft = Draft(request, project_id)
    code = new_code(draft.spec, {m.code for m in draft.milestones})
    return _milestone_page(request, draft, code, None)


@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request: ZoneRequest, project_id: UUID, code: str) -> HttpResponse:
    """Everything the draft says of one milestone."""
    draft = Draft(request, project_id)
    return _milestone_page(request, draft, code, _spec_of(draft, code))


def _spec_of(draft: Draft, code: str) -> MilestoneSpec:
    found = draft.spec.by_code.get(code)
    if found is None:
        raise NotFound(_("There is no such milestone."))
    return found


def _milestone_page(
    request: ZoneRequest, draft: Draft, code: str, known: MilestoneSpec | None
) -> HttpResponse:
    form = MilestoneForm(
        request.POST if request.method == "POST" else None,
        spec=draft.spec,
        milestone=known,
        actor=request.actor,
        version=draft.plan.version,
    )
    back = address(request, "plan-tune", draft.project.id)
    page = FormPage(known.name if known is not None else _("New milestone"), _("Save"), back)
    happened = known is not None and code in draft.facts and draft.facts[code].actual_finish is not None

    def act() -> str:
        tune_plan(
            actor=request.actor, plan=draft.plan, edits=form.edits(code), version=form.cleaned_data["version"]
        )
        return back

    return form_page(
        request,
        form,
        page,
        act,
        template="projects/plan/milestone_form.html",
        project=draft.project,
        spec=known,
        stages=list(dict.fromkeys(m.stage for m in draft.spec.milestones if m.stage)),
        may_drop=known is not None and not known.anchor and not happened,
    )


@require_POST
def drop_milestone(request: ZoneRequest, project_id: UUID, code: str) -> HttpResponse:
    """Take a milestone out of the draft."""
    draft = Draft(request, project_id)
    name = _spec_of(draft, code).name
    tune_plan(actor=request.actor, plan=draft.plan, edits=[DropMilestone(code)])
    messages.success(request, _("“%(name)s” is out of the draft.") % {"name": name})
    return redirect("projects:plan-tune", request.zone.code, project_id)
