"""Progress: the report from the site, a project's reports, the feed of all, and who has not reported."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.periods import Period
from guatu.notifications.policies import BROADCAST
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.progress import ProgressReportForm
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import may_file_progress_report, may_open_month
from guatu.projects.rules.progress import reporting_week
from guatu.projects.selectors.lists import visible_lists
from guatu.projects.selectors.not_reported import not_reported
from guatu.projects.selectors.progress import FeedFilters, progress_feed, reports_of
from guatu.projects.selectors.projects import get_project, visible_projects
from guatu.projects.selectors.works import works_of
from guatu.projects.use_cases.file_progress_report import file_progress_report
from guatu.projects.views.parameters import id_in, number_in, unit_in, week_in

# So many of those who have not reported are named above the feed.
NAMED = 8


@require_http_methods(["GET", "HEAD", "POST"])
def file_report(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """The report from the site. Sent twice with the same key, it is filed once and answered the same."""
    project = get_project(project_id, actor=request.actor)
    if not may_file_progress_report(request.actor, project):
        raise NotAllowed("projects.file_progress_report")
    posted = request.method == "POST"
    form = ProgressReportForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        works=works_of(project),
        today=today(request.zone),
    )
    if posted and form.is_valid():
        try:
            file_progress_report(
                actor=request.actor, project=project, client_key=_key(request), **form.values()
            )
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("The report is filed. Thank you."))
            return redirect("projects:progress-reports", request.zone.code, project.id)
    context = {"form": form, "project": project}
    status = 422 if form.errors else 200
    return render(request, "projects/progress/report_form.html", context, status=status)


def _key(request: ZoneRequest) -> UUID | None:
    """The key that makes sending twice filing once: from the header, else from the form."""
    given = [request.headers.get("Idempotency-Key", ""), *request.POST.getlist("idempotency_key")]
    text = next((key.strip() for key in given if key.strip()), "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput({"idempotency_key": _("The key of a report is a UUID.")}) from error


@require_safe
def reports(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Every report on one project, newest first."""
    project = get_project(project_id, actor=request.actor)
    context = {
        "project": project,
        "reports": reports_of(project, number=number_in(request)),
        "may_broadcast": request.actor.may(BROADCAST),
        "may_file": project.withdrawn_on is None and may_file_progress_report(request.actor, project),
    }
    return render(request, "projects/progress/reports.html", context)


@require_safe
def feed(request: ZoneRequest) -> HttpResponse:
    """What was reported, of all projects or of those asked for; and who has not reported this week."""
    filters = FeedFilters(
        project_id=id_in(request, "project"),
        unit_id=unit_in(request),
        list_id=id_in(request, "list"),
        week=week_in(request, None),
        with_photos=request.GET.get("photos") == "yes",
    )
    day = today(request.zone)
    silent = not_reported(
        actor=request.actor,
        week=reporting_week(day),
        day=day,
        unit_id=filters.unit_id,
        list_id=filters.list_id,
    )
    context = {
        "reports": progress_feed(actor=request.actor, filters=filters, number=number_in(request)),
        "filters": filters,
        "project": _project(request, filters.project_id),
        "silent": silent,
        "named": silent.rows[:NAMED],
        "units": _units(request),
        "lists": visible_lists(actor=request.actor).filter(year=day.year),
        "weeks": _last_weeks(request),
        "may_broadcast": request.actor.may(BROADCAST),
        "may_open_month": may_open_month(request.actor),
    }
    return render(request, "projects/progress/feed.html", context)


@require_safe
def silent(request: ZoneRequest) -> HttpResponse:
    """Which projects under construction have not reported in a week, with counts by unit."""
    day = today(request.zone)
    week = week_in(request, reporting_week(day))
    assert week is not None  # noqa: S101 - a default was given
    unit_id, list_id = unit_in(request), id_in(request, "list")
    context = {
        "found": not_reported(
            actor=request.actor,
            week=week,
            day=day,
            unit_id=unit_id,
            list_id=list_id,
            number=number_in(request),
        ),
        "unit_id": unit_id,
        "list_id": list_id,
        "lists": visible_lists(actor=request.actor).filter(year=day.year),
        "weeks": _last_weeks(request),
        "is_current": week.first <= day <= week.last,
        "may_open_month": may_open_month(request.actor),
    }
    return render(request, "projects/progress/not_reported.html", context)


def _project(request: ZoneRequest, project_id: UUID | None) -> Project | None:
    return None if project_id is None else get_project(project_id, actor=request.actor)


def _units(request: ZoneRequest) -> list[Unit]:
    shown = visible_projects(actor=request.actor).values("unit_id")
    return list(Unit.objects.filter(zone_id=request.zone.id, id__in=shown).order_by("order", "name"))


def _last_weeks(request: ZoneRequest, count: int = 8) -> list[Period]:
    """This week and those before it, newest first."""
    weeks = [reporting_week(today(request.zone))]
    while len(weeks) < count:
        before = weeks[-1].first.toordinal() - 1
        weeks.append(reporting_week(weeks[-1].first.fromordinal(before)))
    return weeks
