"""Three administrators, none of whom can do another's work, nor make somebody who can."""

from itertools import combinations

import pytest

from guatu.config.roles import ROLES
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.organization.models import Appointment, Person, Post
from guatu.organization.roles import ADMINISTRATORS
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.edit_post import edit_post
from guatu.organization.use_cases.lock_account import lock_account
from guatu.organization.use_cases.reset_password import reset_password
from tests.builders import LONG_AGO, a_person, a_zone, an_actor, console, the_root

pytestmark = pytest.mark.django_db

# What all three may: see who is who.
SHARED = {"organization.view_unit"}
OTHERS = sorted(set(ROLES) - ADMINISTRATORS)


@pytest.mark.parametrize(("one", "another"), list(combinations(sorted(ADMINISTRATORS), 2)))
def test_they_share_no_power(one: str, another: str) -> None:
    assert ROLES[one] & ROLES[another] == SHARED


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_has_their_powers(role: str) -> None:
    own = {p for p in ROLES[role] if p.startswith(("accounts.", "audit."))}
    assert own == set()


def test_the_audit_administrator_changes_nothing() -> None:
    assert ROLES["auditor"] == {"audit.view_record", *SHARED}


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"security_administrator"}))
def test_only_the_security_administrator_makes_administrators(role: str) -> None:
    zone = a_zone()
    actor = an_actor(zone, role)
    for given in sorted(ADMINISTRATORS):
        with pytest.raises(NotAllowed):
            create_post(actor=actor, unit=the_root(zone), title=given, roles=[given])
        post = create_post(actor=console(zone), unit=the_root(zone), title=f"{given} 2", roles=[given])
        with pytest.raises(NotAllowed):
            appoint_person(actor=actor, person=a_person(zone), post=post, valid_from=LONG_AGO)
        # Nor by way of a post that is harmless at first, or that stops being one.
        with pytest.raises(NotAllowed):
            edit_post(actor=actor, post=post, title=post.title, roles=[])
        harmless = create_post(actor=console(zone), unit=the_root(zone), title=f"{given} 3", roles=[])
        with pytest.raises(NotAllowed):
            edit_post(actor=actor, post=harmless, title=harmless.title, roles=[given])


def test_the_security_administrator_makes_no_others() -> None:
    zone = a_zone()
    actor = an_actor(zone, "security_administrator")
    post = create_post(actor=actor, unit=the_root(zone), title="审计管理员", roles=["auditor"])
    appoint_person(actor=actor, person=a_person(zone), post=post, valid_from=LONG_AGO)
    assert Appointment.objects.filter(post=post).exists()
    for roles in ([], ["office"], ["leader"]):
        with pytest.raises(NotAllowed):
            create_post(actor=actor, unit=the_root(zone), title="别的", roles=roles)


@pytest.mark.parametrize("victim", sorted(ADMINISTRATORS))
def test_the_system_administrator_takes_no_administrator_over(victim: str) -> None:
    zone = a_zone()
    system = an_actor(zone, "system_administrator", username="system")
    security = an_actor(zone, "security_administrator", username="security")
    person = Person.objects.get(id=an_actor(zone, victim, username="victim").person_id)
    for act in (reset_password, lock_account):
        with pytest.raises(NotAllowed):
            act(actor=system, person=person)
    reset_password(actor=security, person=person)
    clerk = Person.objects.get(id=an_actor(zone, "clerk").person_id)
    reset_password(actor=system, person=clerk)
    with pytest.raises(NotAllowed):
        reset_password(actor=security, person=clerk)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_an_administrator_holds_no_other_role(role: str) -> None:
    zone = a_zone()
    host = console(zone)
    for other in sorted({"office", *ADMINISTRATORS} - {role}):
        with pytest.raises(InvalidInput):
            create_post(actor=host, unit=the_root(zone), title="双", roles=[role, other])
        person = Person.objects.get(id=an_actor(zone, role, username=f"{role}-{other}").person_id)
        post = create_post(actor=host, unit=the_root(zone), title=f"兼 {other}", roles=[other])
        with pytest.raises(Refused):
            appoint_person(actor=host, person=person, post=post, valid_from=LONG_AGO)
        # A post without a role is a line in the roster, and stays one as long as they hold it.
        plain = Post.objects.get(
            id=create_post(actor=host, unit=the_root(zone), title=f"挂 {other}", roles=[]).id
        )
        appoint_person(actor=host, person=person, post=plain, valid_from=LONG_AGO)
        with pytest.raises(Refused):
            edit_post(actor=host, post=plain, title=plain.title, roles=[other])
