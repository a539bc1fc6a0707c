"""Record who is there: one seat for each unit, in the hall or in a branch venue, or who came instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.meetings.choices import MeetingMove, Presence
from guatu.meetings.events import AttendanceRecorded
from guatu.meetings.models.meeting import Attendance, Meeting
from guatu.meetings.policies import may_run_meeting
from guatu.meetings.taking import take_meeting
from guatu.organization.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat at the meeting: of a unit, of a person, or of a guest known by name only."""

    presence: str
    unit: Unit | None = None
    person: Person | None = None
    name: str = ""
    venue: str = ""
    substitute: str = ""
    sits_in: bool = False


@use_case(may=may_run_meeting)
def record_attendance(*, actor: Actor, meeting: Meeting, seats: Sequence[Seat]) -> list[Attendance]:
    """The whole sheet, in order; it replaces what was recorded before. Raises `InvalidInput` by the number of the
    seat (`seat-0`)."""
    meeting = take_meeting(meeting, MeetingMove.ATTEND, actor=actor)
    _check(meeting, seats)
    rows = Attendance.objects.filter(zone_id=actor.zone_id, meeting=meeting)
    before = _told(rows.select_related("unit"))
    rows.delete()
    made = Attendance.objects.bulk_create(
        Attendance(
            zone_id=actor.zone_id,
            meeting=meeting,
            order=place,
            unit=seat.unit,
            person=seat.person,
            name=(seat.name.strip() or (seat.person.name if seat.person else ""))[:60],
            venue=seat.venue,
            presence=seat.presence,
            substitute=seat.substitute.strip()[:60],
            sits_in=seat.sits_in,
        )
        for place, seat in enumerate(seats, start=1)
    )
    after = _told(made)
    came = [r for r in made if r.presence == Presence.PRESENT or r.substitute]
    record(
        AttendanceRecorded(
            zone_id=actor.zone_id,
            meeting_id=meeting.id,
            series_id=meeting.series_id,
            present=len(came),
            expected=len(made),
        ),
        subject=meeting,
        changes={
            who: (before.get(who), after.get(who))
            for who in sorted({*before, *after})
            if before.get(who) != after.get(who)
        },
    )
    return made


def _told(rows: Iterable[Attendance]) -> dict[str, str]:
    """Who sat for which unit, and whether they came: in Chinese, the language of the names beside it."""
    with translation.override("zh-hans"):
        return {
            f"{row.unit.name if row.unit else ''} {row.name}".strip(): str(Presence(row.presence).label)
            for row in rows
        }


def _check(meeting: Meeting, seats: Sequence[Seat]) -> None:
    faults: dict[str, str] = {}
    seen = set[tuple[object, str]]()
    venues = {"", meeting.venue, *meeting.branch_venues}
    for place, seat in enumerate(seats):
        name = seat.name.strip() or (seat.person.name if seat.person else "")
        key = seat.unit.id if seat.unit else None, name
        if seat.unit is None and not name:
            faults[f"seat-{place}"] = _("A seat belongs to a unit or to somebody by name.")
        elif key in seen:
            faults[f"seat-{place}"] = _("This seat is on the sheet twice.")
        elif seat.presence not in Presence.values:
            faults[f"seat-{place}"] = _("Present, on leave or absent.")
        elif seat.venue not in venues:
            faults[f"seat-{place}"] = _("Not a venue of this meeting.")
        seen.add(key)
    if faults:
        raise InvalidInput(faults)
