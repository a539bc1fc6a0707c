"""Meetings held, and what came of their resolutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.figures import units
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Adding, Kind
from guatu.figures.reading import Row
from guatu.figures.registry import figure
from guatu.figures.source import Source
from guatu.matters.choices import ENDED, Outcome
from guatu.matters.figures.sources import dimensions as matter_dimensions
from guatu.matters.figures.sources import seen as seen_matters
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.models.matter import Matter
from guatu.meetings.choices import MeetingStatus
from guatu.meetings.models.meeting import Meeting, Resolution
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.policies import VIEW
from guatu.meetings.selectors.meetings import visible_meetings

_ALL = Q(id__isnull=False)


def _seen(actor: Actor) -> QuerySet[Meeting] | None:
    return None if actor.reach(VIEW).whole_zone else visible_meetings(actor=actor)


def _describe(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    meetings = Meeting.objects.filter(zone_id__in=ask.zone_ids, id__in=ids)
    return [
        Row(
            id=meeting.id,
            label=meeting.title,
            route="meetings:meeting",
            route_args={"meeting_id": meeting.id},
            detail=str(meeting.day),
        )
        for meeting in meetings.order_by("day", "number", "id")
    ]


MEETINGS = Source(
    name="meetings",
    label=_("meetings"),
    rows=lambda ask: Meeting.objects.filter(
        zone_id__in=ask.zone_ids, status=MeetingStatus.CLOSED, day__lte=ask.day
    ),
    visible=_seen,
    models=(MeetingSeries, Meeting),
    describe=_describe,
    unit="series__unit_id",
    dimensions={
        "series": lambda values, ask: Q(series__name__in=values) | Q(name__in=values),
        "kind": lambda values, ask: Q(series__kind__in=values),
    },
)


def _latest(ask: Ask) -> QuerySet[Meeting]:
    """Of every series the meeting with the highest number held by the day judged on."""
    later = Meeting.objects.filter(
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        series_id=OuterRef("series_id"),
        status=MeetingStatus.CLOSED,
        day__lte=ask.day,
        number__gt=OuterRef("number"),
    )
    return MEETINGS.rows(ask).filter(~Exists(later))


LATEST = replace(MEETINGS, name="meetings_latest", label=_("latest meetings of their series"), rows=_latest)


def _seen_resolutions(actor: Actor) -> QuerySet[Resolution] | None:
    """What was resolved opens as a matter, and is seen by those who see that."""
    matters = seen_matters(actor)
    if matters is None:
        return None
    return Resolution.objects.filter(zone_id=actor.zone_id, matter_id__in=matters.order_by().values("id"))


def _describe_resolutions(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    found = Resolution.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related(
        "matter__kind", "lead_unit"
    )
    return [
        Row(
            id=resolution.id,
            label=f"{resolution.matter.number} {resolution}",
            route="matters:matter",
            route_args={"matter_id": resolution.matter_id},
            detail=f"{resolution.lead_unit} · {resolution.matter.get_status_display()}",
        )
        for resolution in found.order_by("meeting__day", "meeting_id", "place")
    ]


RESOLUTIONS = Source(
    name="meetings_resolutions",
    label=_("resolutions"),
    rows=lambda ask: Resolution.objects.filter(
        zone_id__in=ask.zone_ids, meeting__day__range=(ask.first, ask.day)
    ).exclude(meeting__status=MeetingStatus.CANCELLED),
    visible=_seen_resolutions,
    models=(MeetingSeries, Meeting, Resolution, Matter, MatterKind, MatterCategory),
    describe=_describe_resolutions,
    unit="lead_unit_id",
    dimensions={
        **matter_dimensions("matter__"),
        "series": lambda values, ask: Q(meeting__series__name__in=values) | Q(meeting__name__in=values),
    },
    register=Meeting,
)


@figure(
    Kind.COUNT,
    MEETINGS,
    label=_("meetings held"),
    unit=units.TIMES,
    words=_("meetings held in the period, cancelled ones left out"),
    mechanisms=("M03", "M29"),
)
def meetings_held(ask: Ask) -> Q:
    return Q(day__gte=ask.first)


@figure(
    Kind.SUM,
    LATEST,
    field="number",
    label=_("number of the latest meeting"),
    unit=units.NUMBER,
    words=_("number of the latest meeting of a series held by the end of the period; ask for one series"),
    adding=Adding.NOT,
    mechanisms=("M29",),
)
def latest_number(ask: Ask) -> Q:
    return Q(id__isnull=False)


@figure(
    Kind.COUNT,
    RESOLUTIONS,
    label=_("resolutions"),
    unit=units.ITEM,
    words=_("resolutions passed in meetings of the period"),
    mechanisms=("M27", "M29", "M32"),
)
def resolutions(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    RESOLUTIONS,
    label=_("resolutions carried out"),
    unit=units.ITEM,
    words=_("resolutions passed in meetings of the period whose matter has been struck off"),
    mechanisms=("M27", "M29", "M32"),
)
def resolutions_carried_out(ask: Ask) -> Q:
    return Q(matter__outcome=Outcome.SOLVED)


@figure(
    Kind.COUNT,
    RESOLUTIONS,
    label=_("resolutions overdue"),
    unit=units.ITEM,
    words=_("resolutions passed in meetings of the period that are past their date and not closed"),
    mechanisms=("M29", "M32"),
)
def resolutions_overdue(ask: Ask) -> Q:
    return Q(due_on__lt=ask.day) & ~Q(matter__status__in=ENDED)


@figure(
    Kind.RATIO,
    needs=(resolutions_carried_out, resolutions),
    label=_("resolutions carried out, share"),
    unit=units.SHARE,
    words=_("resolutions carried out ÷ resolutions"),
    mechanisms=("M27", "M29", "M32"),
)
def resolution_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)
