"""Who may change the organisation.

Powers over units and posts reach as far as the post that carries them: an office of a park manages the park
and what is below it, never the unit beside it.
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.organization.models import Appointment, Person, Post, TaskForce, Unit
from guatu.organization.roles import ADMINISTRATORS, ROLE_TEXTS

VIEW = "organization.view_unit"
UNITS = "organization.manage_units"
POSTS = "organization.manage_posts"
TASK_FORCES = "organization.manage_task_forces"
ACCOUNTS = "accounts.manage_users"
# The posts and the accounts of the three administrators are in one hand, and that hand has no others.
ADMINISTRATION = "accounts.manage_administrators"
MOBILES = "organization.view_mobile"
SIGN_IN_RULES = "organization.choose_sign_in_rules"


def may_open_zones(actor: Actor) -> bool:
    return actor.may("organization.create_zone")


def may_view_organization(actor: Actor) -> bool:
    return actor.may(VIEW)


def _may_at(actor: Actor, permission: str, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and actor.may(permission, unit.id)


def may_manage_unit(actor: Actor, unit: Unit) -> bool:
    """Edit it, name it, give it its territories."""
    return _may_at(actor, UNITS, unit)


def may_create_unit(actor: Actor, parent: Unit) -> bool:
    return _may_at(actor, UNITS, parent)


def may_close_unit(actor: Actor, unit: Unit) -> bool:
    """Closing a unit is up to whoever manages the one above it."""
    return actor.zone_id == unit.zone_id and actor.reach(UNITS).covers(unit.parent_id)


def may_move_unit(actor: Actor, unit: Unit, parent: Unit) -> bool:
    """From one place to another: both must lie within reach."""
    return may_close_unit(actor, unit) and _may_at(actor, UNITS, parent)


def power_over(roles: Collection[str]) -> str:
    """The permission that posts with these roles ask for."""
    return POSTS if ADMINISTRATORS.isdisjoint(roles) else ADMINISTRATION


def roles_to_give(actor: Actor, unit: Unit) -> list[str]:
    """The roles that the actor may give to posts of the unit, in the order in which they are offered."""
    return [role for role in ROLE_TEXTS if may_create_post(actor, unit, [role])]


def may_create_post(actor: Actor, unit: Unit, roles: Collection[str] = ()) -> bool:
    return _may_at(actor, power_over(roles), unit)


def may_create_some_post(actor: Actor, unit: Unit) -> bool:
    """An administrator's, or any other."""
    return may_create_post(actor, unit) or may_create_post(actor, unit, ADMINISTRATORS)


def may_manage_post(actor: Actor, post: Post) -> bool:
    return actor.zone_id == post.zone_id and actor.may(power_over(post.roles), post.unit_id)


def may_edit_post(actor: Actor, post: Post, roles: Collection[str]) -> bool:
    """Both what it carries and what it is to carry must be in the actor's hand."""
    return may_manage_post(actor, post) and actor.may(power_over(roles), post.unit_id)


def may_manage_appointment(actor: Actor, appointment: Appointment) -> bool:
    return actor.zone_id == appointment.zone_id and may_manage_post(actor, appointment.post)


def may_register_person(actor: Actor) -> bool:
    return actor.may(POSTS)


def may_edit_person(actor: Actor, person: Person) -> bool:
    return may_on_person(actor, POSTS, person)


def may_hand_over_duties(actor: Actor, person: Person) -> bool:
    """Start a hand-over; each duty then asks its own app's policy."""
    return actor.zone_id == person.zone_id and actor.may(POSTS)


def may_manage_account(actor: Actor, person: Person) -> bool:
    """Whoever could reset an administrator's password could do that administrator's work."""
    return may_on_person(actor, power_over_account(person), person)


def power_over_account(person: Person) -> str:
    """The permission that the account asks for, by the posts its person holds or will hold."""
    roles = {role for held in held_or_coming(person).values_list("post__roles", flat=True) for role in held}
    return ACCOUNTS if ADMINISTRATORS.isdisjoint(roles) else ADMINISTRATION


def held_or_coming(person: Person) -> QuerySet[Appointment]:
    """The person's appointments that have not ended."""
    day = today(Zone.objects.get(id=person.zone_id))
    return Appointment.objects.filter(zone_id=person.zone_id, person_id=person.id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def may_view_mobile(actor: Actor, person: Person) -> bool:
    """One's own, and whoever's work it is to call people or to give them accounts; the others see it masked."""
    return actor.may(MOBILES) or (actor.person_id is not None and actor.person_id == person.id)


def may_set_email(actor: Actor, person: Person) -> bool:
    """Where their mail goes people say themselves; whoever manages accounts may say it for them."""
    oneself = actor.person_id is not None and (actor.zone_id, actor.person_id) == (person.zone_id, person.id)
    return oneself or may_manage_account(actor, person)


def may_on_person(actor: Actor, permission: str, person: Person) -> bool:
    """Whether every post that the person holds, or will hold, lies within reach.

    Somebody who also holds a post elsewhere carries its powers: whoever could reset that person's password from
    here would reach them.
    """
    reach = actor.reach(permission)
    if actor.zone_id != person.zone_id or not reach:
        return False
    if reach.whole_zone:
        return True
    units = held_or_coming(person).values_list("post__unit_id", flat=True)
    return all(reach.covers(unit_id) for unit_id in units)


def may_create_task_force(actor: Actor, unit: Unit) -> bool:
    return _may_at(actor, TASK_FORCES, unit)


def may_manage_task_force(actor: Actor, task_force: TaskForce) -> bool:
    return actor.zone_id == task_force.zone_id and actor.may(TASK_FORCES, task_force.unit_id)


def may_choose_sign_in_rules(actor: Actor) -> bool:
    """They hold for the whole zone, so only a post over all of it gives them."""
    return actor.reach(SIGN_IN_RULES).whole_zone


def may_record_session(actor: Actor, person: Person) -> bool:
    """People come and go in their own name; that somebody was refused, the door itself says."""
    oneself = actor.person_id is not None and actor.person_id == person.id
    return actor.zone_id == person.zone_id and (oneself or actor.may("organization.record_session"))


def may_link_account(actor: Actor) -> bool:
    """An account that serves several zones is in the hands of whoever runs the installation."""
    return actor.may("accounts.link_account")
