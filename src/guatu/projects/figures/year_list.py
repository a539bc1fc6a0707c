"""The list of the year: how many projects of which class, their total investment and annual plan."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.figures import units
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.projects.choices import StartClass, SubClass
from guatu.projects.figures.sources import (
    PROJECT_YEARS,
)

_CARRIED = Q(start_class=StartClass.CARRY_OVER)
_NEW = Q(start_class=StartClass.NEW_START)


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("carry-over projects"),
    unit=units.ITEM,
    words=_("projects whose plan for the year is a carry-over"),
    mechanisms=("M16",),
)
def carry_overs(ask: Ask) -> Q:
    return _CARRIED


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("planned new starts"),
    unit=units.ITEM,
    words=_("projects that are planned to start in the year"),
    mechanisms=("M16",),
)
def planned_new_starts(ask: Ask) -> Q:
    return _NEW


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("key projects"),
    unit=units.ITEM,
    words=_("projects with a plan for the year, each once, however many lists it stands on"),
    parts=(carry_overs, planned_new_starts),
    mechanisms=("M15", "M16"),
)
def listed(ask: Ask) -> Q:
    return Q(id__isnull=False)


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("carry-overs under construction"),
    unit=units.ITEM,
    words=_("carry-overs whose construction continues"),
    mechanisms=("M16",),
)
def continuing(ask: Ask) -> Q:
    return _CARRIED & Q(sub_class=SubClass.CONTINUING)


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("carry-overs installing equipment"),
    unit=units.ITEM,
    words=_("carry-overs that install and commission equipment"),
    mechanisms=("M16",),
)
def installing(ask: Ask) -> Q:
    return _CARRIED & Q(sub_class=SubClass.EQUIPMENT)


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("projects of the concentrated start"),
    unit=units.ITEM,
    words=_("projects marked for the concentrated start of the year"),
    mechanisms=("M16",),
)
def concentrated_starts(ask: Ask) -> Q:
    return Q(concentrated_start=True)


@figure(
    Kind.SUM,
    PROJECT_YEARS,
    field="project__total_cny",
    label=_("total investment of carry-overs"),
    unit=units.YI_YUAN,
    words=_("planned total investment, added up over the carry-overs"),
    ledger="dispatch",
    mechanisms=("M16",),
)
def carry_over_investment(ask: Ask) -> Q:
    return _CARRIED


@figure(
    Kind.SUM,
    PROJECT_YEARS,
    field="project__total_cny",
    label=_("total investment of planned new starts"),
    unit=units.YI_YUAN,
    words=_("planned total investment, added up over the planned new starts"),
    ledger="dispatch",
    mechanisms=("M16",),
)
def new_start_investment(ask: Ask) -> Q:
    return _NEW


@figure(
    Kind.SUM,
    PROJECT_YEARS,
    field="project__total_cny",
    label=_("total investment of key projects"),
    unit=units.YI_YUAN,
    words=_("planned total investment, added up over projects with a plan for the year"),
    ledger="dispatch",
    parts=(carry_over_investment, new_start_investment),
    mechanisms=("M15", "M16"),
)
def total_investment(ask: Ask) -> Q:
    return Q(id__isnull=False)


@figure(
    Kind.SUM,
    PROJECT_YEARS,
    field="annual_plan_cny",
    label=_("annual plan of carry-overs"),
    unit=units.YI_YUAN,
    words=_("investment planned for the year, added up over the carry-overs"),
    ledger="dispatch",
    mechanisms=("M16",),
)
def carry_over_plan(ask: Ask) -> Q:
    return _CARRIED


@figure(
    Kind.SUM,
    PROJECT_YEARS,
    field="annual_plan_cny",
    label=_("annual plan of planned new starts"),
    unit=units.YI_YUAN,
    words=_("investment planned for the year, added up over the planned new starts"),
    ledger="dispatch",
    mechanisms=("M16",),
)
def new_start_plan(ask: Ask) -> Q:
    return _NEW


@figure(
    Kind.SUM,
    PROJECT_YEARS,
    field="annual_plan_cny",
    label=_("annual plan of key projects"),
    unit=units.YI_YUAN,
    words=_("investment planned for the year, added up over projects with a plan for it"),
    ledger="dispatch",
    parts=(carry_over_plan, new_start_plan),
    mechanisms=("M16", "M18"),
)
def annual_plan(ask: Ask) -> Q:
    return Q(id__isnull=False)


@figure(
    Kind.RATIO,
    needs=(annual_plan, total_investment),
    label=_("annual plan in total investment"),
    unit=units.SHARE,
    words=_("annual plan ÷ total investment"),
    mechanisms=("M16",),
)
def annual_plan_rate(plan: Decimal | None, total: Decimal | None) -> Decimal | None:
    return quotient(plan, total)
