"""Say what a project is to do in a year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import StartClass, SubClass
from guatu.projects.details import YEARS
from guatu.projects.events.projects import YearPlanned
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.policies.projects import may_plan_year

_MOST = Decimal(10) ** 16
_MOST_SERIAL = 10**6
# What the sums of a frozen list are made of.
_COUNTED = frozenset({"start_class", "sub_class", "annual_plan_cny"})


@dataclass(frozen=True, kw_only=True, slots=True)
class YearPlan:
    """What is planned: the class, for a carry-over what it still does, the money, the place in the list.

    `serial` None keeps the number it has, or gives the next free one.
    """

    start_class: str
    sub_class: str = ""
    annual_plan_cny: Decimal | None = None
    concentrated_start: bool = False
    serial: int | None = None


@use_case(may=may_plan_year)
def plan_year(
    *, actor: Actor, project: Project, year: int, plan: YearPlan, version: int | None = None, reason: str = ""
) -> ProjectYear:
    """The project's row in the plan of `year`, made or brought to `plan`. Nothing is recorded where nothing differs.

    `version` is the version of the row that was looked at: `StaleVersion` where it has changed since. On a project
    of a frozen list of that year, another class or annual plan needs a `reason`. Raises `InvalidInput` with every
    fault, each at its field; `Refused` for a withdrawn project. What contradicts other facts is let in and shown
    among the contradictions.
    """
    if project.withdrawn_on is not None:
        raise Refused(_("A withdrawn project has no plan."), code="withdrawn")
    one_at_a_time("projects.year", project.zone_id, year)
    row = ProjectYear.objects.filter(zone_id=project.zone_id, project_id=project.id, year=year).first()
    faults = _faults(plan, year)
    if row is not None and version is not None:
        row.version = version
    values: dict[str, Any] = {
        "start_class": plan.start_class,
        "sub_class": plan.sub_class,
        "annual_plan_cny": plan.annual_plan_cny,
        "concentrated_start": plan.concentrated_start,
        "serial": plan.serial
        or (row.serial if row is not None and row.serial else _next_serial(project, year)),
    }
    counted = {name for name in _COUNTED if row is not None and getattr(row, name) != values[name]}
    if counted and not reason.strip() and _is_frozen(project, year):
        faults["reason"] = _("The project stands on a frozen list: say why its plan changes, and who agreed.")
    if faults:
        raise InvalidInput(faults)
    if row is None:
        row = ProjectYear.objects.create(zone_id=project.zone_id, project=project, year=year, **values)
        changes = {name: (None, value) for name, value in values.items() if value not in (None, "", False)}
    else:
        changes = change(row, **values)
    if changes:
        record(
            YearPlanned(
                zone_id=project.zone_id,
                project_id=project.id,
                year=year,
                start_class=row.start_class,
                annual_plan_cny=row.annual_plan_cny,
            ),
            subject=row,
            changes=changes,
            reason=reason.strip(),
            about=(project.id,),
        )
    return row


def _faults(plan: YearPlan, year: int) -> dict[str, Any]:
    faults: dict[str, Any] = {}
    if year not in YEARS:
        faults["year"] = _("expected a year such as 2018")
    if plan.start_class not in StartClass:
        faults["start_class"] = _("expected one of: %s") % ", ".join(StartClass.values)
    elif plan.sub_class and plan.start_class != StartClass.CARRY_OVER:
        faults["sub_class"] = _("Only a carry-over has a sub-class; a new start has started or it has not.")
    if plan.sub_class and plan.sub_class not in SubClass:
        faults["sub_class"] = _("expected one of: %s") % ", ".join(SubClass.values)
    if plan.concentrated_start and plan.start_class != StartClass.NEW_START:
        faults["concentrated_start"] = _("Only a new start can be part of a concentrated start.")
    if plan.annual_plan_cny is not None and not 0 <= plan.annual_plan_cny < _MOST:
        faults["annual_plan_cny"] = _("expected an amount of zero or more")
    if plan.serial is not None and not 0 < plan.serial < _MOST_SERIAL:
        faults["serial"] = _("expected a number from 1 on")
    return faults


def _next_serial(project: Project, year: int) -> int:
    years = ProjectYear.objects.filter(zone_id=project.zone_id, year=year)
    return (years.aggregate(Max("serial"))["serial__max"] or 0) + 1


def _is_frozen(project: Project, year: int) -> bool:
    return ListMembership.objects.filter(
        zone_id=project.zone_id,
        project_id=project.id,
        left_on__isnull=True,
        list__year=year,
        list__frozen_at__isnull=False,
    ).exists()
