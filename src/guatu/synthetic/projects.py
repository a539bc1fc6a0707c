"""Projects in bulk: with plans, milestones, duties, money and lights, all that the wall chart shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from guatu.core.bulk import copy_rows
from guatu.core.models import Zone
from guatu.organization.models import Person, Unit
from guatu.organization.powers import system_actor
from guatu.projects.choices import DutyRole, Ledger, StartClass
from guatu.projects.models.plan import Milestone
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.use_cases.refresh_lights import refresh_lights

PEOPLE = 60
# How far apart the milestones of a project are, in days.
_STEP = 23


def fill_projects(
    zone: Zone, parks: Sequence[Unit], count: int, *, milestones: int, today: date, random: Random
) -> None:
    """COPY `count` invented projects of the year of `today` into the zone, and light them by its rules."""
    year = today.year
    people = [Person(zone=zone, name=f"人员{number:02}（虚构）") for number in range(1, PEOPLE + 1)]
    projects, years, duties, money, steps = [], [], [], [], []
    for number in range(1, count + 1):
        start = date(year, 1, 1) + timedelta(days=random.randrange(-300, 300))
        total = Decimal(random.randrange(100, 2_000)) * 1_000_000
        plan = total / 4
        project = Project(
            zone=zone,
            name=f"项目{number:05}（虚构）",
            unit=random.choice(parks),
            owner_name=f"业主{number:05}（虚构）",
            total_investment=total,
            total_cny=total,
            committed_start=start,
            committed_finish=start + timedelta(days=700),
            actual_start=start if start < today else None,
        )
        projects.append(project)
        years.append(
            ProjectYear(
                zone=zone,
                project=project,
                year=year,
                serial=number,
                annual_plan_cny=plan,
                start_class=StartClass.NEW_START if start.year == year else StartClass.CARRY_OVER,
            )
        )
        duties += [
            ProjectDuty(
                zone=zone,
                project=project,
                role=role,
                person=random.choice(people),
                valid_from=date(year, 1, 1),
            )
            for role in DutyRole.values
        ]
        if today.month > 1:
            money.append(
                InvestmentEntry(
                    zone=zone,
                    project=project,
                    ledger=Ledger.DISPATCH,
                    year=year,
                    first_month=1,
                    last_month=today.month - 1,
                    total=(plan * random.randrange(101) / 100).quantize(Decimal("0.01")),
                    entered_by="load",
                )
            )
        steps += [_milestone(project, order, start, today) for order in range(milestones)]
    with transaction.atomic():
        for model, rows in (
            (Person, people), (Project, projects), (ProjectYear, years), (ProjectDuty, duties),
            (InvestmentEntry, money), (Milestone, steps),
        ):  # fmt: skip
            copy_rows(model, rows)
    refresh_lights(actor=system_actor("console", zone), today=today)


def _milestone(project: Project, order: int, start: date, today: date) -> Milestone:
    due = start + timedelta(days=order * _STEP)
    return Milestone(
        zone=project.zone,
        project=project,
        code=f"m{order:02}",
        name=f"节点{order:02}",
        order=order,
        committed_start=due - timedelta(days=_STEP - 3),
        committed_finish=due,
        actual_finish=due if due < today else None,
        critical=order % 3 == 0,
    )
