"""Who may change the organisation."""

from guatu.core.actor import Actor


def may_open_zones(actor: Actor) -> bool:
    return actor.may("organization.create_zone")


def may_manage_units(actor: Actor) -> bool:
    return actor.may("organization.manage_units")


def may_manage_posts(actor: Actor) -> bool:
    return actor.may("organization.manage_posts")


def may_manage_task_forces(actor: Actor) -> bool:
    return actor.may("organization.manage_task_forces")
