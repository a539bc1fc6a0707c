"""Builders for tests of plans: a small template, a zone with calendars, and a project with a plan in each state."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from guatu.calendars.rules import WorkingCalendar
from guatu.core.actor import Actor
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.projects.choices import Anchor, DurationUnit, LinkType, ProjectType
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.models.project import Project
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec, TemplateSpec
from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.use_cases.approve_plan import approve_plan
from guatu.projects.use_cases.define_plan_template import define_plan_template
from guatu.projects.use_cases.instantiate_plan import instantiate_plan
from guatu.projects.use_cases.submit_plan import submit_plan
from tests.builders import a_zone, an_actor, console
from tests.projects.progress_builders import a_project, with_calendars

# A Monday, on which every test of plans begins.
MONDAY = date(2018, 7, 2)
TARGET = date(2019, 6, 28)


def on(day: date) -> AbstractContextManager[None]:
    """Within the block it is noon of `day` in China."""
    return frozen_at(datetime(day.year, day.month, day.day, 4, tzinfo=UTC))


def office_days(first: date = date(2017, 1, 1), last: date = date(2022, 12, 31)) -> WorkingDays:
    """Office hours with the library's holidays."""
    return WorkingDays(first, WorkingCalendar().working_days(first, last))


def step(code: str, duration: int, *after: str | LinkSpec, **values: Any) -> MilestoneSpec:
    """A milestone that waits for `after` (codes, or links)."""
    links = tuple(a if isinstance(a, LinkSpec) else LinkSpec(a) for a in after)
    return MilestoneSpec(
        code=code, name=values.pop("name", f"节点{code}"), duration=duration, links=links, **values
    )


def small_plan(**values: Any) -> PlanSpec:
    """备案 → 环评, 图纸 → 许可 → 开工 → 厂房 → 竣工验收 → 投产: in working and calendar days, with two branches."""
    return PlanSpec(
        (
            step("filing", 2, name="备案", promised=2, shortest=1, stage="立项", department="行政审批"),
            step("eia", 30, "filing", name="环评", unit_of_time=DurationUnit.CALENDAR_DAY,
                 statutory=60, promised=30, shortest=15, department="生态环境"),
            step("drawings", 20, "filing", name="图纸", shortest=12),
            step("permit", 5, "drawings", name="施工许可", statutory=7, promised=5, shortest=1,
                 unit_of_time=DurationUnit.CALENDAR_DAY),
            step("start", 0, "permit", "eia", name="开工", anchor=Anchor.START),
            step("building", 120, "start", name="厂房", unit_of_time=DurationUnit.CALENDAR_DAY, shortest=90),
            step("equipment", 60, LinkSpec("start", LinkType.START_START, 10), name="设备",
                 unit_of_time=DurationUnit.CALENDAR_DAY, shortest=45),
            step("completion", 10, "building", name="竣工验收", anchor=Anchor.COMPLETION, shortest=5),
            step("production", 0, "completion", "equipment", name="投产"),
        ),
        **values,
    )  # fmt: skip


def small_template(code: str = "small") -> TemplateSpec:
    return TemplateSpec(code, "小型项目", ProjectType.INDUSTRIAL, "测试 [U]", small_plan())


def a_template(zone: Zone, spec: TemplateSpec | None = None) -> PlanTemplate:
    return define_plan_template(actor=console(zone), template=spec or small_template())


def a_planned_zone() -> Zone:
    """A zone with calendars and the small template."""
    zone = with_calendars(a_zone())
    a_template(zone)
    return zone


def a_draft(project: Project | None = None, target: date | None = TARGET, **values: Any) -> Plan:
    """A draft of the small template, made on `MONDAY`."""
    project = project or a_project(a_planned_zone(), actual_start=None)
    template = PlanTemplate.objects.get(zone_id=project.zone_id, code="small", is_current=True)
    with on(MONDAY):
        return instantiate_plan(
            actor=console(project.zone), project=project, template=template, target=target, **values
        )


def a_leader(zone: Zone) -> Actor:
    return an_actor(zone, "leader", username=f"leader-{zone.code}")


def a_submitted_plan(project: Project | None = None, **values: Any) -> Plan:
    plan = a_draft(project, **values)
    with on(MONDAY):
        return submit_plan(actor=console(plan.project.zone), plan=plan)


def a_committed_plan(project: Project | None = None, **values: Any) -> Plan:
    """A plan submitted by the console and approved by a leader on `MONDAY`."""
    plan = a_submitted_plan(project, **values)
    with on(MONDAY):
        return approve_plan(actor=a_leader(plan.project.zone), plan=plan, meeting="第1次调度会")


def milestone(plan: Plan, code: str) -> Milestone:
    """The milestone as stored now, with its project."""
    return Milestone.objects.select_related("project").get(project_id=plan.project_id, code=code)


def days(count: int) -> timedelta:
    return timedelta(days=count)
