"""Filling a zone with invented rows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from guatu.core.bulk import copy_rows
from guatu.core.models import Zone
from guatu.organization.choices import UnitType
from guatu.organization.models import Person, Unit
from guatu.organization.powers import system_actor
from guatu.organization.use_cases.create_zone import create_zone
from guatu.projects.choices import DutyRole, Ledger, StartClass
from guatu.projects.models.plan import Milestone
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.refresh_lights import refresh_lights


def fill(count: int, *, code: str, milestones: int, year: int, today: date, random: Random) -> Zone:
    """Make the zone `code` and COPY `count` projects with all that the wall chart shows."""
    zone = Zone(code=code, name=f"Zone {code}", clock_date=today)
    console = system_actor("console", zone)
    root = create_zone(actor=console, zone=zone)
    parks = [
        Unit(zone=zone, name=f"Park {n}", code=f"P{n:02}", type=UnitType.PARK, parent=root) for n in range(20)
    ]
    people = [Person(zone=zone, name=f"Person {n}") for n in range(60)]
    projects, years, duties, money, steps = [], [], [], [], []
    for number in range(count):
        start = date(year, 1, 1) + timedelta(days=random.randrange(-300, 300))
        project = Project(
            zone=zone, name=f"Project {number:05}", unit=random.choice(parks), owner_name=f"Owner {number}",
            total_investment=Decimal(500_000_000), total_cny=Decimal(500_000_000), committed_start=start,
            committed_finish=start + timedelta(days=700), actual_start=start if start < today else None,
        )  # fmt: skip
        projects.append(project)
        years.append(
            ProjectYear(
                zone=zone,
                project=project,
                year=year,
                serial=number + 1,
                annual_plan_cny=Decimal(200_000_000),
                start_class=StartClass.NEW_START if start.year == year else StartClass.CARRY_OVER,
            )
        )
        for role in DutyRole.values:
            person = random.choice(people)
            duties.append(
                ProjectDuty(zone=zone, project=project, role=role, person=person, valid_from=date(year, 1, 1))
            )
        money.append(
            InvestmentEntry(
                zone=zone,
                project=project,
                ledger=Ledger.DISPATCH,
                year=year,
                first_month=1,
                last_month=6,
                total=Decimal(random.randrange(200)) * 1_000_000,
                entered_by="bench",
            )
        )
        for order in range(milestones):
            due = start + timedelta(days=order * 23)
            steps.append(
                Milestone(
                    zone=zone,
                    project=project,
                    code=f"m{order:02}",
                    name=f"Milestone {order}",
                    order=order,
                    committed_start=due - timedelta(days=20),
                    committed_finish=due,
                    actual_finish=due if due < today else None,
                    critical=order % 3 == 0,
                )
            )
    with transaction.atomic():
        for model, rows in (
            (Unit, parks), (Person, people), (Project, projects), (ProjectYear, years),
            (ProjectDuty, duties), (InvestmentEntry, money), (Milestone, steps),
        ):  # fmt: skip
            copy_rows(model, rows)
    choose_light_rules(actor=console, name="bench", preset="yinchuan", in_force_from=date(year, 1, 1))
    refresh_lights(actor=console, today=today)
    return zone
