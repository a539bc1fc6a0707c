"""Counts and sums of projects in a year: each project once, however many lists it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, FilteredRelation, Q, QuerySet, Sum

from guatu.projects.choices import CapitalOrigin, Ledger, StartClass, SubClass
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class ClassTotals:
    """The projects of one class: how many, total investment and annual plan in yuan."""

    projects: int = 0
    total_cny: Decimal = _NONE
    annual_plan_cny: Decimal = _NONE


@dataclass(frozen=True, slots=True)
class Totals:
    """Some projects in a year. `spent_cny` is the dispatch ledger, year to date.

    Started and not started are counted among the planned new starts; `unsaid` are carry-overs without a sub-class,
    `unplanned` projects without a plan for the year, `unpriced` projects whose total investment is not known.
    """

    projects: int
    total_cny: Decimal
    annual_plan_cny: Decimal
    spent_cny: Decimal
    carry_over: ClassTotals
    new_start: ClassTotals
    continuing: int
    equipment: int
    started: int
    concentrated: int
    unplanned: int
    unpriced: int
    foreign: int

    @property
    def unsaid(self) -> int:
        return self.carry_over.projects - self.continuing - self.equipment

    @property
    def not_started(self) -> int:
        return self.new_start.projects - self.started

    @property
    def start_rate(self) -> Fraction | None:
        """Started ÷ planned new starts, 0–1; None where none is planned."""
        return Fraction(self.started, self.new_start.projects) if self.new_start.projects else None

    @property
    def completion_rate(self) -> Fraction | None:
        """Spent this year ÷ annual plan, 0–1 and beyond; None where nothing is planned."""
        return Fraction(self.spent_cny) / Fraction(self.annual_plan_cny) if self.annual_plan_cny else None


NO_PROJECTS = Totals(0, _NONE, _NONE, _NONE, ClassTotals(), ClassTotals(), 0, 0, 0, 0, 0, 0, 0)


def totals(projects: QuerySet[Project], *, zone_id: UUID, year: int) -> Totals:
    """Counts and sums of `projects` in `year` (two queries)."""
    counted = (
        projects.order_by()
        .annotate(of_year=FilteredRelation("years", condition=Q(years__year=year)))
        .aggregate(**_columns(""))
    )
    spent = InvestmentEntry.objects.filter(
        zone_id=zone_id, year=year, ledger=Ledger.DISPATCH, project_id__in=projects.order_by().values("id")
    ).aggregate(spent=Sum("total"))
    return _totals(counted, spent["spent"])


def totals_by_list(
    projects: QuerySet[Project], *, zone_id: UUID, year: int, lists_of: int | None = None
) -> dict[UUID, Totals]:
    """List id → counts and sums of those of `projects` that stand on it today (two queries).

    `lists_of` is the year of the lists, `year` that of the plans and the money.
    """
    standing = ListMembership.objects.filter(
        zone_id=zone_id,
        list__year=lists_of or year,
        left_on__isnull=True,
        project_id__in=projects.order_by().values("id"),
    ).order_by()
    counted = (
        standing.annotate(of_year=FilteredRelation("project__years", condition=Q(project__years__year=year)))
        .values("list_id")
        .annotate(**_columns("project__"))
    )
    spent = dict(
        standing.filter(project__investments__year=year, project__investments__ledger=Ledger.DISPATCH)
        .values_list("list_id")
        .annotate(Sum("project__investments__total"))
    )
    return {row["list_id"]: _totals(row, spent.get(row["list_id"])) for row in counted}


def _columns(project: str) -> dict[str, Aggregate]:
    """The aggregates over rows joined to `of_year`; `project` is the way from the row to the project."""
    carry_over = Q(of_year__start_class=StartClass.CARRY_OVER)
    new_start = Q(of_year__start_class=StartClass.NEW_START)
    total, plan = f"{project}total_cny", "of_year__annual_plan_cny"
    started = Q(**{f"{project}actual_start__isnull": False})
    return {
        "n": Count("id"),
        "total": Sum(total),
        "plan": Sum(plan),
        "carried": Count("id", filter=carry_over),
        "carried_total": Sum(total, filter=carry_over),
        "carried_plan": Sum(plan, filter=carry_over),
        "new": Count("id", filter=new_start),
        "new_total": Sum(total, filter=new_start),
        "new_plan": Sum(plan, filter=new_start),
        "continuing": Count("id", filter=carry_over & Q(of_year__sub_class=SubClass.CONTINUING)),
        "equipment": Count("id", filter=carry_over & Q(of_year__sub_class=SubClass.EQUIPMENT)),
        "started": Count("id", filter=new_start & started),
        "concentrated": Count("id", filter=Q(of_year__concentrated_start=True)),
        "unplanned": Count("id", filter=Q(of_year__id__isnull=True)),
        "unpriced": Count("id", filter=Q(**{f"{project}total_cny__isnull": True})),
        "foreign": Count("id", filter=Q(**{f"{project}capital_origin": CapitalOrigin.FOREIGN})),
    }


def _totals(row: Mapping[str, Any], spent: Decimal | None) -> Totals:
    return Totals(
        projects=row["n"],
        total_cny=row["total"] or _NONE,
        annual_plan_cny=row["plan"] or _NONE,
        spent_cny=spent or _NONE,
        carry_over=ClassTotals(row["carried"], row["carried_total"] or _NONE, row["carried_plan"] or _NONE),
        new_start=ClassTotals(row["new"], row["new_total"] or _NONE, row["new_plan"] or _NONE),
        continuing=row["continuing"],
        equipment=row["equipment"],
        started=row["started"],
        concentrated=row["concentrated"],
        unplanned=row["unplanned"],
        unpriced=row["unpriced"],
        foreign=row["foreign"],
    )
