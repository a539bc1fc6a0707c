"""The demo accounts: one for each kind of user, all with the same printed password."""

from datetime import date

from django.contrib.auth.hashers import make_password

from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.demo.sign_ins import PARK, PASSWORD, SIGN_INS, SignIn
from guatu.organization.models import Person, Unit
from guatu.organization.powers import system_actor
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.link_account import link_account
from guatu.organization.use_cases.register_person import register_person


def give_accounts(zone: Zone, *, since: date, park: str = PARK) -> None:
    """Register who is missing, give each an account and a post held since `since`; those of a park in `park`."""
    # Hashed once for all: the password is printed, so a salt of each account's own would hide nothing.
    password = make_password(PASSWORD)
    for sign_in in SIGN_INS:
        _give(zone, sign_in, since, password, park if sign_in.unit == PARK else sign_in.unit)


def give_account(zone: Zone, sign_in: SignIn, *, since: date) -> None:
    """The same for one account, at the root of the zone."""
    _give(zone, sign_in, since, make_password(PASSWORD), "")


def _give(zone: Zone, sign_in: SignIn, since: date, password: str, unit_name: str) -> None:
    actor = system_actor("demo", zone)
    person = Person.objects.filter(zone=zone, name=sign_in.person).first()
    person = person or register_person(actor=actor, name=sign_in.person)
    # Everybody is told this password, so nobody has to change it.
    user, _is_new = User.objects.get_or_create(username=sign_in.username, defaults={"password": password})
    link_account(actor=actor, person=person, user=user)
    unit = Unit.objects.get(zone=zone, name=unit_name) if unit_name else root_unit(zone.id)
    post = create_post(actor=actor, unit=unit, title=sign_in.title, roles=list(sign_in.roles))
    appoint_person(actor=actor, person=person, post=post, valid_from=since, source="演示数据")
