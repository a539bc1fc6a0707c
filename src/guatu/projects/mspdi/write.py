"""Writing a plan as the XML of Microsoft Project 2007 and later. The order of elements is the schema's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from guatu.projects.choices import DurationUnit
from guatu.projects.mspdi import form
from guatu.projects.rules.plan_spec import MilestoneSpec, PlanSpec

# What XML 1.0 cannot say.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What stands beside a milestone of the plan: when it is planned, committed, and really was; days inclusive."""

    planned: tuple[date, date] | None = None
    committed: tuple[date | None, date | None] = (None, None)
    actual: tuple[date | None, date | None] = (None, None)
    critical: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DayException:
    """Days from `first` to `last`, both included, that differ from their weekdays."""

    first: date
    last: date
    works: bool
    name: str


@dataclass(frozen=True)
class PlanFile:
    """A plan on its way out. `facts`: code → what stands beside; `weekdays`: whether Monday to Sunday are worked."""

    title: str
    spec: PlanSpec
    facts: dict[str, TaskFacts]
    weekdays: Sequence[bool]
    exceptions: Sequence[DayException]
    calendar_name: str
    labels: tuple[str, str, str]
    saved_at: datetime


def written(plan: PlanFile) -> bytes:
    """The file, UTF-8."""
    root = Element("Project", xmlns=form.NAMESPACE)
    target = plan.spec.target
    planned = [facts.planned for facts in plan.facts.values() if facts.planned is not None]
    _texts(
        root,
        SaveVersion=12,
        Title=plan.title,
        LastSaved=plan.saved_at.strftime("%Y-%m-%dT%H:%M:%S"),
        # Scheduled back from the target, as Guatu does, where there is one.
        ScheduleFromStart=target is None,
        StartDate=_at(min((p[0] for p in planned), default=None), form.MORNING),
        FinishDate=_at(target or max((p[1] for p in planned), default=None), form.EVENING),
        CurrencyCode="CNY",
        CalendarUID=1,
        DefaultStartTime=form.MORNING,
        DefaultFinishTime=form.EVENING,
        MinutesPerDay=form.MINUTES_PER_DAY,
        MinutesPerWeek=form.MINUTES_PER_DAY * sum(plan.weekdays),
        DaysPerMonth=20,
        DefaultTaskType=1,
        DurationFormat=form.DAYS,
        HonorConstraints=True,
        NewTasksEffortDriven=False,
        NewTasksEstimated=False,
        WeekStartDay=1,
    )
    fields = SubElement(root, "ExtendedAttributes")
    for number, label in zip(form.CUSTOM_NAMES, plan.labels, strict=True):
        field = SubElement(fields, "ExtendedAttribute")
        _texts(field, FieldID=number, FieldName=form.CUSTOM_NAMES[number], Alias=label)
    _calendar(SubElement(SubElement(root, "Calendars"), "Calendar"), plan)
    _tasks(SubElement(root, "Tasks"), plan)
    indent(root, " ")
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _texts(parent: Element, **values: Any) -> None:
    """One child for each value that there is, in the order given."""
    for name, value in values.items():
        if value is None or value == "":
            continue
        text = str(int(value)) if isinstance(value, bool) else str(value)
        SubElement(parent, name).text = _FORBIDDEN.sub(" ", text)


def _at(day: date | None, time: str) -> str | None:
    return None if day is None else f"{day.isoformat()}T{time}"


def _calendar(calendar: Element, plan: PlanFile) -> None:
    _texts(calendar, UID=1, Name=plan.calendar_name, IsBaseCalendar=True, BaseCalendarUID=-1)
    days = SubElement(calendar, "WeekDays")
    # Sunday is 1.
    for number, works in enumerate((plan.weekdays[6], *plan.weekdays[:6]), 1):
        day = SubElement(days, "WeekDay")
        _texts(day, DayType=number, DayWorking=works)
        _shifts(day, works)
    if not plan.exceptions:
        return
    exceptions = SubElement(calendar, "Exceptions")
    for exception in plan.exceptions:
        element = SubElement(exceptions, "Exception")
        _texts(element, EnteredByOccurrences=False)
        period = SubElement(element, "TimePeriod")
        _texts(
            period,
            FromDate=_at(exception.first, "00:00:00"),
            ToDate=_at(exception.last, "23:59:00"),
        )
        count = (exception.last - exception.first).days + 1
        _texts(element, Occurrences=count, Name=exception.name, Type=1, DayWorking=exception.works)
        _shifts(element, exception.works)


def _shifts(day: Element, works: bool) -> None:
    if works:
        times = SubElement(day, "WorkingTimes")
        for start, end in form.SHIFTS:
            _texts(SubElement(times, "WorkingTime"), FromTime=start, ToTime=end)


def _tasks(tasks: Element, plan: PlanFile) -> None:
    """Each milestone a task; those of one stage, where they stand together, under a summary task of its name."""
    uids = {m.code: number for number, m in enumerate(plan.spec.milestones, 1)}
    last, position, stage = len(uids), 0, ""
    for milestone in plan.spec.milestones:
        if milestone.stage != stage:
            stage = milestone.stage
            if stage:
                position, last = position + 1, last + 1
                _stage(SubElement(tasks, "Task"), stage, last, position)
        position += 1
        _task(SubElement(tasks, "Task"), milestone, plan, uids, position)


def _stage(task: Element, name: str, uid: int, position: int) -> None:
    _texts(task, UID=uid, ID=position, Name=name, Type=1, IsNull=False, OutlineLevel=1, Summary=True)


def _task(task: Element, m: MilestoneSpec, plan: PlanFile, uids: dict[str, int], position: int) -> None:
    facts = plan.facts.get(m.code, TaskFacts())
    start, finish = facts.planned or (None, None)
    actual_start, actual_finish = facts.actual
    moment = m.duration == 0
    _texts(
        task,
        UID=uids[m.code],
        ID=position,
        Name=m.name,
        Type=1,
        IsNull=False,
        OutlineLevel=2 if m.stage else 1,
        Priority=500,
        Start=_at(start, form.EVENING if moment else form.MORNING),
        Finish=_at(finish, form.EVENING),
        Duration=_duration(m.duration, m.unit_of_time),
        DurationFormat=form.FORMATS[m.unit_of_time],
        EffortDriven=False,
        Estimated=False,
        Milestone=moment,
        Summary=False,
        Critical=facts.critical,
        PercentComplete=100 if actual_finish else 0,
        ActualStart=_at(actual_start or actual_finish, form.EVENING if moment else form.MORNING),
        ActualFinish=_at(actual_finish, form.EVENING),
    )
    kind, day = constraint_of(m)
    if day is None:
        kind = form.ASAP if plan.spec.target is None else form.ALAP
    _texts(
        task,
        ConstraintType=kind,
        ConstraintDate=_at(day, form.EVENING if kind == form.NOT_AFTER else form.MORNING),
        Deadline=_at(plan.spec.targets.get(m.code), form.EVENING),
        Notes=m.source,
    )
    for link in m.links:
        _texts(
            SubElement(task, "PredecessorLink"),
            PredecessorUID=uids[link.predecessor],
            Type=form.LINK_NUMBERS[link.type],
            CrossProject=False,
            LinkLag=form.minutes_of(link.lag, link.lag_unit) * 10,
            LagFormat=form.FORMATS[link.lag_unit],
        )
    for number, value in ((form.CODE, m.code), (form.UNIT, facts.unit), (form.DEPARTMENT, m.department)):
        if value:
            _texts(SubElement(task, "ExtendedAttribute"), FieldID=number, Value=value)
    if any(facts.committed):
        baseline = SubElement(task, "Baseline")
        first, until = facts.committed
        _texts(baseline, Number=0, Start=_at(first, form.MORNING), Finish=_at(until, form.EVENING))


def constraint_of(m: MilestoneSpec) -> tuple[int, date | None]:
    """The kind and the day of the one constraint that the file has room for."""
    for kind, name in form.CONSTRAINTS.items():
        day: date | None = getattr(m, name)
        if day is not None:
            return kind, day
    return form.ASAP, None


def _duration(days: int, unit: DurationUnit) -> str:
    return f"PT{form.minutes_of(days, unit) // 60}H0M0S"
