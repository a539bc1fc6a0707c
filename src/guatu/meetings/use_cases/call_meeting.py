"""Call the next meeting of a series: its number, its day, and an agenda that has built itself."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from guatu.calendars.selectors import working_calendar
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.meetings.choices import MeetingStatus
from guatu.meetings.events import MeetingCalled
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.policies import may_convene
from guatu.meetings.rules.occurrences import Occurrence, next_occurrence, occurrences, period_of
from guatu.meetings.selectors.series import chair_on, name_on, rhythm_of
from guatu.meetings.taking import take_series
from guatu.meetings.use_cases.build_agenda import build_agenda


@use_case(may=may_convene)
def call_meeting(
    *,
    actor: Actor,
    series: MeetingSeries,
    day: date | None = None,
    venue: str = "",
    with_agenda: bool = True,
) -> Meeting:
    """The next meeting, as a draft. Without `day` it is the next one by the rhythm, moved to a working day.

    The number counts on through the whole series, whatever it was called. Raises `InvalidInput` where a day is needed
    or has passed, `Refused` (`called`) where the meeting of that week or month has been called already.
    """
    series = take_series(series, actor=actor)
    counted = Meeting.objects.filter(zone_id=actor.zone_id, series=series).exclude(
        status=MeetingStatus.CANCELLED
    )
    one = _occurrence(series, counted.order_by("-day").first(), day)
    if counted.filter(nominal_on=one.nominal).exists():
        raise Refused(_("The meeting of that week or month has been called already."), code="called")
    last: int | None = counted.aggregate(last=Max("number"))["last"]
    number = last + 1 if last is not None else series.first_number
    chair = chair_on(series, one.day)
    meeting = Meeting.objects.create(
        zone_id=actor.zone_id,
        series=series,
        name=name_on(series, one.day),
        number=number,
        nominal_on=one.nominal,
        day=one.day,
        starts_at=series.starts_at,
        venue=venue.strip() or series.venue,
        branch_venues=series.branch_venues,
        chair=chair,
        chaired_by=chair.name if chair else "",
    )
    record(
        MeetingCalled(
            zone_id=actor.zone_id, meeting_id=meeting.id, series_id=series.id, number=number, day=one.day
        ),
        subject=meeting,
        about=(series.id,),
    )
    if with_agenda:
        build_agenda(actor=actor, meeting=meeting)
    return meeting


def _occurrence(series: MeetingSeries, last: Meeting | None, day: date | None) -> Occurrence:
    now, rhythm, calendar = today(series.zone), rhythm_of(series), working_calendar(series.zone_id)
    if series.ends_on is not None and (day or now) > series.ends_on:
        raise Refused(_("This series has ended."), code="ended")
    if day is None:
        yesterday = now - timedelta(days=1)
        after = max(series.starts_on - timedelta(days=1), last.day if last else yesterday, yesterday)
        found = next_occurrence(rhythm, calendar, after)
        if found is None:
            raise InvalidInput({"day": _("Say on which day: this series meets when it is called.")})
        return found
    if day < now:
        raise InvalidInput({"day": _("A meeting is called for today or a day to come.")})
    if last is not None and day <= last.day:
        raise InvalidInput({"day": _("After the last meeting that has been called.")})
    around = occurrences(rhythm, calendar, day - timedelta(days=40), day + timedelta(days=40))
    same = [one for one in around if period_of(rhythm, one.nominal) == period_of(rhythm, day)]
    return Occurrence(same[0].nominal if same else day, day)
