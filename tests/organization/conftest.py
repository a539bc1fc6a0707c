"""A zone with two parks, a post and a person in each, and everybody who may knock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.organization.models import Appointment, Person, Post, TaskForce, Unit, UnitAlias
from guatu.organization.use_cases.add_unit_alias import add_unit_alias
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.form_task_force import form_task_force
from tests.builders import LONG_AGO, a_person, a_unit, a_zone, an_actor, console

OpenAs = Callable[..., Client]


@dataclass(frozen=True)
class Place:
    """A park with what pages are about."""

    unit: Unit
    post: Post
    person: Person
    appointment: Appointment
    coming: Appointment
    alias: UnitAlias
    force: TaskForce


def a_place(zone: Zone, name: str) -> Place:
    actor, unit = console(zone), a_unit(zone, name)
    post = create_post(actor=actor, unit=unit, title="主任", roles=["clerk"])
    person = a_person(zone, f"{name}主任")
    return Place(
        unit=unit,
        post=post,
        person=person,
        appointment=appoint_person(
            actor=actor, person=person, post=post, valid_from=LONG_AGO, valid_to=date(2990, 1, 1)
        ),
        coming=appoint_person(actor=actor, person=person, post=post, valid_from=date(2999, 1, 1)),
        alias=add_unit_alias(actor=actor, unit=unit, name=f"{name}别名"),
        force=form_task_force(actor=actor, name=f"{name}专班", unit=unit, valid_from=LONG_AGO),
    )


@pytest.fixture
def zone(db: None) -> Zone:
    return a_zone("TZ")


@pytest.fixture
def own(zone: Zone) -> Place:
    return a_place(zone, "甲园")


@pytest.fixture
def sibling(zone: Zone) -> Place:
    return a_place(zone, "乙园")


@pytest.fixture
def open_as() -> OpenAs:
    """A browser of somebody with some roles at a unit (the top where none is named); nobody is signed in without."""

    def sign_in(zone: Zone, *roles: str, unit: Unit | None = None, username: str = "") -> Client:
        client = Client(headers={"accept-language": "en"})
        actor = an_actor(zone, *roles, unit=unit, username=username)
        client.force_login(User.objects.get(id=actor.user_id))
        return client

    return sign_in
