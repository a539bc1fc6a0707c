"""The facts that lights look at, for many projects in a fixed number of queries."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Max, Sum

from guatu.core.periods import month_end
from guatu.projects.choices import Ledger
from guatu.projects.models.plan import Milestone
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.rules.lights import LightFacts

# Figures of a month are expected from this day of the next month on.
EXPECTED_FROM_DAY = 8


def months_elapsed(today: date, year: int, reported_to: int) -> int:
    """Months of `year` that are to be judged: those reported, and those whose figures should be in by now."""
    if year < today.year:
        return 12
    if year > today.year:
        return 0
    expected = today.month - 1 if today.day >= EXPECTED_FROM_DAY else today.month - 2
    return max(reported_to if month_end(year, max(reported_to, 1)) <= today else 0, expected, 0)


def light_facts(
    zone_id: UUID, today: date, project_ids: Collection[UUID] | None = None
) -> dict[UUID, LightFacts]:
    """Facts by project id; all projects of the zone that are not withdrawn where no ids are given (4 queries)."""
    projects = Project.objects.filter(zone_id=zone_id, withdrawn_on__isnull=True)
    years = ProjectYear.objects.filter(zone_id=zone_id, year=today.year)
    money = InvestmentEntry.objects.filter(zone_id=zone_id, year=today.year, ledger=Ledger.DISPATCH)
    open_milestones = Milestone.objects.filter(
        zone_id=zone_id, committed_finish__isnull=False, actual_finish__isnull=True, dropped_on__isnull=True
    )
    if project_ids is not None:
        projects = projects.filter(id__in=project_ids)
        years, money = years.filter(project_id__in=project_ids), money.filter(project_id__in=project_ids)
        open_milestones = open_milestones.filter(project_id__in=project_ids)
    plans = dict(years.values_list("project_id", "annual_plan_cny"))
    spent = {
        row[0]: (row[1], row[2])
        for row in money.values_list("project_id").annotate(Sum("total"), Max("last_month")).order_by()
    }
    first_open: dict[UUID, tuple[str, date]] = {
        row[0]: (row[1], row[2])  # type: ignore[misc]  # filtered: not null
        for row in open_milestones.order_by("project_id", "committed_finish", "order")
        .distinct("project_id")
        .values_list("project_id", "name", "committed_finish")
    }
    facts = {}
    for row in projects.values_list(
        "id", "committed_start", "actual_start", "committed_finish", "actual_finish"
    ):
        total, reported_to = spent.get(row[0], (None, 0))
        milestone = first_open.get(row[0])
        late = milestone is not None and milestone[1] < today
        facts[row[0]] = LightFacts(
            today=today,
            annual_plan_cny=plans.get(row[0]),
            year_to_date_cny=total,
            months_elapsed=months_elapsed(today, today.year, reported_to),
            committed_start=row[1],
            actual_start=row[2],
            committed_finish=row[3],
            actual_finish=row[4],
            late_milestone=milestone if late else None,
            next_milestone=None if late else milestone,
        )
    return facts
