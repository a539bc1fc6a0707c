"""What people are told of entries."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.indicators.models.entry import EntrySet, Submission
from guatu.indicators.selectors.submissions import visible_sets, visible_submissions
from guatu.notifications.choices import MailTime
from guatu.notifications.kinds import NotificationKind, SubjectKind, add_kind, add_subject

DUE = "indicators.due"
TO_DECIDE = "indicators.to_decide"
DECIDED = "indicators.decided"


def _may_see_submission(actor: Actor, submission_id: UUID) -> bool:
    return visible_submissions(actor=actor).filter(id=submission_id).exists()


def _may_see_set(actor: Actor, set_id: UUID) -> bool:
    return visible_sets(actor=actor).filter(id=set_id).exists()


add_kind(
    NotificationKind(DUE, _("my unit's indicators are still to be submitted"), MailTime.NOW),
    NotificationKind(TO_DECIDE, _("entries of indicators wait for review or approval")),
    NotificationKind(DECIDED, _("my unit's entries of indicators were returned or reopened"), MailTime.NOW),
)
add_subject(SubjectKind(Submission, _may_see_submission))
add_subject(SubjectKind(EntrySet, _may_see_set))
