"""Builders for tests of projects, their years, lists and bundles."""

from datetime import date
from decimal import Decimal
from typing import Any

from guatu.audit.models import Entry
from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.organization.models import TaskForce, Unit
from guatu.projects.choices import ListLevel, PlanStatus, StartClass
from guatu.projects.details import ProjectDetails
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.plan import Plan
from guatu.projects.models.project import Project
from guatu.projects.use_cases.create_project import create_project
from guatu.projects.use_cases.define_list import define_list
from guatu.projects.use_cases.enter_list import enter_list
from guatu.projects.use_cases.freeze_list import freeze_list
from guatu.projects.use_cases.leave_list import leave_list
from guatu.projects.use_cases.plan_year import YearPlan, plan_year
from tests.builders import LONG_AGO, a_zone, an_actor, console, the_root

# The zone's own day in these tests.
DAY = date(2018, 7, 2)
YI = Decimal(100_000_000)


def a_dated_zone(code: str = "TZ", name: str = "测试新区") -> Zone:
    """A zone whose clock stands at `DAY`."""
    zone = a_zone(code, name)
    zone.clock_date = DAY
    zone.save(update_fields=["clock_date"])
    return zone


def details(**values: Any) -> ProjectDetails:
    return ProjectDetails(**({"name": "碳纤维复合材料", "owner_name": "示例公司"} | values))


def a_created_project(zone: Zone, unit: Unit | None = None, **values: Any) -> Project:
    """A project entered by hand, of the zone itself unless a unit is given."""
    return create_project(actor=console(zone), unit=unit or the_root(zone), details=details(**values))


def planned(
    project: Project,
    start_class: str = StartClass.NEW_START,
    plan: str | None = "1",
    year: int = 2018,
    **values: Any,
) -> Project:
    """The project with a plan for the year, in 亿元."""
    plan_year(
        actor=console(project.zone),
        project=project,
        year=year,
        plan=YearPlan(
            start_class=start_class,
            annual_plan_cny=Decimal(plan) * YI if plan is not None else None,
            **values,
        ),
    )
    return project


def a_list(zone: Zone, name: str = "2018年区级重点项目", **values: Any) -> ProjectList:
    given = {"level": ListLevel.DISTRICT, "year": 2018} | values
    return define_list(actor=console(zone), name=name, **given)


def put_on(
    project_list: ProjectList, *projects: Project, on: date = date(2018, 1, 1)
) -> list[ListMembership]:
    return enter_list(actor=console(project_list.zone), project_list=project_list, projects=projects, on=on)


def a_task_force(zone: Zone, name: str = "碳纤维项目专班", **values: Any) -> TaskForce:
    given = {"unit": the_root(zone), "valid_from": LONG_AGO} | values
    return TaskForce.objects.create(zone=zone, name=name, **given)


def committed_plan(project: Project) -> Plan:
    return Plan.objects.create(
        zone_id=project.zone_id, project=project, number=1, status=PlanStatus.COMMITTED
    )


def enter(project_list: ProjectList, *projects: Project, **more: Any) -> list[ListMembership]:
    given = {"on": DAY} | more
    return enter_list(actor=console(project_list.zone), project_list=project_list, projects=projects, **given)


def leave(membership: ListMembership, **more: Any) -> ListMembership:
    return leave_list(actor=console(membership.zone), membership=membership, **({"on": DAY} | more))


def frozen(project_list: ProjectList) -> ProjectList:
    return freeze_list(actor=console(project_list.zone), project_list=project_list)


def list_events(name: str) -> list[Entry]:
    """What is on record of lists under that participle: defined, frozen, entered, left."""
    return list(Entry.objects.filter(event=f"projects.list.{name}").order_by("sequence"))


# Who keeps the zone's lists, and who does not, whatever they may do in their own park.
LIST_KEEPERS = (
    ("office", True),
    ("office_head", True),
    ("park office", False),
    ("clerk", False),
    ("leader", False),
    ("supervisor", False),
    ("auditor", False),
)


def a_list_keeper(zone: Zone, role: str, park: Unit) -> Actor:
    """One of `LIST_KEEPERS`."""
    if role == "park office":
        return an_actor(zone, "office", unit=park, username="park")
    return an_actor(zone, role)
