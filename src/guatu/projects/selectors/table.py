"""The table of projects: any filtered set, sorted, a page at a time, with the sums of all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.expressions import OrderBy

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.projects.choices import DutyRole, Ledger, LightColour
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.rules.dated import in_words
from guatu.projects.selectors.filters import ProjectFilters, filtered_projects
from guatu.projects.selectors.totals import Totals, totals

PAGE = 100

_RANK = {colour: rank for rank, colour in enumerate(("red", "yellow", "green", "grey"))}
_LIGHT = Case(
    *(When(lights__colour=colour, then=Value(rank)) for colour, rank in _RANK.items()), default=Value(3)
)
# What a head of the table sorts by.
SORTS: dict[str, F | Case] = {
    "number": F("of_year__serial"),
    "light": _LIGHT,
    "name": F("name"),
    "unit": F("unit__order"),
    "class": F("of_year__start_class"),
    "total": F("total_cny"),
    "plan": F("of_year__annual_plan_cny"),
    "spent": F("spent"),
    "start": F("committed_start"),
    "started": F("actual_start"),
    "finish": F("committed_finish"),
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A project in its year. Money in yuan; `late_start` where it should have started and has not."""

    project: Project
    year: ProjectYear | None
    light: str
    lead_official: str
    liaison: str
    spent_cny: Decimal | None
    late_start: bool

    @property
    def light_label(self) -> Any:
        return LightColour(self.light).label

    @property
    def annual_plan_cny(self) -> Decimal | None:
        return self.year.annual_plan_cny if self.year else None

    @property
    def completion_rate(self) -> Fraction | None:
        plan = self.annual_plan_cny
        return Fraction(self.spent_cny) / Fraction(plan) if plan and self.spent_cny is not None else None

    @property
    def committed_start(self) -> str:
        return in_words(self.project.committed_start, self.project.committed_start_precision)

    @property
    def committed_finish(self) -> str:
        return in_words(self.project.committed_finish, self.project.committed_finish_precision)

    @property
    def actual_start(self) -> str:
        return in_words(self.project.actual_start, self.project.actual_start_precision)


@dataclass(frozen=True, slots=True)
class Table:
    """One page of rows, the sums of all pages, and how it is sorted (`-` before the name: descending)."""

    filters: ProjectFilters
    sort: str
    page: Page[Project]
    rows: Sequence[TableRow]
    totals: Totals


def project_table(
    *, actor: Actor, filters: ProjectFilters, day: date, sort: str = "", number: Any = 1
) -> Table:
    """Page `number` of what the filters let through (seven queries however many projects).

    Raises `InvalidInput` for a sort that is none of `SORTS`.
    """
    name = sort.removeprefix("-")
    if sort and name not in SORTS:
        raise InvalidInput({"sort": ", ".join(SORTS)})
    projects = filtered_projects(actor=actor, filters=filters)
    counted = totals(projects, zone_id=actor.zone_id, year=filters.year)
    paginator = Paginator(_sorted(projects, actor.zone_id, filters.year, sort or "number"), PAGE)
    paginator.count = counted.projects  # counted already
    page = paginator.get_page(number)
    shown = list(page.object_list)
    return Table(filters, sort, page, _rows(shown, actor.zone_id, filters.year, day), counted)


def _sorted(projects: QuerySet[Project], zone_id: UUID, year: int, sort: str) -> QuerySet[Project]:
    name = sort.removeprefix("-")
    found = projects.annotate(of_year=FilteredRelation("years", condition=Q(years__year=year)))
    if name == "spent":
        found = found.annotate(spent=Subquery(_spent(zone_id, year).filter(project_id=OuterRef("id"))))
    first = OrderBy(SORTS[name], descending=sort.startswith("-"), nulls_last=True)
    return found.select_related("unit").order_by(
        first, OrderBy(SORTS["number"], nulls_last=True), "name", "id"
    )


def _spent(zone_id: UUID, year: int) -> Any:
    entries = InvestmentEntry.objects.filter(zone_id=zone_id, year=year, ledger=Ledger.DISPATCH)
    return entries.order_by().values("project_id").annotate(sum=Sum("total")).values("sum")


def _rows(projects: Sequence[Project], zone_id: UUID, year: int, day: date) -> list[TableRow]:
    ids = [project.id for project in projects]
    years = {
        row.project_id: row
        for row in ProjectYear.objects.filter(zone_id=zone_id, year=year, project_id__in=ids)
    }
    lights = dict(
        ProjectLight.objects.filter(zone_id=zone_id, project_id__in=ids).values_list("project_id", "colour")
    )
    spent = dict(_spent(zone_id, year).filter(project_id__in=ids).values_list("project_id", "sum"))
    people: dict[UUID, dict[str, str]] = defaultdict(dict)
    for project_id, role, name in ProjectDuty.objects.filter(
        zone_id=zone_id, project_id__in=ids, valid_to__isnull=True
    ).values_list("project_id", "role", "person__name"):
        people[project_id][role] = name
    return [
        TableRow(
            project=project,
            year=years.get(project.id),
            light=lights.get(project.id, LightColour.GREY),
            lead_official=people[project.id].get(DutyRole.LEAD_OFFICIAL, ""),
            liaison=people[project.id].get(DutyRole.LIAISON, ""),
            spent_cny=spent.get(project.id),
            late_start=project.actual_start is None
            and project.committed_start is not None
            and project.committed_start < day,
        )
        for project in projects
    ]
