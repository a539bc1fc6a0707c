"""What was raised, what is open and for how long, and what went up."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import CHINA
from guatu.figures import units
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.matters.choices import ENDED, ClockKind, Move
from guatu.matters.figures.sources import LEFT_OUT, MATTERS, STEPS
from guatu.matters.models.clocks import MatterClock
from guatu.matters.models.history import MatterMove
from guatu.matters.rules.rates import AGES

_ALL = Q(id__isnull=False)


def _open(ask: Ask) -> Q:
    """Not ended by the end of the period. What was reopened since counts as never closed."""
    return ~Q(status__in=ENDED) | Q(closed_at__gt=ask.until)


def _aged(ask: Ask, place: int) -> Q:
    """Open and of that class of `AGES`: calendar days since raising, on the day judged on."""
    day = ask.until.date()

    def raised_after(days: int) -> Q:
        start = day - timedelta(days=days)
        return Q(raised_at__gte=datetime.combine(start, time.min, CHINA))

    most, least = AGES[place], AGES[place - 1] if place else None
    within = _open(ask)
    if most is not None:
        within &= raised_after(most)
    return within & ~raised_after(least) if least is not None else within


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("raised in the period"),
    unit=units.MATTER,
    words=_("matters raised in the period, without those left out of the rates"),
    mechanisms=("M32", "M37"),
)
def raised(ask: Ask) -> Q:
    return Q(raised_at__gte=ask.begins)


@figure(
    Kind.COUNT,
    LEFT_OUT,
    label=_("left out of the rates"),
    unit=units.MATTER,
    words=_("matters raised in the period that were left out of the rates, with an approver and a reason"),
    mechanisms=("M32", "M37"),
)
def left_out(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("open for up to 3 days"),
    unit=units.MATTER,
    words=_("matters open at the end of the period, by calendar days since they were raised"),
    mechanisms=("M32",),
)
def open_3_days(ask: Ask) -> Q:
    return _aged(ask, 0)


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("open for 4 to 7 days"),
    unit=units.MATTER,
    words=_("matters open at the end of the period, by calendar days since they were raised"),
    mechanisms=("M32",),
)
def open_7_days(ask: Ask) -> Q:
    return _aged(ask, 1)


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("open for 8 to 15 days"),
    unit=units.MATTER,
    words=_("matters open at the end of the period, by calendar days since they were raised"),
    mechanisms=("M32",),
)
def open_15_days(ask: Ask) -> Q:
    return _aged(ask, 2)


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("open for 16 to 30 days"),
    unit=units.MATTER,
    words=_("matters open at the end of the period, by calendar days since they were raised"),
    mechanisms=("M32",),
)
def open_30_days(ask: Ask) -> Q:
    return _aged(ask, 3)


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("open for more than 30 days"),
    unit=units.MATTER,
    words=_("matters open at the end of the period, by calendar days since they were raised"),
    mechanisms=("M32",),
)
def open_longer(ask: Ask) -> Q:
    return _aged(ask, 4)


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("open matters"),
    unit=units.MATTER,
    words=_("matters raised by the end of the period and not ended by then"),
    parts=(open_3_days, open_7_days, open_15_days, open_30_days, open_longer),
    mechanisms=("M32", "M37"),
)
def open_matters(ask: Ask) -> Q:
    return _open(ask)


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("open and overdue"),
    unit=units.MATTER,
    words=_("open matters whose time had run out by the end of the period without being reported done"),
    mechanisms=("M32", "M33"),
)
def overdue(ask: Ask) -> Q:
    late = MatterClock.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=ask.until),
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        matter_id=OuterRef("id"),
        kind=ClockKind.WHOLE,
        due_at__lt=ask.until,
    )
    return _open(ask) & Q(Exists(late))


@figure(
    Kind.RATIO,
    needs=(overdue, open_matters),
    label=_("overdue among the open"),
    unit=units.SHARE,
    words=_("open and overdue ÷ open matters"),
    mechanisms=("M32", "M33"),
)
def overdue_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("brought before a coordination meeting"),
    unit=units.MATTER,
    words=_("matters for which a coordination meeting was asked for in the period"),
    mechanisms=("M26",),
)
def coordinated(ask: Ask) -> Q:
    asked = MatterMove.objects.filter(
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        matter_id=OuterRef("id"),
        move=Move.ASK_HELP,
        at__range=(ask.begins, ask.until),
    )
    return Q(Exists(asked))


@figure(
    Kind.COUNT,
    STEPS,
    label=_("rungs reached"),
    unit=units.TIMES,
    words=_("rungs of the ladder that matters reached in the period"),
    mechanisms=("M33",),
)
def rungs_reached(ask: Ask) -> Q:
    return _ALL
