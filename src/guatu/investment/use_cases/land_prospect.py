"""Record that a signed prospect has landed, with its project where there is one already."""

from datetime import date
from typing import Any

from guatu.core.actor import Actor
from guatu.core.use_case import record, use_case
from guatu.investment.choices import Stage
from guatu.investment.events import ProspectLanded
from guatu.investment.models.prospects import Prospect
from guatu.investment.policies import may_edit_prospect
from guatu.investment.project_links import check_link
from guatu.investment.stage_moves import check_move, write_move
from guatu.projects.choices import Precision
from guatu.projects.models.project import Project


@use_case(may=may_edit_prospect)
def land_prospect(
    *,
    actor: Actor,
    prospect: Prospect,
    on: date,
    project: Project | None = None,
    precision: str = Precision.DAY,
) -> Prospect:
    """The project may also be linked later. Raises `Refused`, `InvalidInput`."""
    check_move(prospect, Stage.LANDED, on, coarse=precision != Precision.DAY)
    linked: dict[str, Any] = {}
    if project is not None:
        check_link(actor, prospect, project)
        linked = {"project": project}
    changes = write_move(actor, prospect, Stage.LANDED, on, precision=precision, **linked)
    record(
        ProspectLanded(
            zone_id=prospect.zone_id,
            prospect_id=prospect.id,
            on=on,
            project_id=project.id if project is not None else None,
        ),
        subject=prospect,
        changes=changes,
        about=(project.id,) if project is not None else (),
    )
    return prospect
