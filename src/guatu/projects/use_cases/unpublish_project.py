"""Take a project out of the public data."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.projects.events.projects import ProjectUnpublished
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import may_publish_project
from guatu.projects.selectors.publications import publication_of


@use_case(may=may_publish_project)
def unpublish_project(*, actor: Actor, project: Project, reason: str) -> None:
    """What went out before stays with whoever has it. Raises `Refused` where it is not public, `InvalidInput` without
    a reason."""
    publication = publication_of(project)
    if publication is None:
        raise Refused(_("The project is not public."), code="not_public")
    if not reason.strip():
        raise InvalidInput({"reason": _("Say why the project is public no more.")})
    publication.delete()
    record(
        ProjectUnpublished(zone_id=project.zone_id, project_id=project.id),
        subject=project,
        reason=reason.strip(),
    )
