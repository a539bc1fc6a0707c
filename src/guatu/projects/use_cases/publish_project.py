"""Make a project public."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Refused
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.projects.events.projects import ProjectPublished
from guatu.projects.models.project import Project
from guatu.projects.models.publication import ProjectPublication
from guatu.projects.policies.projects import may_publish_project
from guatu.projects.selectors.publications import publication_of


@use_case(may=may_publish_project)
def publish_project(*, actor: Actor, project: Project, description: str = "") -> ProjectPublication:
    """From today on its facts, committed milestones and place go out with the public data. `description` is written
    for the public. Raises `Refused` where it is public, or withdrawn."""
    if publication_of(project) is not None:
        raise Refused(_("The project is public already."), code="public")
    if project.withdrawn_on is not None:
        raise Refused(_("This project was withdrawn."), code="withdrawn")
    publication = ProjectPublication.objects.create(
        zone_id=project.zone_id,
        project=project,
        published_on=today(Zone.objects.get(id=project.zone_id)),
        published_by=actor.name,
        description=description.strip(),
    )
    record(
        ProjectPublished(zone_id=project.zone_id, project_id=project.id),
        subject=project,
        changes={"public_description": (None, publication.description)} if publication.description else {},
    )
    return publication
