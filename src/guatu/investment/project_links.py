"""Which project a prospect became."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.investment.models.prospects import Prospect
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects


def check_link(actor: Actor, prospect: Prospect, project: Project) -> None:
    """A project came from one prospect, and whoever links it sees it. Raises `InvalidInput`."""
    if not visible_projects(actor=actor).filter(id=project.id).exists():
        raise InvalidInput({"project": _("Choose a project that you see.")})
    taken = Prospect.objects.filter(zone_id=prospect.zone_id, project=project).exclude(id=prospect.id).first()
    if taken is not None:
        raise InvalidInput({"project": _("This project came from “%s” already.") % taken.name})
