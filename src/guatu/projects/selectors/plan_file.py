"""A plan on its way to Microsoft Project: what it says, what stands beside it, and the working calendar it runs on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from guatu.calendars.choices import DayKind
from guatu.calendars.rules import WorkingCalendar
from guatu.calendars.selectors import working_calendar
from guatu.core.clock import CHINA, now
from guatu.projects.models.plan import Plan, PlanMilestone
from guatu.projects.models.project import Project
from guatu.projects.mspdi.write import DayException, PlanFile, TaskFacts
from guatu.projects.selectors.plan import facts_of, milestones_of, plan_spec


def plan_file(project: Project, plan: Plan) -> PlanFile:
    """The plan of a project that the caller may see (seven queries)."""
    spec = plan_spec(plan)
    milestones = {m.code: m for m in milestones_of(project)}
    happened = facts_of(project, milestones.values(), spec)
    rows = PlanMilestone.objects.filter(zone_id=plan.zone_id, plan=plan).select_related("milestone", "unit")
    facts: dict[str, TaskFacts] = {}
    for row in rows:
        code = row.milestone.code
        known = happened.get(code)
        facts[code] = TaskFacts(
            planned=(row.planned_start, row.planned_finish)
            if row.planned_start is not None and row.planned_finish is not None
            else None,
            committed=(row.milestone.committed_start, row.milestone.committed_finish),
            actual=(known.actual_start, known.actual_finish) if known is not None else (None, None),
            critical=row.milestone.critical,
            unit=(row.unit or project.unit).name,
        )
    calendar = working_calendar(plan.zone_id)
    first, last = _span(plan, facts)
    return PlanFile(
        title=project.name,
        spec=spec,
        facts=facts,
        weekdays=[calendar.pattern.kind(weekday) != DayKind.OFF for weekday in range(7)],
        exceptions=list(_exceptions(calendar, first, last)),
        calendar_name=_("Working calendar"),
        labels=(_("Guatu code"), _("Responsible unit"), _("Department")),
        saved_at=now().astimezone(CHINA),
    )


def _span(plan: Plan, facts: dict[str, TaskFacts]) -> tuple[date, date]:
    """Whole years, from the one before the first day to the one after the last."""
    days = [
        day
        for known in facts.values()
        for pair in (known.planned or (), known.committed, known.actual)
        for day in pair
        if day is not None
    ]
    days += [plan.target] if plan.target is not None else []
    days = days or [now().astimezone(CHINA).date()]
    return date(min(days).year - 1, 1, 1), date(max(days).year + 1, 12, 31)


def _exceptions(calendar: WorkingCalendar, first: date, last: date) -> Iterator[DayException]:
    """Holidays and make-up workdays: days that are not what their weekday is, days in a row of one name as one."""
    open_: DayException | None = None
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        works = calendar.is_working(day)
        rule = calendar.rule_on(day)
        differs = works != (calendar.pattern.kind(day.weekday()) != DayKind.OFF)
        name = rule.name if rule is not None else ""
        if open_ is not None and differs and (works, name) == (open_.works, open_.name):
            open_ = DayException(open_.first, day, works, name)
            continue
        if open_ is not None:
            yield open_
        open_ = DayException(day, day, works, name) if differs else None
    if open_ is not None:
        yield open_
