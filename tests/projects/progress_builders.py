"""Builders for tests of progress: a project under construction, its works, who answers for it, its year."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from guatu.calendars.use_cases.set_up_calendars import set_up_calendars
from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.organization.models import Person, Unit
from guatu.projects.choices import DutyRole, StartClass, WorkKind
from guatu.projects.models.progress import WorkItem
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from tests.builders import LONG_AGO, a_unit, console

# A Monday in the afternoon, in China.
MONDAY = date(2018, 7, 2)
NOON = datetime(2018, 7, 2, 4, 0, tzinfo=UTC)


def a_project(zone: Zone, unit: Unit | None = None, **values: Any) -> Project:
    """A project under construction since January 2018, of a new park unless a unit is given."""
    given = {"name": "碳纤维复合材料", "owner_name": "示例公司", "actual_start": date(2018, 1, 10)} | values
    return Project.objects.create(zone=zone, unit=unit or a_unit(zone), **given)


def a_work(
    project: Project, name: str = "1号厂房", kind: WorkKind = WorkKind.BUILDING, **values: Any
) -> WorkItem:
    return WorkItem.objects.create(zone_id=project.zone_id, project=project, kind=kind, name=name, **values)


def a_duty(project: Project, person: Person | Actor, role: DutyRole = DutyRole.LIAISON) -> ProjectDuty:
    """Somebody answering for the project by name."""
    person_id = person.id if isinstance(person, Person) else person.person_id
    return ProjectDuty.objects.create(
        zone_id=project.zone_id, project=project, role=role, person_id=person_id, valid_from=LONG_AGO
    )


def a_year(project: Project, plan: str | None = "120000000", year: int = 2018) -> ProjectYear:
    """The project's row in a year's list, with an annual plan in yuan."""
    return ProjectYear.objects.create(
        zone_id=project.zone_id,
        project=project,
        year=year,
        start_class=StartClass.CARRY_OVER,
        annual_plan_cny=Decimal(plan) if plan else None,
    )


def with_calendars(zone: Zone) -> Zone:
    """The zone with the calendars that every new zone gets."""
    set_up_calendars(actor=console(zone))
    return zone
