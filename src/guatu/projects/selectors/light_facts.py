"""The facts that lights look at, for many projects in a fixed number of queries."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Sum

from guatu.projects.choices import Ledger
from guatu.projects.models.plan import Milestone
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.rules.lights import LightFacts, months_counted
from guatu.projects.selectors.ledgers import month_deadlines


def light_facts(
    zone_id: UUID, today: date, project_ids: Collection[UUID] | None = None
) -> dict[UUID, LightFacts]:
    """Facts by project id; all projects of the zone that are not withdrawn where no ids are given (7 queries).

    A month's figures count from the day after its deadline, whether they have come in or not. Whether a project
    stands in the statistics library is not known yet, so `library_due_since` stays empty and its rule silent.
    """
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
    counts_from = [d.closes_on + timedelta(days=1) for d in month_deadlines(zone_id, today.year)]
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
    # Many projects share the few months that figures reach to.
    elapsed = {last: months_counted(today, counts_from, last) for last in range(13)}
    facts = {}
    for row in projects.values_list(
        "id", "committed_start", "actual_start", "committed_finish", "actual_finish"
    ):
        total, reported_to = spent.get(row[0], (None, 0))
        facts[row[0]] = LightFacts(
            today=today,
            annual_plan_cny=plans.get(row[0]),
            year_to_date_cny=total,
            months_elapsed=elapsed[reported_to],
            months_reported=reported_to,
            month_counts_from=counts_from,
            committed_start=row[1],
            actual_start=row[2],
            committed_finish=row[3],
            actual_finish=row[4],
            open_milestone=first_open.get(row[0]),
        )
    return facts
