"""Change the facts of a project."""

from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.organization.models import Unit
from guatu.projects.choices import PlanStatus
from guatu.projects.details import ProjectDetails, checked_values
from guatu.projects.events.projects import ProjectEdited
from guatu.projects.models.plan import Plan
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import EDIT_PROJECT, may_edit_project

COMMITMENT = ("committed_start", "committed_finish")


@use_case(may=may_edit_project)
def edit_project(
    *, actor: Actor, project: Project, unit: Unit, details: ProjectDetails, reason: str = ""
) -> Project:
    """Bring the project to these facts. Nothing is recorded where nothing differs.

    `project.version` is the version that was looked at: `StaleVersion` where somebody has changed it since. A
    committed date that was there and becomes another one needs a `reason`; where an approved plan has set it, only
    another plan changes it. Raises `InvalidInput` with every fault, each at its field.
    """
    one_at_a_time("projects.names", project.zone_id)
    day = today(Zone.objects.get(id=project.zone_id))
    values = checked_values(details, unit=unit, zone_id=project.zone_id, today=day, project=project)
    moved = [name for name in COMMITMENT if _differs(project, values, name)]
    faults: dict[str, Any] = {}
    if unit.id != project.unit_id and not actor.may(EDIT_PROJECT, unit.id):
        faults["unit"] = _("Your posts do not reach the projects of “%s”.") % unit.name
    if moved and _has_committed_plan(project):
        message = _("The approved plan has set this date; it changes with the plan.")
        faults |= dict.fromkeys(moved, message)
    elif any(getattr(project, name) is not None for name in moved) and not reason.strip():
        faults["reason"] = _("A committed date changes: say why, and who agreed.")
    if faults:
        raise InvalidInput(faults)
    changes = change(project, **values)
    if changes:
        record(
            ProjectEdited(zone_id=project.zone_id, project_id=project.id, dates_moved=bool(moved)),
            subject=project,
            changes=changes,
            reason=reason.strip(),
        )
    return project


def _has_committed_plan(project: Project) -> bool:
    plans = Plan.objects.filter(zone_id=project.zone_id, project_id=project.id)
    return plans.filter(status=PlanStatus.COMMITTED).exists()


def _differs(project: Project, values: dict[str, Any], name: str) -> bool:
    return any(getattr(project, field) != values[field] for field in (name, f"{name}_precision"))
