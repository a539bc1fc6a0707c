"""Enter a project by hand."""

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.json import to_json
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.organization.models import Unit
from guatu.projects.details import ProjectDetails, checked_values
from guatu.projects.events.projects import ProjectCreated
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import may_create_project


@use_case(may=may_create_project)
def create_project(*, actor: Actor, unit: Unit, details: ProjectDetails) -> Project:
    """A new project, managed by `unit`. Raises `InvalidInput` with every fault, each at its field."""
    one_at_a_time("projects.names", actor.zone_id)
    day = today(Zone.objects.get(id=actor.zone_id))
    values = checked_values(details, unit=unit, zone_id=actor.zone_id, today=day)
    project = Project.objects.create(zone_id=actor.zone_id, **values)
    record(
        ProjectCreated(zone_id=actor.zone_id, project_id=project.id, unit_id=unit.id),
        subject=project,
        changes={
            name: (None, to_json(value))
            for name, value in values.items()
            if value not in (None, "") and not name.endswith("_precision")
        },
    )
    return project
