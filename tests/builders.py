"""Small builders for tests: a zone with its tree, people in posts, actors."""

from datetime import date

from guatu.accounts.models import User
from guatu.core.actor import Actor, SystemActor
from guatu.core.models import Zone
from guatu.organization.choices import UnitType
from guatu.organization.models import Person, Unit
from guatu.organization.powers import actor_for, system_actor
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.create_zone import create_zone
from guatu.organization.use_cases.register_person import register_person

LONG_AGO = date(2010, 1, 1)


def a_zone(code: str = "TZ", name: str = "测试新区") -> Zone:
    """An empty zone with its root unit."""
    zone = Zone(code=code, name=name)
    create_zone(actor=console(zone), zone=zone)
    return zone


def console(zone: Zone) -> SystemActor:
    """Whoever runs commands on the machine."""
    return system_actor("console", zone)


def the_root(zone: Zone) -> Unit:
    return Unit.objects.get(zone=zone, parent=None)


def a_unit(
    zone: Zone, name: str = "生命科学产业园", type: UnitType = UnitType.PARK, parent: Unit | None = None
) -> Unit:
    return create_unit(actor=console(zone), name=name, type=type, parent=parent or the_root(zone))


def a_person(zone: Zone, name: str = "联系人甲", user: User | None = None) -> Person:
    return register_person(actor=console(zone), name=name, user=user)


def a_user(username: str = "user", password: str = "a long enough password") -> User:
    return User.objects.create_user(username, password)


def an_actor(zone: Zone, *roles: str, unit: Unit | None = None, username: str = "") -> Actor:
    """Somebody signed in, holding one post with `roles` at `unit` (the root where none is named)."""
    name = username or "-".join(roles) or "nobody"
    user = a_user(name)
    person = a_person(zone, name=name, user=user)
    post = create_post(
        actor=console(zone), unit=unit or the_root(zone), title=f"post of {name}", roles=list(roles)
    )
    appoint_person(actor=console(zone), person=person, post=post, valid_from=LONG_AGO)
    actor = actor_for(user, zone)
    assert actor is not None
    return actor
