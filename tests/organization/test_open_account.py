"""Accounts: given, locked, taken over by nobody."""

import pytest

from guatu.accounts.models import User
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.organization.models import Person
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.link_account import link_account
from guatu.organization.use_cases.lock_account import lock_account
from guatu.organization.use_cases.open_account import open_account
from guatu.organization.use_cases.reset_password import reset_password
from guatu.organization.use_cases.unlock_account import unlock_account
from tests.builders import LONG_AGO, a_person, a_unit, a_zone, an_actor, console

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["", "two words", "x" * 65, "a/b", "Wang", "wang"])
def test_faulty_names(name: str) -> None:
    zone = a_zone()
    open_account(actor=console(zone), person=a_person(zone), username="wang")
    with pytest.raises(InvalidInput) as caught:
        open_account(actor=console(zone), person=a_person(zone), username=name)
    assert [fault.place for fault in caught.value.faults] == ["username"]


def test_an_administrator_of_a_park_cannot_take_over_who_reaches_further() -> None:
    zone = a_zone()
    park = a_unit(zone)
    admin = an_actor(zone, "system_administrator", unit=park)
    leader = an_actor(zone, "leader")
    inside = an_actor(zone, "clerk", unit=park)
    reset_password(actor=admin, person=Person.objects.get(id=inside.person_id))
    victim = Person.objects.get(id=leader.person_id)
    # Not even through a post in the park that the leader holds beside the other.
    post = create_post(actor=console(zone), unit=park, title="挂职", roles=[])
    appoint_person(actor=console(zone), person=victim, post=post, valid_from=LONG_AGO)
    for act in (reset_password, lock_account, unlock_account):
        with pytest.raises(NotAllowed):
            act(actor=admin, person=victim)


def test_an_account_of_two_zones_is_touched_by_the_console_alone() -> None:
    here, there = a_zone("AA"), a_zone("BB")
    admin = an_actor(here, "system_administrator")
    victim = an_actor(there, "leader", username="victim")
    user = User.objects.get(id=victim.user_id)
    person = a_person(here)
    with pytest.raises(NotAllowed):
        link_account(actor=admin, person=person, user=user)
    link_account(actor=console(here), person=person, user=user)
    for act in (reset_password, lock_account):
        with pytest.raises(Refused):
            act(actor=admin, person=person)
    lock_account(actor=console(here), person=person)
    assert not User.objects.get(id=user.id).is_active


def test_nobody_locks_themselves_out() -> None:
    zone = a_zone()
    admin = an_actor(zone, "security_administrator")
    own = Person.objects.get(id=admin.person_id)
    for act in (reset_password, lock_account, unlock_account):
        with pytest.raises(Refused):
            act(actor=admin, person=own)


def test_what_is_so_already_is_refused() -> None:
    zone = a_zone()
    person = a_person(zone)
    actor = console(zone)
    for act in (reset_password, lock_account, unlock_account):
        with pytest.raises(Refused):  # no account
            act(actor=actor, person=person)
    open_account(actor=actor, person=person, username="wang")
    with pytest.raises(Refused):
        open_account(actor=actor, person=person, username="li")
    with pytest.raises(Refused):
        unlock_account(actor=actor, person=person)
    lock_account(actor=actor, person=person)
    with pytest.raises(Refused):
        lock_account(actor=actor, person=person)
    other = a_person(zone, "别人")
    with pytest.raises(Refused):
        link_account(actor=actor, person=other, user=User.objects.get(username="wang"))


def test_an_administrator_of_another_zone_reaches_nobody() -> None:
    here, there = a_zone("AA"), a_zone("BB")
    admin = an_actor(here, "system_administrator")
    with pytest.raises(NotAllowed):
        open_account(actor=admin, person=a_person(there), username="wang")
