"""Who has not reported: projects under construction without a report in the reporting week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from guatu.core.actor import Actor
from guatu.core.periods import Period
from guatu.organization.models import Person
from guatu.projects.choices import DutyRole
from guatu.projects.models.progress import ProgressReport
from guatu.projects.models.project import Project
from guatu.projects.rules.progress import days_since
from guatu.projects.selectors.lists import on_list
from guatu.projects.selectors.projects import visible_projects, with_duties

PAGE = 100


@dataclass(frozen=True, slots=True)
class SilentProject:
    """A project that has not reported: its liaison, its last report before the week's end, days since then."""

    project: Project
    liaison: Person | None
    last_report: date | None
    days_since: int | None


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many projects of a unit are under construction in the week, and how many of them have not reported."""

    unit_id: UUID
    unit_name: str
    under_construction: int
    silent: int


@dataclass(frozen=True, slots=True)
class NotReported:
    """The list of a week: rows longest silent first, and the counts of all units the actor may see."""

    week: Period
    rows: Sequence[SilentProject]
    page: Page[Project]
    units: Sequence[UnitCount]

    @property
    def silent(self) -> int:
        return sum(unit.silent for unit in self.units)

    @property
    def under_construction(self) -> int:
        return sum(unit.under_construction for unit in self.units)


def not_reported(
    *,
    actor: Actor,
    week: Period,
    day: date,
    unit_id: UUID | None = None,
    list_id: UUID | None = None,
    number: int = 1,
) -> NotReported:
    """Projects under construction whose last report is older than `week`, seen from `day` (four queries).

    `week` is any seven days, see `rules.progress.reporting_week`. For a week that is over, what was reported
    after it does not count. With `list_id` only the projects on that list are looked at.
    """
    projects = _with_last_report(visible_projects(actor=actor), week, day).filter(_under_construction(week))
    if list_id is not None:
        projects = projects.filter(id__in=on_list(list_id, actor.zone_id))
    silent = Q(last_day__isnull=True) | Q(last_day__lt=week.first)
    units = [
        UnitCount(*row)
        for row in projects.values_list("unit_id", "unit__name")
        .annotate(under_construction=Count("id"), silent=Count("id", filter=silent))
        .order_by("-silent", "unit__order", "unit__name")
    ]
    listed = with_duties(projects.filter(silent)).select_related("unit")
    if unit_id is not None:
        listed = listed.filter(unit_id=unit_id)
    page = Paginator(listed.order_by(F("last_day").asc(nulls_first=True), "name"), PAGE).get_page(number)
    seen_from = min(day, week.last)
    rows = [_row(project, seen_from) for project in page.object_list]
    return NotReported(week, rows, page, units)


def _under_construction(week: Period) -> Q:
    """The same as `rules.progress.has_to_report`, in SQL."""
    return (
        Q(actual_start__lte=week.last)
        & (Q(actual_finish__isnull=True) | Q(actual_finish__gt=week.last))
        & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=week.last))
    )


def _with_last_report(projects: QuerySet[Project], week: Period, day: date) -> QuerySet[Project]:
    """`last_day`: the last report, as it was known at the week's end."""
    if week.last >= day:
        return projects.annotate(last_day=F("last_reported_on"))
    before_its_end = (
        ProgressReport.objects.filter(
            zone_id=OuterRef("zone_id"), project_id=OuterRef("id"), day__lte=week.last
        )
        .order_by("-day")
        .values("day")[:1]
    )
    return projects.annotate(last_day=Subquery(before_its_end))


def _row(project: Project, day: date) -> SilentProject:
    duties = {duty.role: duty.person for duty in project.current_duties}  # type: ignore[attr-defined]
    last: date | None = project.last_day  # type: ignore[attr-defined]
    return SilentProject(
        project, duties.get(DutyRole.LIAISON), last, days_since(last, project.actual_start, day)
    )
