"""The people of an invented zone: one account that is at home in all of them, and one clerk in each unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit
from guatu.organization.powers import actor_for, system_actor
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.link_account import link_account
from guatu.organization.use_cases.register_person import register_person

PARKS = 8
# Whose account heads the office of every invented zone.
ACCOUNT = "load"
_SINCE = date(2010, 1, 1)


@dataclass(frozen=True, slots=True)
class Staff:
    """The parks of a zone, and somebody in each who acts for it."""

    parks: Sequence[Unit]
    clerks: Sequence[Actor]


def head_of_office(password: str) -> User:
    """The account, made once, whose password is then `password`."""
    user, _is_new = User.objects.get_or_create(username=ACCOUNT)
    user.password = make_password(password)
    user.save(update_fields=["password"])
    return user


def staff(zone: Zone, root: Unit, head: User) -> Staff:
    """Parks with a clerk each below `root`, and `head` at the head of the zone's office."""
    console = system_actor("console", zone)
    appoint_head(zone, root, head)
    parks = [
        create_unit(actor=console, name=f"园区{number:02}（虚构）", type=UnitType.PARK, parent=root)
        for number in range(1, PARKS + 1)
    ]
    clerks = []
    for number, park in enumerate(parks, 1):
        # Nobody signs in as a clerk: the account is there because whoever acts has one.
        user = User.objects.create(
            username=f"load-{zone.code.lower()}-{number:02}", password=make_password(None)
        )
        _appoint(zone, park, f"办事员{number:02}（虚构）", ["clerk"], user)
        actor = actor_for(user, zone)
        if actor is None:
            raise LookupError(user.username)
        clerks.append(actor)
    return Staff(parks, clerks)


def appoint_head(zone: Zone, root: Unit, head: User) -> None:
    """`head` at the head of the office of a zone, a city or a province."""
    _appoint(zone, root, "办公室主任（虚构）", ["office_head"], head)


def _appoint(zone: Zone, unit: Unit, name: str, roles: list[str], user: User) -> None:
    console = system_actor("console", zone)
    person = register_person(actor=console, name=name)
    link_account(actor=console, person=person, user=user)
    post = create_post(actor=console, unit=unit, title=name.partition("（")[0], roles=roles)
    appoint_person(actor=console, person=person, post=post, valid_from=_SINCE)
