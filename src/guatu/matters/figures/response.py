"""How long until somebody answers."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from guatu.figures import units
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.matters.choices import ClockKind
from guatu.matters.figures.sources import MATTERS, RESPONSES
from guatu.matters.models.clocks import MatterClock

_ALL = Q(id__isnull=False)
_ASSIGNED = Q(kind__code__in=("assignment", "resolution"))


@figure(
    Kind.COUNT,
    RESPONSES,
    label=_("first replies given"),
    unit=units.MATTER,
    words=_("matters whose first reply was given in the period"),
    mechanisms=("M06", "M37"),
)
def answered(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.SUM,
    RESPONSES,
    label=_("hours until the first reply"),
    unit=units.HOUR,
    words=_("hours from raising to the first reply, added up over the first replies given in the period"),
    field="hours",
    mechanisms=("M06", "M37"),
)
def response_hours(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.SUM,
    RESPONSES,
    label=_("days until the first reply"),
    unit=units.DAY,
    words=_(
        "calendar days from raising to the first reply (0 on the same day, 1 on the next), added up over the first "
        "replies given in the period"
    ),
    field="days",
    mechanisms=("M06", "M37"),
)
def response_days(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.RATIO,
    needs=(response_hours, answered),
    label=_("mean hours until the first reply"),
    unit=units.HOUR,
    words=_("hours until the first reply ÷ first replies given"),
    mechanisms=("M06", "M37"),
)
def mean_response_hours(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.RATIO,
    needs=(response_days, answered),
    label=_("mean days until the first reply"),
    unit=units.DAY,
    words=_("days until the first reply ÷ first replies given"),
    mechanisms=("M06", "M37"),
)
def mean_response_days(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("assignments"),
    unit=units.MATTER,
    words=_("matters assigned by leaders or resolved in meetings that were raised in the period"),
    mechanisms=("M27", "M32"),
)
def assignments(ask: Ask) -> Q:
    return _ASSIGNED & Q(raised_at__gte=ask.begins)


@figure(
    Kind.COUNT,
    MATTERS,
    label=_("assignments answered"),
    unit=units.MATTER,
    words=_(
        "assignments raised in the period that were replied to, reported done or answered by the end of it"
    ),
    mechanisms=("M27", "M32"),
)
def assignments_answered(ask: Ask) -> Q:
    replies = MatterClock.objects.filter(
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        matter_id=OuterRef("id"),
        kind=ClockKind.FIRST_REPLY,
        round=1,
        kept=True,
        ended_at__lte=ask.until,
    )
    return _ASSIGNED & Q(raised_at__gte=ask.begins) & Q(Exists(replies))


@figure(
    Kind.RATIO,
    needs=(assignments_answered, assignments),
    label=_("reply rate of assignments"),
    unit=units.SHARE,
    words=_("assignments answered ÷ assignments"),
    mechanisms=("M27", "M32"),
)
def assignment_reply_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)
