"""Link a signed or landed prospect with the project it became."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.investment.choices import Stage
from guatu.investment.events import ProjectLinked
from guatu.investment.models.prospects import Prospect
from guatu.investment.policies import may_edit_prospect
from guatu.investment.project_links import check_link
from guatu.projects.models.project import Project


@use_case(may=may_edit_prospect)
def link_project(*, actor: Actor, prospect: Prospect, project: Project) -> Prospect:
    """From then on the same-year enrolment rate finds the project's entry. Raises `Refused`, `InvalidInput`."""
    if prospect.stage not in (Stage.SIGNED, Stage.LANDED):
        raise Refused(_("Only what is signed has a project."), code="not_signed")
    check_link(actor, prospect, project)
    changes = change(prospect, project=project)
    if changes:
        record(
            ProjectLinked(zone_id=prospect.zone_id, prospect_id=prospect.id, project_id=project.id),
            subject=prospect,
            changes=changes,
            about=(project.id,),
        )
    return prospect
