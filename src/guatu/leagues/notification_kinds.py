"""What people are told of league tables."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.leagues.models import LeagueRun
from guatu.leagues.policies import VIEW
from guatu.leagues.selectors.tables import visible_runs
from guatu.notifications.choices import MailTime
from guatu.notifications.kinds import NotificationKind, SubjectKind, add_kind, add_subject

PUBLISHED = "leagues.published"
OBJECTED = "leagues.objected"
ANSWERED = "leagues.answered"


def _may_see(actor: Actor, run_id: UUID) -> bool:
    return actor.may(VIEW) and visible_runs(actor=actor).filter(id=run_id).exists()


add_kind(
    NotificationKind(PUBLISHED, _("a league table with my unit was published, corrected or made final")),
    NotificationKind(OBJECTED, _("a unit objects to a number in a league table"), MailTime.NOW),
    NotificationKind(ANSWERED, _("my objection to a league table was answered"), MailTime.NOW),
)
add_subject(SubjectKind(LeagueRun, _may_see))
