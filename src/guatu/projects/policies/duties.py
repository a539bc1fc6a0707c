"""Who may hand duties in projects over."""

from guatu.core.actor import Actor
from guatu.projects.models.project import ProjectDuty

HAND_OVER = "projects.hand_over_project_duty"


def may_hand_over_project_duty(actor: Actor, duty: ProjectDuty) -> bool:
    """By post over the project's unit; those who answer for a project do not pass that on by themselves."""
    return actor.zone_id == duty.zone_id and actor.may(HAND_OVER, duty.project.unit_id)
