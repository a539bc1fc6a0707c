"""Bring an agenda up to date: what belongs on it and is not there yet is added; nothing that stands is touched."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import ItemKind, MeetingMove
from guatu.meetings.events import AgendaBuilt
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.policies import may_run_meeting
from guatu.meetings.rules.agenda import Candidate, in_order, merged
from guatu.meetings.selectors.agenda_sources import candidates
from guatu.meetings.selectors.series import backlog_of
from guatu.meetings.taking import take_meeting


@use_case(may=may_run_meeting)
def build_agenda(*, actor: Actor, meeting: Meeting) -> int:
    """Returns how many items came onto the agenda. What was taken off by hand does not come back; what waits in the
    backlog is taken up."""
    meeting = take_meeting(meeting, MeetingMove.EDIT_AGENDA, actor=actor)
    rows = AgendaItem.objects.filter(zone_id=actor.zone_id, meeting=meeting).order_by("order", "id")
    standing = list(rows)
    known = {row.subject_id for row in standing if row.subject_id is not None}
    wanted = [
        c
        for c in in_order(candidates(meeting, actor=actor, now=local_now(meeting.series.zone)))
        if c.subject[1] not in known
    ]
    subjects = known | {c.subject[1] for c in wanted}
    waiting = [row for row in backlog_of(meeting.series) if row.subject_id not in subjects]
    new = [_item(meeting, actor, c) for c in wanted] + waiting
    if not new:
        return 0
    kinds = [item.kind for item in new[: len(wanted)]] + [ItemKind.BACKLOG.value] * len(waiting)
    order = merged([row.kind for row in standing], kinds)
    for place, (is_new, at) in enumerate(order, start=1):
        if is_new:
            new[at].order = place
        else:
            change(standing[at], order=place)
    AgendaItem.objects.bulk_create(new[: len(wanted)])
    for item in waiting:
        change(item, meeting=meeting, kind=ItemKind.BACKLOG.value)
        item.save(update_fields=["order"])
    record(
        AgendaBuilt(
            zone_id=actor.zone_id, meeting_id=meeting.id, series_id=meeting.series_id, added=len(new)
        ),
        subject=meeting,
    )
    return len(new)


def _item(meeting: Meeting, actor: Actor, candidate: Candidate) -> AgendaItem:
    subject_type, subject_id = candidate.subject
    return AgendaItem(
        zone_id=meeting.zone_id,
        series_id=meeting.series_id,
        meeting=meeting,
        kind=candidate.kind,
        subject_type=subject_type,
        subject_id=subject_id,
        title=candidate.title[:120],
        why=candidate.why,
        added_by=actor.name,
    )
