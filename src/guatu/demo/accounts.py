"""The demo accounts: one for each kind of user, all with the same printed password."""

from datetime import date

from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.demo.sign_ins import PASSWORD, SIGN_INS, SignIn
from guatu.organization.models import Person, Unit
from guatu.organization.powers import system_actor
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.link_account import link_account
from guatu.organization.use_cases.open_account import open_account
from guatu.organization.use_cases.register_person import register_person


def give_accounts(zone: Zone, *, since: date) -> None:
    """Register who is missing, give each an account and a post held since `since`."""
    for sign_in in SIGN_INS:
        _give(zone, sign_in, since)


def _give(zone: Zone, sign_in: SignIn, since: date) -> None:
    actor = system_actor("demo", zone)
    person = Person.objects.filter(zone=zone, name=sign_in.person).first()
    person = person or register_person(actor=actor, name=sign_in.person)
    known = User.objects.filter(username=sign_in.username).first()
    if known is None:
        user = open_account(actor=actor, person=person, username=sign_in.username).user
        # Everybody is told this password, so nobody has to change it.
        user.set_password(PASSWORD)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
    else:
        link_account(actor=actor, person=person, user=known)
    unit = Unit.objects.get(zone=zone, name=sign_in.unit) if sign_in.unit else root_unit(zone.id)
    post = create_post(actor=actor, unit=unit, title=sign_in.title, roles=list(sign_in.roles))
    appoint_person(actor=actor, person=person, post=post, valid_from=since, source="演示数据")
