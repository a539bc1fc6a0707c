"""What happens around meetings."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SeriesDefined(Event):
    name = "meetings.series.defined"
    sentence = _("defined a series of meetings")

    series_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeriesRenamed(Event):
    name = "meetings.series.renamed"
    sentence = _("renamed the series of meetings")

    series_id: UUID
    new_name: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class MeetingEvent(Event):
    """Base: which meeting of which series."""

    meeting_id: UUID
    series_id: UUID


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(MeetingEvent):
    name = "meetings.meeting.called"
    sentence = _("called the meeting")

    number: int
    day: date


@dataclass(frozen=True, kw_only=True)
class AgendaBuilt(MeetingEvent):
    """`added`: how many items came onto the agenda."""

    name = "meetings.agenda.built"
    sentence = _("brought the agenda up to date")

    added: int


@dataclass(frozen=True, kw_only=True)
class AgendaSentOut(MeetingEvent):
    name = "meetings.agenda.sent_out"
    sentence = _("sent out the agenda")


@dataclass(frozen=True, kw_only=True)
class MeetingStarted(MeetingEvent):
    name = "meetings.meeting.started"
    sentence = _("began the meeting")


@dataclass(frozen=True, kw_only=True)
class MeetingClosed(MeetingEvent):
    """`moved`: how many items go on to the next meeting."""

    name = "meetings.meeting.closed"
    sentence = _("closed the meeting")

    moved: int


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(MeetingEvent):
    name = "meetings.meeting.moved"
    sentence = _("moved the meeting")

    old_day: date
    day: date


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(MeetingEvent):
    name = "meetings.meeting.cancelled"
    sentence = _("cancelled the meeting")


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(MeetingEvent):
    name = "meetings.attendance.recorded"
    sentence = _("recorded who was there")

    present: int
    expected: int


@dataclass(frozen=True, kw_only=True)
class ItemEvent(Event):
    """Base: which item, of which series; `meeting_id` is None in the backlog."""

    series_id: UUID
    item_id: UUID
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ItemAdded(ItemEvent):
    name = "meetings.item.added"
    sentence = _("put an item on the agenda")


@dataclass(frozen=True, kw_only=True)
class ItemMoved(ItemEvent):
    """`to_id`: the item that it is now; None for the backlog."""

    name = "meetings.item.moved"
    sentence = _("moved an item to the next meeting")

    to_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ItemReordered(ItemEvent):
    name = "meetings.item.reordered"
    sentence = _("changed the order of the agenda")


@dataclass(frozen=True, kw_only=True)
class ItemDropped(ItemEvent):
    name = "meetings.item.dropped"
    sentence = _("took an item off the agenda")


@dataclass(frozen=True, kw_only=True)
class ItemDiscussed(ItemEvent):
    name = "meetings.item.discussed"
    sentence = _("wrote down what came of an item")

    outcome: str


@dataclass(frozen=True, kw_only=True)
class ResolutionPassed(ItemEvent):
    name = "meetings.resolution.passed"
    sentence = _("passed a resolution")

    resolution_id: UUID
    matter_id: UUID
    unit_id: UUID
    due_on: date


@dataclass(frozen=True, kw_only=True)
class VisitFiled(Event):
    name = "meetings.visit.filed"
    sentence = _("filed a visit to the site")

    visit_id: UUID
    kind: str
    project_id: UUID | None = None
    findings: int = 0


@dataclass(frozen=True, kw_only=True)
class ReviewFiled(Event):
    name = "meetings.review.filed"
    sentence = _("filed a weekly review")

    review_id: UUID
    week: str
    cause: str
