"""Size, people who answer, works and lights."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.money import YI
from guatu.figures import units
from guatu.figures.arithmetic import growth, quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure, last_year
from guatu.projects.choices import DutyRole, LightColour, StartClass, WorkKind
from guatu.projects.figures.sources import (
    LIGHTS,
    PROJECT_YEARS,
    WORKS,
    answered_for,
)
from guatu.projects.figures.year_list import listed

_CARRIED = Q(start_class=StartClass.CARRY_OVER)


def _started(ask: Ask) -> Q:
    return Q(project__actual_start__lte=ask.day)


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("projects of 100 million yuan and more"),
    unit=units.ITEM,
    words=_(
        "projects of the year with a planned total investment of at least 100 million yuan that are carried over or "
        "have started by the end of the period"
    ),
    mechanisms=("M15",),
)
def over_100_million(ask: Ask) -> Q:
    return Q(project__total_cny__gte=YI) & (_CARRIED | _started(ask))


@figure(
    Kind.GROWTH,
    needs=(over_100_million, last_year(over_100_million)),
    label=_("growth of projects of 100 million yuan and more"),
    unit=units.SHARE,
    words=_("their number ÷ their number in the same period last year − 1"),
    mechanisms=("M15",),
)
def over_100_million_growth(this_year: Decimal | None, before: Decimal | None) -> Decimal | None:
    return growth(this_year, before)


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("projects with a lead official"),
    unit=units.ITEM,
    words=_("projects of the year for which a lead official answers at the end of the period"),
    mechanisms=("M04",),
)
def led(ask: Ask) -> Q:
    return answered_for(ask, DutyRole.LEAD_OFFICIAL, "project_id")


@figure(
    Kind.RATIO,
    needs=(led, listed),
    label=_("coverage by lead officials"),
    unit=units.SHARE,
    words=_("projects with a lead official ÷ key projects"),
    mechanisms=("M04",),
)
def lead_coverage(led: Decimal | None, all_of_them: Decimal | None) -> Decimal | None:
    return quotient(led, all_of_them)


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("projects with a liaison"),
    unit=units.ITEM,
    words=_("projects of the year that one liaison follows at the end of the period"),
    mechanisms=("M04",),
)
def accompanied(ask: Ask) -> Q:
    return answered_for(ask, DutyRole.LIAISON, "project_id")


@figure(
    Kind.RATIO,
    needs=(accompanied, listed),
    label=_("coverage by liaisons"),
    unit=units.SHARE,
    words=_("projects with a liaison ÷ key projects"),
    mechanisms=("M04",),
)
def liaison_coverage(accompanied: Decimal | None, all_of_them: Decimal | None) -> Decimal | None:
    return quotient(accompanied, all_of_them)


@figure(
    Kind.COUNT,
    WORKS,
    label=_("buildings"),
    unit=units.BUILDING,
    words=_("buildings of projects, by the stage last reported in the period"),
    mechanisms=("M19",),
)
def buildings(ask: Ask) -> Q:
    return Q(kind=WorkKind.BUILDING)


@figure(
    Kind.SUM,
    WORKS,
    field="floor_then",
    label=_("floors reached"),
    unit=units.FLOOR,
    words=_(
        "floors that buildings have reached, as last reported in the period; of one building, ask for it by name"
    ),
    mechanisms=("M19",),
)
def floors_reached(ask: Ask) -> Q:
    return Q(kind=WorkKind.BUILDING, floor_then__isnull=False)


@figure(
    Kind.COUNT,
    WORKS,
    label=_("production lines"),
    unit=units.LINE,
    words=_("production lines of projects, by the stage last reported in the period"),
    mechanisms=("M19",),
)
def lines(ask: Ask) -> Q:
    return Q(kind=WorkKind.LINE)


def not_lit(ask: Ask) -> Q:
    """Projects whose light of that day is not known."""
    return Q(shown__id__isnull=True)


@figure(
    Kind.COUNT,
    LIGHTS,
    label=_("red lights"),
    unit=units.ITEM,
    words=_("projects whose light is red at the end of the period"),
    lacking=not_lit,
    mechanisms=("M33",),
)
def red_lights(ask: Ask) -> Q:
    return Q(shown__colour=LightColour.RED)


@figure(
    Kind.COUNT,
    LIGHTS,
    label=_("yellow lights"),
    unit=units.ITEM,
    words=_("projects whose light is yellow at the end of the period"),
    lacking=not_lit,
    mechanisms=("M33",),
)
def yellow_lights(ask: Ask) -> Q:
    return Q(shown__colour=LightColour.YELLOW)
