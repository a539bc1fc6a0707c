"""Reading progress reports: a project's, the feed of all, and the panel on a project's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from guatu.attachments.models import Attachment
from guatu.attachments.selectors import attachments_of
from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.core.periods import Period
from guatu.projects.models.progress import ProgressItem, ProgressReport
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import may_file_progress_report
from guatu.projects.rules.progress import days_since, has_to_report, reporting_week
from guatu.projects.selectors.lists import on_list
from guatu.projects.selectors.projects import visible_projects

PAGE = 20


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with what it tells of buildings and lines (each with its `work`) and its files."""

    report: ProgressReport
    items: Sequence[ProgressItem]
    files: Sequence[Attachment]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of reports, newest first."""

    views: Sequence[ReportView]
    page: Page[Any]


@dataclass(frozen=True, slots=True)
class FeedFilters:
    """Which reports the feed shows: of a project, a unit, a list, a week, only those with photos."""

    project_id: UUID | None = None
    unit_id: UUID | None = None
    list_id: UUID | None = None
    week: Period | None = None
    with_photos: bool = False


@dataclass(frozen=True, slots=True)
class ProgressPanel:
    """What the project's page shows of its reports. `is_due`: it has to report this week and has not."""

    project: Project
    latest: ReportView | None
    count: int
    week: Period
    is_due: bool
    days_since: int | None
    may_file: bool


def visible_reports(*, actor: Actor) -> QuerySet[ProgressReport]:
    """The reports on projects that the actor may see."""
    return ProgressReport.objects.filter(
        zone_id=actor.zone_id, project_id__in=visible_projects(actor=actor).values("id")
    )


def get_report(report_id: UUID, *, actor: Actor) -> ProgressReport:
    report = visible_reports(actor=actor).select_related("project").filter(id=report_id).first()
    if report is None:
        raise NotFound("progress report")
    return report


def reports_of(project: Project, *, number: int = 1) -> ReportPage:
    """A page of the reports on a project that the caller was allowed to see (four queries)."""
    reports = ProgressReport.objects.filter(zone_id=project.zone_id, project=project)
    return _page(reports, project.zone_id, number)


def progress_feed(*, actor: Actor, filters: FeedFilters = FeedFilters(), number: int = 1) -> ReportPage:
    """The newest reports of all visible projects, or of those that the filters let through (four queries)."""
    reports = visible_reports(actor=actor).select_related("project__unit")
    if filters.project_id is not None:
        reports = reports.filter(project_id=filters.project_id)
    if filters.unit_id is not None:
        reports = reports.filter(project__unit_id=filters.unit_id)
    if filters.list_id is not None:
        reports = reports.filter(project_id__in=on_list(filters.list_id, actor.zone_id))
    if filters.week is not None:
        reports = reports.filter(day__range=(filters.week.first, filters.week.last))
    if filters.with_photos:
        photos = Attachment.objects.filter(
            zone_id=OuterRef("zone_id"),
            subject_id=OuterRef("id"),
            subject_type=ProgressReport._meta.label_lower,
            is_image=True,
        )
        reports = reports.filter(Exists(photos))
    return _page(reports, actor.zone_id, number)


def progress_panel(project: Project, *, actor: Actor, day: date) -> ProgressPanel:
    """The newest report on a project that the caller was allowed to see, and whether one is due (≤ 5 queries)."""
    shown = reports_of_first(project)
    week = reporting_week(day)
    under_construction = has_to_report(
        week,
        actual_start=project.actual_start,
        actual_finish=project.actual_finish,
        withdrawn_on=project.withdrawn_on,
    )
    last = project.last_reported_on
    return ProgressPanel(
        project=project,
        latest=shown.views[0] if shown.views else None,
        count=shown.page.paginator.count,
        week=week,
        is_due=under_construction and (last is None or last < week.first),
        days_since=days_since(last, project.actual_start, day),
        may_file=project.withdrawn_on is None and may_file_progress_report(actor, project),
    )


def reports_of_first(project: Project) -> ReportPage:
    """The newest report alone, with the count of all."""
    reports = ProgressReport.objects.filter(zone_id=project.zone_id, project=project)
    return _page(reports, project.zone_id, 1, size=1)


def _page(reports: QuerySet[ProgressReport], zone_id: UUID, number: int, *, size: int = PAGE) -> ReportPage:
    told = ProgressItem.objects.select_related("work").order_by("work__kind", "work__name")
    ordered = reports.order_by("-day", "-filed_at", "-id").prefetch_related(
        Prefetch("items", queryset=told, to_attr="told")
    )
    page = Paginator(ordered, size).get_page(number)
    listed = list(page.object_list)
    files = attachments_of([report.id for report in listed], zone_id=zone_id)
    views = [ReportView(report, report.told, files[report.id]) for report in listed]
    return ReportPage(views, page)
