"""What people are told of projects, and who may see what it is about."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.notifications.choices import MailTime
from guatu.notifications.kinds import NotificationKind, SubjectKind, add_kind, add_subject
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects

PLAN_DECIDED, PROGRESS = "projects.plan_decided", "projects.progress"
ENROLMENT_DUE = "projects.enrolment_due"


def _may_see_project(actor: Actor, project_id: UUID) -> bool:
    return visible_projects(actor=actor).filter(id=project_id).exists()


add_kind(
    NotificationKind(PLAN_DECIDED, _("A submitted plan is approved or returned"), MailTime.NOW),
    NotificationKind(PROGRESS, _("Progress from the sites"), for_groups=True),
    NotificationKind(ENROLMENT_DUE, _("Papers for the statistics library are missing"), MailTime.DIGEST),
)
add_subject(SubjectKind(Project, _may_see_project))
