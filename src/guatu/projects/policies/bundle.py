"""Who may name the people that answer for a project."""

from guatu.core.actor import Actor
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import may_on_project

ASSIGN_BUNDLE = "projects.assign_bundle"


def may_assign_bundle(actor: Actor, project: Project) -> bool:
    """By post over the project's unit; being one of the named does not give the power to name another."""
    return may_on_project(actor, ASSIGN_BUNDLE, project)
