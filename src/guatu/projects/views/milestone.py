"""One milestone: its page, its actual dates, its forecast; and milestones across projects."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.organization.forms.fields import unit_choices
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.milestone import AchieveForm, ForecastForm
from guatu.projects.models.plan import Milestone
from guatu.projects.plan_words import slip_words
from guatu.projects.policies.plan import may_achieve_milestone, may_forecast_milestone
from guatu.projects.selectors.milestone_view import milestone_view
from guatu.projects.selectors.plan import get_milestone
from guatu.projects.selectors.plan_lists import plans_to_approve, start_today
from guatu.projects.selectors.projects import VIEW, sees_projects
from guatu.projects.use_cases.achieve_milestone import achieve_milestone
from guatu.projects.use_cases.forecast_milestone import forecast_milestone
from guatu.projects.views.pages import require
from guatu.projects.views.parameters import unit_in


@require_safe
def show(request: ZoneRequest, milestone_id: UUID) -> HttpResponse:
    """Three dates, what was promised before, why it slips, what it waits for, and its record."""
    return _page(request, get_milestone(milestone_id, actor=request.actor))


def _page(
    request: ZoneRequest,
    milestone: Milestone,
    achieve_form: AchieveForm | None = None,
    forecast_form: ForecastForm | None = None,
) -> HttpResponse:
    day = today(request.zone)
    context: dict[str, Any] = {
        "project": milestone.project,
        "milestone": milestone,
        "detail": milestone_view(milestone, actor=request.actor, today=day),
        "achieve_form": achieve_form or AchieveForm(initial=AchieveForm.initial_of(milestone)),
        "forecast_form": forecast_form or ForecastForm(initial=ForecastForm.initial_of(milestone, day)),
        "history": history_of(milestone.id, zone_id=milestone.zone_id)[:30],
    }
    bad = any(form is not None and form.errors for form in (achieve_form, forecast_form))
    return render(request, "projects/plan/milestone.html", context, status=422 if bad else 200)


@require_safe
def card(request: ZoneRequest, milestone_id: UUID) -> HttpResponse:
    """The same in short, as a fragment for a popover."""
    milestone = get_milestone(milestone_id, actor=request.actor)
    detail = milestone_view(milestone, actor=request.actor, today=today(request.zone))
    return render(request, "projects/plan/_milestone_card.html", {"milestone": milestone, "detail": detail})


@require_POST
def achieve(request: ZoneRequest, milestone_id: UUID) -> HttpResponse:
    """Put down the actual dates."""
    milestone = get_milestone(milestone_id, actor=request.actor)
    require(may_achieve_milestone(request.actor, milestone), "projects.achieve_milestone")
    form = AchieveForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            achieve_milestone(actor=request.actor, milestone=milestone, **form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("Saved. %(outcome)s") % {"outcome": _outcome(milestone)})
            return redirect("projects:milestone", request.zone.code, milestone.id)
    return _page(request, milestone, achieve_form=form)


@require_POST
def forecast(request: ZoneRequest, milestone_id: UUID) -> HttpResponse:
    """Answer for another finish."""
    milestone = get_milestone(milestone_id, actor=request.actor)
    require(may_forecast_milestone(request.actor, milestone), "projects.forecast_milestone")
    form = ForecastForm(request.POST)
    if form.is_valid():
        try:
            forecast_milestone(actor=request.actor, milestone=milestone, **form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("Saved. %(outcome)s") % {"outcome": _outcome(milestone)})
            return redirect("projects:milestone", request.zone.code, milestone.id)
    return _page(request, milestone, forecast_form=form)


def _outcome(milestone: Milestone) -> str:
    """What the project's completion is forecast for now."""
    project = milestone.project
    project.refresh_from_db(fields=["forecast_finish", "committed_finish", "actual_finish"])
    if project.forecast_finish is None or project.committed_finish is None:
        return ""
    days = (project.forecast_finish - project.committed_finish).days
    return _("Completion of the project: %(slip)s.") % {
        "slip": slip_words(days, is_fact=project.actual_finish is not None)
    }


@require_safe
def starting(request: ZoneRequest) -> HttpResponse:
    """What has to start today, across projects; `?unit=` and `?mine=yes` narrow it."""
    require(sees_projects(actor=request.actor), VIEW)
    unit_id, mine = unit_in(request), request.GET.get("mine") == "yes"
    day = today(request.zone)
    context = {
        "list": start_today(actor=request.actor, today=day, unit_id=unit_id, mine=mine),
        "day": day,
        "units": unit_choices(actor=request.actor),
        "unit_id": unit_id,
        "mine": mine,
    }
    return render(request, "projects/plan/start_today.html", context)


@require_safe
def to_approve(request: ZoneRequest) -> HttpResponse:
    """Plans that wait for the actor's decision."""
    require(sees_projects(actor=request.actor), VIEW)
    return render(request, "projects/plan/to_approve.html", {"plans": plans_to_approve(actor=request.actor)})
