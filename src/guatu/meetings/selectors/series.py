"""Reading series: which somebody may see, their rhythm, their name on a day, skipped weeks, attendance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from guatu.calendars.selectors import working_calendar
from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.meetings.choices import Cadence, MeetingStatus, Presence
from guatu.meetings.models.meeting import AgendaItem, Attendance, Meeting
from guatu.meetings.models.series import MeetingSeries, SeriesMember, SeriesName
from guatu.meetings.policies import VIEW
from guatu.meetings.rules.occurrences import Occurrence, Rhythm, is_possible, skipped
from guatu.organization.models import Appointment, Person
from guatu.organization.powers import held_on


@dataclass(frozen=True, slots=True)
class SeriesView:
    """The page of a series. `possible`: whether the newest number can be, by the rhythm."""

    series: MeetingSeries
    names: Sequence[SeriesName]
    members: Sequence[SeriesMember]
    meetings: Sequence[Meeting]
    skipped: Sequence[Occurrence]
    backlog: Sequence[AgendaItem]
    held: int
    attendance_rate: Fraction | None
    possible: bool


def visible_series(*, actor: Actor) -> QuerySet[MeetingSeries]:
    """The series that units within the actor's reach convene or attend."""
    found = MeetingSeries.objects.filter(zone_id=actor.zone_id)
    reach = actor.reach(VIEW)
    if reach.whole_zone:
        return found
    attends = SeriesMember.objects.filter(
        zone_id=actor.zone_id, series_id=OuterRef("id"), unit_id__in=reach.unit_ids
    )
    return found.filter(Q(unit_id__in=reach.unit_ids) | Q(Exists(attends)))


def get_series(series_id: UUID, *, actor: Actor) -> MeetingSeries:
    """Raises `NotFound` where there is none that the actor may see."""
    found = (
        visible_series(actor=actor)
        .select_related("zone", "unit", "chair", "chair_post__unit")
        .filter(id=series_id)
        .first()
    )
    if found is None:
        raise NotFound("series of meetings")
    return found


def series_list(*, actor: Actor) -> list[MeetingSeries]:
    """Every visible series with `newest`, its newest meeting that is not cancelled (two queries)."""
    rows = list(visible_series(actor=actor).select_related("unit").order_by("ends_on", "name"))
    newest = {
        m.series_id: m
        for m in Meeting.objects.filter(zone_id=actor.zone_id, series__in=[s.id for s in rows])
        .exclude(status=MeetingStatus.CANCELLED)
        .order_by("series_id", "-number")
        .distinct("series_id")
    }
    for row in rows:
        row.newest = newest.get(row.id)  # type: ignore[attr-defined]
    return rows


def rhythm_of(series: MeetingSeries) -> Rhythm:
    return Rhythm(Cadence(series.cadence), series.weekday, series.month_day)


def name_on(series: MeetingSeries, day: date) -> str:
    """What the series is called on `day`."""
    names = SeriesName.objects.filter(zone_id=series.zone_id, series=series)
    known = names.filter(valid_from__lte=day).order_by("-valid_from").first()
    return known.name if known else series.name


def chair_on(series: MeetingSeries, day: date) -> Person | None:
    """Who chairs on `day`: the person named, else whoever holds the post on the day."""
    if series.chair is not None or series.chair_post is None:
        return series.chair
    held = Appointment.objects.filter(held_on(day), zone_id=series.zone_id, post=series.chair_post)
    found = held.select_related("person").order_by("valid_from").first()
    return found.person if found else None


def series_view(series: MeetingSeries, *, today: date) -> SeriesView:
    """The page of a series that the caller may see (seven queries)."""
    meetings = list(Meeting.objects.filter(zone_id=series.zone_id, series=series).order_by("-day", "-number"))
    counted = [m for m in meetings if m.status != MeetingStatus.CANCELLED]
    held = [m for m in counted if m.status in (MeetingStatus.RUNNING, MeetingStatus.CLOSED)]
    rhythm = rhythm_of(series)
    until = min(today, series.ends_on) if series.ends_on else today
    calendar = working_calendar(series.zone_id)
    # A meeting that is called for today or later is not skipped yet.
    standing = {m.nominal_on for m in counted if m in held or m.day >= today}
    missed = (
        [] if rhythm.cadence is Cadence.NONE else skipped(rhythm, calendar, series.starts_on, until, standing)
    )
    newest = counted[0] if counted else None
    return SeriesView(
        series=series,
        names=list(SeriesName.objects.filter(zone_id=series.zone_id, series=series)),
        members=list(_members(series)),
        meetings=meetings,
        skipped=missed,
        backlog=list(backlog_of(series)),
        held=len(held),
        attendance_rate=_rate(series),
        possible=newest is None
        or is_possible(rhythm, series.starts_on, newest.day, newest.number or 0, series.first_number),
    )


def backlog_of(series: MeetingSeries) -> QuerySet[AgendaItem]:
    """What waits for a meeting."""
    return AgendaItem.objects.filter(zone_id=series.zone_id, series=series, meeting=None, dropped=False)


def _members(series: MeetingSeries) -> QuerySet[SeriesMember]:
    members = SeriesMember.objects.filter(zone_id=series.zone_id, series=series)
    return members.select_related("unit").order_by("sits_in", "unit__order", "unit__name")


def members_of(series: MeetingSeries) -> list[SeriesMember]:
    return list(_members(series))


def _rate(series: MeetingSeries) -> Fraction | None:
    """Seats taken, by whoever came, of seats asked for; those who only sit in are not counted."""
    found = Attendance.objects.filter(
        zone_id=series.zone_id, meeting__series=series, sits_in=False
    ).aggregate(asked=Count("id"), came=Count("id", filter=Q(presence=Presence.PRESENT) | ~Q(substitute="")))
    return Fraction(found["came"], found["asked"]) if found["asked"] else None
