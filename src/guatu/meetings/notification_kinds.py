"""What people are told of meetings, and who may see the meeting it is about."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.selectors.meetings import visible_meetings
from guatu.notifications.choices import MailTime
from guatu.notifications.kinds import NotificationKind, SubjectKind, add_kind, add_subject

CALLED, MOVED, CANCELLED = "meetings.called", "meetings.moved", "meetings.cancelled"


def _may_see_meeting(actor: Actor, meeting_id: UUID) -> bool:
    return visible_meetings(actor=actor).filter(id=meeting_id).exists()


add_kind(
    NotificationKind(CALLED, _("A meeting of mine is called"), MailTime.NOW),
    NotificationKind(MOVED, _("A meeting of mine is moved"), MailTime.NOW),
    NotificationKind(CANCELLED, _("A meeting of mine is cancelled"), MailTime.NOW),
)
add_subject(SubjectKind(Meeting, _may_see_meeting))
