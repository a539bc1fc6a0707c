"""Reading one meeting: its agenda as far as somebody may see it, its resolutions, who was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.matters import visible_matters
from guatu.meetings.choices import MeetingStatus, Presence
from guatu.meetings.models.meeting import AgendaItem, Attendance, Meeting, Resolution
from guatu.meetings.selectors.series import visible_series
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects

PROJECT, MATTER = Project._meta.label_lower, Matter._meta.label_lower


@dataclass(frozen=True, slots=True)
class Sheet:
    """The attendance sheet, in the groups of the minutes."""

    present: Sequence[Attendance]
    leave: Sequence[Attendance]
    absent: Sequence[Attendance]
    sits_in: Sequence[Attendance]

    @property
    def all(self) -> list[Attendance]:
        return [*self.present, *self.leave, *self.absent, *self.sits_in]


def visible_meetings(*, actor: Actor) -> QuerySet[Meeting]:
    """The meetings of the series that the actor may see."""
    return Meeting.objects.filter(
        zone_id=actor.zone_id, series_id__in=visible_series(actor=actor).values("id")
    )


def get_meeting(meeting_id: UUID, *, actor: Actor) -> Meeting:
    """Raises `NotFound` where there is none that the actor may see."""
    found = (
        visible_meetings(actor=actor)
        .select_related("zone", "series__unit", "series__zone", "chair")
        .filter(id=meeting_id)
        .first()
    )
    if found is None:
        raise NotFound("meeting")
    return found


def visible_items(*, actor: Actor) -> QuerySet[AgendaItem]:
    """Agenda items of visible series; of projects and matters only those that the actor may see."""
    items = AgendaItem.objects.filter(
        zone_id=actor.zone_id, series_id__in=visible_series(actor=actor).values("id")
    )
    return items.filter(
        Q(subject_id__isnull=True)
        | Q(subject_type=PROJECT, subject_id__in=visible_projects(actor=actor).values("id"))
        | Q(subject_type=MATTER, subject_id__in=visible_matters(actor=actor).values("id"))
    )


def get_item(item_id: UUID, *, actor: Actor) -> AgendaItem:
    found = (
        visible_items(actor=actor)
        .select_related("series__unit", "series__zone", "meeting__series", "meeting__zone")
        .filter(id=item_id)
        .first()
    )
    if found is None:
        raise NotFound("agenda item")
    return found


def agenda_of(meeting: Meeting, *, actor: Actor) -> list[AgendaItem]:
    """What stands on the agenda, in order, each with its `resolutions` (two queries). What was taken off is left
    out, what moved on stays."""
    passed = Resolution.objects.select_related("matter__kind", "lead_unit").order_by("place")
    items = visible_items(actor=actor).filter(meeting=meeting, dropped=False)
    return list(items.prefetch_related(Prefetch("resolutions", queryset=passed)).order_by("order", "id"))


def resolutions_of(meeting: Meeting) -> list[Resolution]:
    """Everything that was resolved, in order (one query)."""
    found = Resolution.objects.filter(zone_id=meeting.zone_id, meeting=meeting)
    return list(found.select_related("matter__kind", "lead_unit").order_by("place"))


def sheet_of(meeting: Meeting) -> Sheet:
    """The attendance sheet (one query)."""
    rows = list(
        Attendance.objects.filter(zone_id=meeting.zone_id, meeting=meeting).select_related("unit", "person")
    )
    here = [r for r in rows if not r.sits_in]
    return Sheet(
        present=[r for r in here if r.presence == Presence.PRESENT or r.substitute],
        leave=[r for r in here if r.presence == Presence.LEAVE and not r.substitute],
        absent=[r for r in here if r.presence == Presence.ABSENT and not r.substitute],
        sits_in=[r for r in rows if r.sits_in and r.presence == Presence.PRESENT],
    )


def meeting_before(meeting: Meeting) -> Meeting | None:
    """The last one of the series that was held before this one."""
    held = Meeting.objects.filter(
        zone_id=meeting.zone_id,
        series_id=meeting.series_id,
        status=MeetingStatus.CLOSED,
        number__lt=meeting.number or 0,
    )
    return held.order_by("-number").first()


def meeting_after(meeting: Meeting) -> Meeting | None:
    """The next one of the series that has been called and is not over."""
    ahead = Meeting.objects.filter(
        zone_id=meeting.zone_id, series_id=meeting.series_id, number__gt=meeting.number or 0
    )
    return ahead.exclude(status=MeetingStatus.CLOSED).order_by("number").first()


def coming_meetings(*, actor: Actor, today: date, count: int = 5) -> list[Meeting]:
    """What is called for today or later, or is in session; the nearest first (one query)."""
    ahead = visible_meetings(actor=actor).exclude(status__in=(MeetingStatus.CLOSED, MeetingStatus.CANCELLED))
    return list(
        ahead.filter(Q(day__gte=today) | Q(status=MeetingStatus.RUNNING))
        .select_related("series")
        .order_by("day", "starts_at")[:count]
    )
