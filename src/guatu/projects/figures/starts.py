"""Starts of construction."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.figures import units
from guatu.figures.arithmetic import difference, quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Adding, Kind
from guatu.figures.registry import among_peers, figure
from guatu.projects.choices import StartClass
from guatu.projects.figures.sources import (
    PROJECT_YEARS,
)
from guatu.projects.figures.year_list import planned_new_starts

_NEW = Q(start_class=StartClass.NEW_START)


def _started(ask: Ask) -> Q:
    return Q(project__actual_start__lte=ask.day)


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("new starts under way"),
    unit=units.ITEM,
    words=_("planned new starts whose construction began by the end of the period"),
    mechanisms=("M07", "M17"),
)
def started_new_starts(ask: Ask) -> Q:
    return _NEW & _started(ask)


@figure(
    Kind.RATIO,
    needs=(started_new_starts, planned_new_starts),
    label=_("construction start rate"),
    unit=units.SHARE,
    words=_("planned new starts that have started ÷ planned new starts"),
    mechanisms=("M07", "M17"),
)
def construction_start_rate(started: Decimal | None, planned: Decimal | None) -> Decimal | None:
    return quotient(started, planned)


@figure(
    Kind.DERIVED,
    needs=(planned_new_starts, started_new_starts),
    label=_("planned new starts not begun"),
    unit=units.ITEM,
    words=_("planned new starts − those started"),
    mechanisms=("M17",),
)
def new_starts_to_come(planned: Decimal | None, started: Decimal | None) -> Decimal | None:
    return difference(planned, started)


@figure(
    Kind.COUNT,
    PROJECT_YEARS,
    label=_("overdue starts"),
    unit=units.ITEM,
    words=_("planned new starts whose committed start has passed and that have not begun"),
    mechanisms=("M17",),
)
def overdue_starts(ask: Ask) -> Q:
    begun = Q(project__actual_start__isnull=False) & _started(ask)
    return _NEW & Q(project__committed_start__lt=ask.day) & ~begun


@figure(
    Kind.RANK,
    needs=(among_peers(construction_start_rate),),
    label=_("rank by construction start rate"),
    unit=units.PLACE,
    words=_("place among units of the same type, the highest start rate first; equal rates share a place"),
    mechanisms=("M17", "M23"),
    adding=Adding.NOT,
)
def construction_start_rank() -> None:
    """A rank needs no formula of its own."""
