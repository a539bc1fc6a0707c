"""What people are told of matters."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.matters import visible_matters
from guatu.notifications.choices import MailTime
from guatu.notifications.kinds import NotificationKind, SubjectKind, add_kind, add_subject

DISPATCHED = "matters.dispatched"
RETURNED = "matters.returned"
ASKED = "matters.asked"
DECIDED = "matters.decided"
TO_VERIFY = "matters.to_verify"
SENT_BACK = "matters.sent_back"
ANSWERED = "matters.answered"
ENDED = "matters.ended"
RUNG = "matters.rung"


def _may_see(actor: Actor, matter_id: UUID) -> bool:
    return visible_matters(actor=actor).filter(id=matter_id).exists()


add_kind(
    NotificationKind(DISPATCHED, _("a matter was given to my unit"), MailTime.NOW),
    NotificationKind(RETURNED, _("a matter was returned to the dispatcher")),
    NotificationKind(ASKED, _("somebody asks for more time, a stop, support or a meeting")),
    NotificationKind(DECIDED, _("my request was decided")),
    NotificationKind(TO_VERIFY, _("a matter waits to be verified or struck off")),
    NotificationKind(SENT_BACK, _("a matter was sent back or reopened"), MailTime.NOW),
    NotificationKind(ANSWERED, _("an answer to what I raised")),
    NotificationKind(ENDED, _("what I raised has ended")),
    NotificationKind(RUNG, _("a matter is nearly due or overdue"), MailTime.NOW),
)
add_subject(SubjectKind(Matter, _may_see))
