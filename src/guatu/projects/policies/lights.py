"""Who may set lights and choose their rules."""

from guatu.core.actor import Actor
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import may_on_project

OVERRIDE = "projects.override_light"
WITHDRAW = "projects.withdraw_light_override"
CHOOSE = "projects.choose_light_rules"


def may_refresh_lights(actor: Actor) -> bool:
    """Lights follow from facts by themselves; only the jobs that see to it evaluate them."""
    return actor.may("projects.refresh_lights")


def may_expire_light_overrides(actor: Actor) -> bool:
    return actor.may("projects.expire_light_overrides")


def may_raise_red_lights(actor: Actor) -> bool:
    """Only the clock raises what the zone's rules say of themselves."""
    return actor.may("projects.raise_red_lights")


def may_override_light(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, OVERRIDE, project)


def may_withdraw_light_override(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, WITHDRAW, project)


def may_choose_light_rules(actor: Actor) -> bool:
    """The rules hold for the whole zone, so choosing them takes powers over all of it."""
    return actor.reach(CHOOSE).whole_zone
