"""Take a withdrawn project up again."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.projects import ProjectReinstated
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import may_withdraw_project


@use_case(may=may_withdraw_project)
def reinstate_project(*, actor: Actor, project: Project, reason: str) -> Project:
    """The project counts again. The lists that it left are entered anew, each with its own reason.

    Raises `Refused` where it was not withdrawn, `InvalidInput` without a reason.
    """
    if project.withdrawn_on is None:
        raise Refused(_("The project has not been withdrawn."), code="not_withdrawn")
    if not reason.strip():
        raise InvalidInput({"reason": _("Say why the project is taken up again, and who decided.")})
    record(
        ProjectReinstated(zone_id=project.zone_id, project_id=project.id),
        subject=project,
        changes=change(project, withdrawn_on=None),
        reason=reason.strip(),
    )
    return project
