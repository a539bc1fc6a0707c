"""Who may define, freeze and fill project lists."""

from guatu.core.actor import Actor
from guatu.projects.models.lists import ListMembership, ProjectList

MANAGE_LISTS = "projects.manage_lists"


def may_manage_lists(actor: Actor) -> bool:
    """A list is the zone's, and reported upwards as one: it takes powers over all of the zone."""
    return actor.reach(MANAGE_LISTS).whole_zone


def may_manage_list(actor: Actor, project_list: ProjectList) -> bool:
    return actor.zone_id == project_list.zone_id and may_manage_lists(actor)


def may_end_membership(actor: Actor, membership: ListMembership) -> bool:
    return actor.zone_id == membership.zone_id and may_manage_lists(actor)
