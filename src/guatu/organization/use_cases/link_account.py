"""Let a person of another zone sign in here with the account they have."""

from django.utils.translation import gettext as _

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.organization.events import AccountOpened
from guatu.organization.models import Person
from guatu.organization.policies import may_link_account


@use_case(may=may_link_account)
def link_account(*, actor: Actor, person: Person, user: User) -> Person:
    """`user` signs in as `person` in this zone too. Only the console may: the account belongs to several zones.

    Raises `Refused` where the person has an account, or the account belongs to somebody else of this zone.
    """
    if person.user_id is not None:
        raise Refused(_("%s has an account already.") % person.name)
    other = Person.objects.filter(zone_id=person.zone_id, user=user).first()
    if other is not None:
        raise Refused(
            _("The account “%(username)s” belongs to %(person)s.")
            % {"username": user.username, "person": other.name}
        )
    change(person, user=user)
    record(
        AccountOpened(zone_id=person.zone_id, person_id=person.id, username=user.username),
        subject=person,
        changes={"user": (None, user.username)},
    )
    return person
