"""Who may do what with a project: by post over its unit, or by answering for it by name."""

from guatu.core.actor import Actor
from guatu.organization.models import Unit
from guatu.projects.models.project import Project, ProjectDuty

VIEW_PROJECT = "projects.view_project"
CREATE_PROJECT = "projects.create_project"
EDIT_PROJECT = "projects.edit_project"
PUBLISH = "projects.publish_project"

# What the lead official and the liaison of a project may do with it whatever their posts say.
BY_DUTY = frozenset(
    {
        "projects.view_project",
        "projects.file_progress_report",
        "projects.file_start_proof",
        "projects.file_enrolment_paper",
        "projects.report_investment",
        "projects.describe_works",
        "projects.instantiate_plan",
        "projects.revise_plan",
        "projects.tune_plan",
        "projects.submit_plan",
        "projects.discard_plan",
        "projects.achieve_milestone",
        "projects.forecast_milestone",
    }
)


def may_on_project(actor: Actor, permission: str, project: Project) -> bool:
    """Whether the actor holds `permission` at the project's unit, or by a duty in this project."""
    if actor.zone_id != project.zone_id:
        return False
    if actor.may(permission, project.unit_id):
        return True
    return (
        permission in BY_DUTY
        and actor.person_id is not None
        and ProjectDuty.objects.filter(
            zone_id=project.zone_id, project_id=project.id, person_id=actor.person_id, valid_to__isnull=True
        ).exists()
    )


def may_create_project(actor: Actor, unit: Unit | None = None) -> bool:
    """At `unit`; or, where none is named, anywhere."""
    if unit is not None and unit.zone_id != actor.zone_id:
        return False
    return actor.may(CREATE_PROJECT, unit.id if unit is not None else None)


def may_edit_project(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, EDIT_PROJECT, project)


def may_withdraw_project(actor: Actor, project: Project) -> bool:
    """Also who may take it up again."""
    return may_on_project(actor, "projects.withdraw_project", project)


def may_plan_year(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, "projects.plan_year", project)


def may_import_projects(actor: Actor) -> bool:
    return actor.may("projects.import_projects")


def may_export_projects(actor: Actor) -> bool:
    return actor.may("projects.export_projects")


def may_publish_project(actor: Actor, project: Project) -> bool:
    """Also who may take it out of the public data again."""
    return may_on_project(actor, PUBLISH, project)


def may_export_public_projects(actor: Actor) -> bool:
    return actor.may(PUBLISH)
