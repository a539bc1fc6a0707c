"""Who convenes, who resolves, who visits: by post over the unit that convenes."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.models.series import MeetingSeries
from guatu.organization.models import Unit
from guatu.projects.models.project import Project

VIEW = "meetings.view_meeting"
DEFINE = "meetings.define_series"
CALL = "meetings.call_meeting"
RESOLVE = "meetings.pass_resolution"
VIEW_VISIT = "meetings.view_visit"
VISIT = "meetings.file_visit"
REVIEW = "meetings.file_review"


def may_define_series(actor: Actor, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and actor.may(DEFINE, unit.id)


def may_convene(actor: Actor, series: MeetingSeries) -> bool:
    """Call its meetings, write the agenda, record attendance, close."""
    return actor.zone_id == series.zone_id and actor.may(CALL, series.unit_id)


def may_rename_series(actor: Actor, series: MeetingSeries) -> bool:
    return actor.zone_id == series.zone_id and actor.may(DEFINE, series.unit_id)


def may_run_meeting(actor: Actor, meeting: Meeting) -> bool:
    return may_convene(actor, meeting.series)


def may_conduct(actor: Actor, meeting: Meeting) -> bool:
    """Whoever convenes it, and leaders: begin, write down, resolve."""
    if actor.zone_id != meeting.zone_id:
        return False
    unit_id = meeting.series.unit_id
    return actor.may(CALL, unit_id) or actor.may(RESOLVE, unit_id)


def may_edit_item(actor: Actor, item: AgendaItem) -> bool:
    return may_convene(actor, item.series)


def may_discuss_item(actor: Actor, item: AgendaItem) -> bool:
    return item.meeting is not None and may_conduct(actor, item.meeting)


def may_pass_resolution(actor: Actor, item: AgendaItem) -> bool:
    return actor.zone_id == item.zone_id and actor.may(RESOLVE, item.series.unit_id)


def may_file_visit(actor: Actor, project: Project | None) -> bool:
    """At the project's unit; of a visit to a place or to a matter, anywhere."""
    if project is None:
        return actor.may(VISIT)
    if actor.zone_id != project.zone_id:
        return False
    reach = actor.reach(VISIT)
    return reach.whole_zone or reach.covers(project.unit_id)


def may_file_review(actor: Actor, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and actor.may(REVIEW, unit.id)
