"""Who may set lights and choose their rules."""

from guatu.core.actor import Actor
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import may_on_project


def may_refresh_lights(actor: Actor) -> bool:
    """Lights follow from facts; whoever may change the facts may have them evaluated again."""
    return actor.may("projects.view_project")


def may_override_light(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, "projects.override_light", project)


def may_choose_light_rules(actor: Actor) -> bool:
    return actor.may("projects.choose_light_rules")
